using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;
using Npgsql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// Reads the catalogue into a model, in two round trips however many objects are asked for. What is read equals what planning makes of the same change,
/// as far as the server does not rewrite an author's expression.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="dialect">The dialect for the server.</param>
sealed partial class PostgreSqlInspector(NpgsqlConnection connection, PostgreSqlDialect dialect)
{
    readonly PostgreSqlCatalog catalog = new(dialect.Version);
    readonly PostgreSqlShapes shapes = new(dialect);

    sealed record Found(string Oid, char Kind, ObjectName Name);

    /// <summary>Reads objects into a model.</summary>
    /// <param name="keys">What to read; null for everything in the default schema.</param>
    /// <param name="into">The model to add to.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<SchemaModel> InspectAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken)
    {
        if (keys is { Count: 0 })
            return into;
        var model = keys is null ? SchemaModel.Empty(dialect.Names) : into;
        foreach (var key in keys ?? [])
            model = model.Without(key);
        var programs = keys?.Where(IsProgram).ToList();
        var others = keys?.Where(k => !IsProgram(k)).ToList();
        var questions = new[]
        {
            others switch { null => PostgreSqlCatalog.Everything, [] => null, _ => PostgreSqlCatalog.ByName(string.Join(", ", others.Select(Wanted))) },
            programs switch { null => PostgreSqlCatalog.AllPrograms, [] => null, _ => PostgreSqlCatalog.Programs(string.Join(", ", programs.Select(k => $"({Name(k)})").Distinct())) },
        };
        var read = await ReadAsync([.. questions.OfType<string>()], cancellationToken);
        if (questions[1] is not null)
            model = read[^1].Aggregate(model, (m, row) => m.With(Program(row)));
        var found = questions[0] is null ? [] : read[0].ConvertAll(r => new Found(r[0]!, r[1]![0], dialect.Known(r[2], r[3]!)));
        if (found.Count == 0)
            return model;
        string Oids(string kinds) => string.Join(", ", found.Where(f => kinds.Contains(f.Kind, StringComparison.Ordinal)).Select(f => f.Oid).DefaultIfEmpty("0"));
        var (tables, views, sequences) = (Oids("rpf"), Oids("vm"), Oids("S"));
        var answers = await ReadAsync(
        [
            PostgreSqlCatalog.Tables(tables), catalog.Columns(tables), PostgreSqlCatalog.Constraints(tables), PostgreSqlCatalog.Indexes(tables), catalog.Triggers(tables),
            PostgreSqlCatalog.Views(views), PostgreSqlCatalog.Sequences(sequences),
        ], cancellationToken);
        var names = found.ToDictionary(f => f.Oid, f => f.Name);
        var (columns, constraints, indexes, triggers) = (ByTable(answers[1]), ByTable(answers[2]), ByTable(answers[3]), ByTable(answers[4]));
        foreach (var row in answers[0])
            model = model.With(Table(names[row[0]!], row, columns[row[0]!], constraints[row[0]!], indexes[row[0]!], triggers[row[0]!]));
        foreach (var row in answers[5])
            model = model.With(View(names[row[0]!], row));
        return answers[6].Aggregate(model, (m, row) => m.With(Sequence(names[row[0]!], row[1]!, row[2..7], row[7] == "t")));
    }

    static string Wanted(ObjectKey key)
    {
        var kind = key.Kind switch
        {
            ObjectKind.Table => "T",
            ObjectKind.View => "V",
            ObjectKind.Sequence => "S",
            ObjectKind.Trigger => "G",
            _ => "I",
        };
        return $"('{kind}', {Name(key)})";
    }

    static string Name(ObjectKey key) => $"{(key.Name.Schema is { } schema ? PostgreSqlValues.Text(schema) : "NULL")}, {PostgreSqlValues.Text(key.Name.Name)}";

    /// <summary>Programs are found by their names alone, so that all are known that share one.</summary>
    static bool IsProgram(ObjectKey key) => key.Kind is ObjectKind.Procedure or ObjectKind.Function or ObjectKind.Synonym;

    StoredProgram Program(string?[] row)
    {
        var types = row[3] is null ? [] : JsonSerializer.Deserialize<string[]>(row[3]!)!;
        return new(row[2] == "t" ? ObjectKind.Procedure : ObjectKind.Function, dialect.Known(row[0], row[1]!), row[4]!.TrimEnd())
        {
            Arguments = string.Join(", ", types.Select(t => PostgreSqlSignature.Canonical(PostgreSqlTypes.FromCatalog(t).Text, dialect.DefaultSchema))),
        };
    }

    static ILookup<string, string?[]> ByTable(List<string?[]> rows) => rows.ToLookup(r => r[0]!);

    async Task<List<List<string?[]>>> ReadAsync(string[] questions, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var question in questions)
            batch.BatchCommands.Add(new(question));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var answers = new List<List<string?[]>>(questions.Length);
        do
        {
            var rows = new List<string?[]>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = new string?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++)
                    row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) switch
                    {
                        bool flag => flag ? "t" : "f",
                        var text => (string)text,
                    };
                rows.Add(row);
            }
            answers.Add(rows);
        }
        while (await reader.NextResultAsync(cancellationToken));
        return answers;
    }

    // ---- tables ------------------------------------------------------------------------------------------------

    Table Table(ObjectName name, string?[] row, IEnumerable<string?[]> columns, IEnumerable<string?[]> constraints, IEnumerable<string?[]> indexes, IEnumerable<string?[]> triggers)
    {
        var all = constraints.ToList();
        TableConstraint[] made = [.. all.Where(r => r[1] != "x").Select(Constraint)];
        return new(name, [.. columns.Select(Column)])
        {
            Remarks = row[1],
            Tablespace = row[2],
            Options = row[3],
            PrimaryKey = made.OfType<PrimaryKey>().FirstOrDefault(),
            UniqueConstraints = [.. made.OfType<UniqueConstraint>()],
            ForeignKeys = [.. made.OfType<ForeignKey>()],
            Checks = [.. made.OfType<CheckConstraint>()],
            Indexes = [.. indexes.Select(Index), .. all.Where(r => r[1] == "x").Select(r => Exclusion(name, r))],
            Triggers = [.. triggers.Select(t => new Trigger(t[1]!, t[2]!) { Disabled = t[3] == "t" })],
        };
    }

    Column Column(string?[] row)
    {
        var type = PostgreSqlTypes.FromCatalog(row[3]!);
        var generated = row[7] is "s" or "v";
        var identity = row[8] is "a" or "d";
        var numbering = row[13] is null || row[15] is null ? null : Sequence(ObjectName.Of(row[13]!), row[21]!, row[15..20], row[20] == "t");
        var value = row[6] is null || generated ? null : PostgreSqlValues.Parse(row[6]!, type, shapes.Sequence);
        if (value is SequenceNextValue && row[13] is { } sequence)
            value = new SequenceNextValue(dialect.Known(row[12], sequence)) { Owned = row[14] == "t" };
        var options = row[11];
        if (identity && numbering is not null)
            options = PostgreSqlClauses.WithSequence(options, PostgreSqlClauses.Sequence(numbering with { Type = null, StartValue = null, IncrementBy = null }).TrimStart());
        else if (value is SequenceNextValue { Owned: true } && numbering is not null)
            options = PostgreSqlClauses.WithSequence(options, PostgreSqlClauses.Sequence(numbering).TrimStart());
        return new(row[2]!, type)
        {
            Nullable = row[4] != "t",
            NotNullConstraintName = row[5],
            Default = value,
            Generated = generated ? row[6] : null,
            GeneratedStored = row[7] == "s",
            Identity = identity ? new(numbering?.StartValue, numbering?.IncrementBy, row[8] == "a" ? "ALWAYS" : PostgreSqlDialect.ByDefault) : null,
            Collation = row[9],
            Remarks = row[10],
            Options = options,
        };
    }

    TableConstraint Constraint(string?[] row)
    {
        var (name, definition) = (row[2], Special().IsMatch(Quoted().Replace(row[3]!, "''")) ? row[3] : null);
        var (deferrable, deferred, validated) = (row[10] == "t", row[11] == "t", row[12] == "t");
        return row[1] switch
        {
            "p" => new PrimaryKey(name, Names(row[4]))
            {
                Deferrable = deferrable, InitiallyDeferred = deferred, Clustered = row[13] == "t" ? true : null, Tablespace = row[14], Definition = definition,
            },
            "u" => new UniqueConstraint(name, Names(row[4])) { Deferrable = deferrable, InitiallyDeferred = deferred, Tablespace = row[14], Definition = definition },
            "f" => new ForeignKey(name, Names(row[4]), dialect.Known(row[5], row[6]!), Names(row[7]))
            {
                OnDelete = Action(row[8]), OnUpdate = Action(row[9]), Deferrable = deferrable, InitiallyDeferred = deferred, Validated = validated, Definition = definition,
            },
            _ => new CheckConstraint(name, row[15]!) { Validated = validated, Definition = definition },
        };
    }

    static ImmutableArray<string> Names(string? json) => json is null ? [] : [.. JsonSerializer.Deserialize<string[]>(json)!];

    static ReferentialAction Action(string? letter) => letter switch
    {
        "r" => ReferentialAction.Restrict,
        "c" => ReferentialAction.Cascade,
        "n" => ReferentialAction.SetNull,
        "d" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };

    /// <summary>The model has no constraint that excludes; its index carries what makes it.</summary>
    TableIndex Exclusion(ObjectName table, string?[] row) =>
        new(row[2]!, []) { Definition = $"ALTER TABLE {dialect.Quote(table)} ADD CONSTRAINT {dialect.Quote(row[2]!)} {row[3]}" };

    static TableIndex Index(string?[] row)
    {
        var parts = JsonSerializer.Deserialize<JsonElement[][]>(row[4]!)!;
        var valid = row[7] == "t";
        return new(row[1]!, [.. parts.Select(p => new IndexColumn(p[0].GetString()!) { Descending = p[1].GetBoolean(), Computed = p[2].GetBoolean() })])
        {
            Unique = row[2] == "t",
            Method = row[3] == "btree" ? null : row[3],
            Where = row[5],
            Clustered = row[6] == "t" ? true : null,
            Tablespace = row[8],
            // One that a cut-off CREATE INDEX CONCURRENTLY has left behind is not the one that was wanted.
            Definition = valid ? row[10] == "t" ? null : row[9] : row[9] + " /* INVALID */",
        };
    }

    // ---- views and sequences -----------------------------------------------------------------------------------

    static View View(ObjectName name, string?[] row)
    {
        var materialized = row[1] == "t";
        var query = row[2]!.Trim().TrimEnd(';');
        var whole = materialized || row[3] is not null;
        return new(name, whole ? $"CREATE {(materialized ? "MATERIALIZED " : "")}VIEW {row[5]}{(row[3] is { } options ? $" WITH ({options})" : "")} AS {query}" : query)
        {
            FullDefinition = whole,
            Remarks = row[4],
        };
    }

    static Sequence Sequence(ObjectName name, string type, string?[] numbers, bool cycle)
    {
        static decimal Number(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);
        return PostgreSqlShapes.Normalize(new Sequence(name)
        {
            Type = PostgreSqlTypes.FromCatalog(type),
            StartValue = Number(numbers[0]),
            IncrementBy = Number(numbers[1]),
            MinValue = Number(numbers[2]),
            MaxValue = Number(numbers[3]),
            CacheSize = Number(numbers[4]),
            Cycle = cycle,
        });
    }

    // What the fields of a constraint cannot say.
    [GeneratedRegex(@" INCLUDE \(| NULLS NOT DISTINCT|WITHOUT OVERLAPS|\bPERIOD | WITH \(| MATCH (FULL|PARTIAL)|SET (NULL|DEFAULT) \(| NO INHERIT| NOT ENFORCED")]
    private static partial Regex Special();

    [GeneratedRegex("""'([^']|'')*'|"([^"]|"")*" """)]
    private static partial Regex Quoted();
}
