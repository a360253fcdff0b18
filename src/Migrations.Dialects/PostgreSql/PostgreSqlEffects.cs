using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// What steps leave behind in the catalogue: shapes with everything that the server and Liquibase fill in, and what the server does besides
/// (follows a renamed column into checks and indexes, drops a sequence with its column).
/// </summary>
/// <param name="dialect">Names, and the server's version.</param>
sealed partial class PostgreSqlEffects(PostgreSqlDialect dialect)
{
    // ---- shapes ------------------------------------------------------------------------------------------------

    /// <summary>A column that is added to a table.</summary>
    public Column Normalize(Column column)
    {
        var (type, collation, notNull) = Split(column.Type);
        var nullable = column.Nullable && !notNull && column.Identity is null;
        return column with
        {
            Type = type,
            Collation = column.Collation ?? collation,
            Nullable = nullable,
            // Before version 18 the catalogue has no place for the name.
            NotNullConstraintName = nullable || dialect.Version < 18 ? null : column.NotNullConstraintName,
            Default = column.Identity is null && column.Generated is null ? PostgreSqlValues.Created(column.Default, type, Sequence) : null,
            DefaultConstraintName = null,
            Identity = Normalize(column.Identity),
            Remarks = Text(column.Remarks),
        };
    }

    /// <summary>A table that is created: there, <c>serial</c> is an identity column, as in Liquibase.</summary>
    public Table Normalize(Table table)
    {
        var columns = table.Columns.Select(c => Normalize(c.Identity is null && PostgreSqlTypes.SerialBase(c.Type.Text) is not null ? c with { Identity = new() } : c));
        var key = table.PrimaryKey is null ? null : (PrimaryKey)Named(table.Name, table.PrimaryKey);
        return table with
        {
            Columns = [.. columns.Select(c => key?.Columns.Contains(c.Name, dialect.Names) == true ? c with { Nullable = false } : c)],
            PrimaryKey = key,
            UniqueConstraints = [.. table.UniqueConstraints.Select(u => (UniqueConstraint)Named(table.Name, u)).Where(u => !IsSame(u, key)).DistinctBy(u => string.Join('\0', u.Columns) + u.Deferrable + u.InitiallyDeferred)],
            ForeignKeys = [.. table.ForeignKeys.Select(f => (ForeignKey)Named(table.Name, f))],
            Indexes = [.. table.Indexes.Select(Normalize)],
            Remarks = Text(table.Remarks),
            Tablespace = Tablespace(table.Tablespace),
            Options = Text(table.Options),
        };
    }

    /// <summary>In CREATE TABLE, the server makes one index of constraints on the same columns, and one constraint.</summary>
    static bool IsSame(UniqueConstraint unique, PrimaryKey? key) =>
        key is not null && unique.Columns.SequenceEqual(key.Columns) && unique.Deferrable == key.Deferrable && unique.InitiallyDeferred == key.InitiallyDeferred && unique.Definition == key.Definition;

    /// <summary>A sequence: what is the server's usual way is not said.</summary>
    public static Sequence Normalize(Sequence sequence)
    {
        var type = sequence.Type is { } named && PostgreSqlTypes.Map(named.Text, autoIncrement: false, null) is { Text: not "bigint" } other ? other : null;
        var down = sequence.IncrementBy < 0;
        var (lowest, highest) = Range(type?.Text, down);
        return sequence with
        {
            Type = type,
            IncrementBy = sequence.IncrementBy == 1 ? null : sequence.IncrementBy,
            MinValue = sequence.MinValue == lowest ? null : sequence.MinValue,
            MaxValue = sequence.MaxValue == highest ? null : sequence.MaxValue,
            StartValue = sequence.StartValue == (down ? sequence.MaxValue ?? highest : sequence.MinValue ?? lowest) ? null : sequence.StartValue,
            Cycle = sequence.Cycle == true ? true : null,
            CacheSize = sequence.CacheSize is 0 or 1 ? null : sequence.CacheSize,
        };
    }

    static (decimal Lowest, decimal Highest) Range(string? type, bool down)
    {
        var (lowest, highest) = type switch
        {
            "smallint" => (short.MinValue, short.MaxValue),
            "int" => (int.MinValue, int.MaxValue),
            _ => ((decimal)long.MinValue, (decimal)long.MaxValue),
        };
        return down ? (lowest, -1) : (1, highest);
    }

    static Identity? Normalize(Identity? identity) => identity is null ? null : new(
        identity.StartWith == (identity.IncrementBy < 0 ? -1 : 1) ? null : identity.StartWith,
        identity.IncrementBy == 1 ? null : identity.IncrementBy,
        string.Equals(identity.Generation, "ALWAYS", StringComparison.OrdinalIgnoreCase) ? "ALWAYS" : PostgreSqlDialect.ByDefault);

    static TableIndex Normalize(TableIndex index) => index with
    {
        Method = string.Equals(index.Method, "btree", StringComparison.OrdinalIgnoreCase) ? null : index.Method,
        Clustered = index.Clustered == true ? true : null,
        Tablespace = Tablespace(index.Tablespace),
    };

    TableConstraint Named(ObjectName table, TableConstraint constraint) => (constraint with { Name = constraint.Name ?? dialect.DefaultConstraintName(table, constraint) }) switch
    {
        PrimaryKey key => key with { Deferrable = key.Deferrable || key.InitiallyDeferred, Clustered = key.Clustered == true ? true : null, Tablespace = Tablespace(key.Tablespace), UsingIndex = null },
        UniqueConstraint unique => unique with { Deferrable = unique.Deferrable || unique.InitiallyDeferred, Clustered = null, Tablespace = Tablespace(unique.Tablespace), UsingIndex = null },
        ForeignKey key => key with { Deferrable = key.Deferrable || key.InitiallyDeferred },
        var other => other,
    };

    static string? Tablespace(string? name) => name is null or "" or "pg_default" ? null : name;

    static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Liquibase leaves what is written behind a type where it is; here it goes where it belongs.</summary>
    static (SqlType Type, string? Collation, bool NotNull) Split(SqlType type)
    {
        var text = PostgreSqlTypes.SerialBase(type.Text)?.Text ?? type.Text;
        var match = BehindType().Match(text);
        if (!match.Success)
            return (new(text), null, false);
        var collation = match.Groups["collation"].Success ? match.Groups["collation"].Value : null;
        return (new(match.Groups["type"].Value), collation is null || collation.Contains('"', StringComparison.Ordinal) ? collation : $"\"{collation.ToLowerInvariant()}\"",
            match.Groups["null"].Success);
    }

    /// <summary>The sequence that a text in <c>nextval</c> means.</summary>
    public ObjectName Sequence(string text)
    {
        var parts = NameParts().Matches(text).Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Value.ToLowerInvariant()).ToList();
        return parts.Count > 1 ? dialect.Known(parts[^2], parts[^1]) : ObjectName.Of(parts.Count == 1 ? parts[0] : text);
    }

    // ---- nodes -------------------------------------------------------------------------------------------------

    /// <summary>The steps that a node takes on this database: numbering an existing column is a sequence and a default, as Liquibase makes it.</summary>
    public static IEnumerable<SqlNode> Adapt(SqlNode node, SchemaModel before)
    {
        if (node is AddColumn { Position: not null } add)
            return [add with { Position = null }];
        if (node is not AlterColumn alter || !alter.Changed.HasFlag(ColumnAspects.Identity))
            return [node];
        var was = Was(alter, before);
        if (was?.Identity is not null || (was is null && alter.After.Identity is null))
            return [node];
        var changed = alter.Changed & ~ColumnAspects.Identity;
        if (alter.After.Identity is { } identity)
        {
            var sequence = new Sequence(alter.Table.Sibling(PostgreSqlNames.Clip($"{alter.Table.Name}_{alter.After.Name}_seq", PostgreSqlNames.MaxBytes)))
            {
                StartValue = identity.StartWith,
                IncrementBy = identity.IncrementBy,
            };
            var numbered = (was ?? alter.After) with { Default = new SequenceNextValue(sequence.Name) { Owned = true }, Identity = null, Nullable = false };
            return [new CreateSequence(Normalize(sequence)), alter with { Before = was, After = numbered, Changed = changed | ColumnAspects.Default | ColumnAspects.Nullable }];
        }
        return was!.Default is SequenceNextValue { Owned: true } next
            ? [alter with { Before = was, After = alter.After with { Default = null }, Changed = changed | ColumnAspects.Default }, new DropSequence(next.Sequence)]
            : changed == ColumnAspects.None ? [] : [alter with { Changed = changed }];
    }

    /// <summary>The column as it is: as the model has it, which may be another than when the step was made.</summary>
    static Column? Was(AlterColumn alter, SchemaModel before) => before.TableOrNull(alter.Table)?.Column(alter.After.Name, before.Names) ?? alter.Before;

    /// <summary>The alteration with the column before it where that is known, and the column after it as the catalogue will have it.</summary>
    public AlterColumn Complete(AlterColumn alter, SchemaModel before)
    {
        var was = Was(alter, before);
        var after = was is null ? alter.After : alter.Onto(was).After;
        if (alter.Changed.HasFlag(ColumnAspects.Type))
        {
            var (type, collation, notNull) = Split(alter.After.Type);
            if (notNull)
                throw new MigrationException(ErrorCode.NotSupported, "NOT NULL behind a type is not supported by PostgreSQL when a column's type is changed", "Use addNotNullConstraint.");
            // A new type brings its own collation, unless another one is asked for.
            var asked = was is not null && alter.After.Collation != was.Collation ? alter.After.Collation : null;
            after = after with { Type = type, Collation = asked ?? collation };
        }
        if (alter.Changed.HasFlag(ColumnAspects.Default))
        {
            var value = PostgreSqlValues.Altered(alter.After.Default, was is null && !alter.Changed.HasFlag(ColumnAspects.Type) ? null : after.Type, Sequence);
            after = after with { Default = value, Options = Options(after.Options, value, before) };
        }
        return alter with { Before = was, After = after with { Identity = Normalize(after.Identity), Remarks = Text(after.Remarks) } };
    }

    /// <summary>A column that comes to own a sequence says how it numbers; one that owns none any more does not.</summary>
    static string? Options(string? options, SqlValue? value, SchemaModel before)
    {
        if (value is SequenceNextValue { Owned: true } next)
        {
            return before.Find(next.Sequence, out Sequence? sequence) == Presence.Known
                ? PostgreSqlClauses.WithSequence(options, PostgreSqlClauses.Sequence(sequence!).TrimStart())
                : options;
        }
        return PostgreSqlClauses.WithSequence(options, "");
    }

    /// <summary>The schema after a node.</summary>
    public SchemaModel Apply(SqlNode node, SchemaModel before)
    {
        var after = before;
        foreach (var step in Adapt(node, before))
            after = ApplyStep(step, after);
        return after;
    }

    SchemaModel ApplyStep(SqlNode node, SchemaModel before) => node switch
    {
        CreateTable create => WithOwnSequences(new CreateTable(Normalize(create.Table), create.IfNotExists).Apply(before), create.Table.Columns),
        AddColumn add => Added(add, before),
        AlterColumn alter => Complete(alter, before).Apply(before),
        AddConstraint add => Added(add, before),
        CreateIndex create => (create with { Index = Normalize(create.Index) }).Apply(before),
        CreateView { View.Remarks: "" } create => (create with { View = create.View with { Remarks = null } }).Apply(before),
        CreateSequence create => before.Find(create.Sequence.Name, out Sequence? _) == Presence.Known ? before : before.With(Normalize(create.Sequence)),
        DropSequence drop => Dropped(drop, before),
        DropTable drop => Dropped(drop, before),
        DropColumn drop => WithoutOwnSequences(drop.Apply(before), before.TableOrNull(drop.Table)?.Columns.Where(c => c.Name == drop.Column)),
        RenameTable rename => Renamed(rename, before),
        RenameColumn rename => Renamed(rename, before),
        _ => node.Apply(before),
    };

    SchemaModel Added(AddColumn add, SchemaModel before)
    {
        var constraints = add.Constraints.Select(c => Named(add.Table, c)).ToImmutableArray();
        var column = Normalize(add.Column);
        if (constraints.OfType<PrimaryKey>().Any())
            column = column with { Nullable = false };
        return WithOwnSequences((add with { Column = column, Constraints = constraints }).Apply(before), [column]);
    }

    SchemaModel Added(AddConstraint add, SchemaModel before)
    {
        var index = add.Constraint is PrimaryKey { UsingIndex: { } first } ? first : add.Constraint is UniqueConstraint { UsingIndex: { } second } ? second : null;
        var after = (add with { Constraint = Named(add.Table, add.Constraint) }).Apply(before);
        return index is null ? after : after.Change(add.Table, t => t with { Indexes = t.Indexes.RemoveAll(i => i.Name == index) });
    }

    static SchemaModel WithOwnSequences(SchemaModel schema, IEnumerable<Column> columns)
    {
        foreach (var column in columns)
        {
            if (column.Default is SequenceNextValue { Owned: true } next && schema.Find(next.Sequence, out Sequence? _) != Presence.Known)
                schema = schema.With(PostgreSqlClauses.ReadSequence(next.Sequence, column.Options));
        }
        return schema;
    }

    static SchemaModel WithoutOwnSequences(SchemaModel schema, IEnumerable<Column>? columns) => (columns ?? [])
        .Select(c => c.Default).OfType<SequenceNextValue>().Where(n => n.Owned)
        .Aggregate(schema, (s, next) => s.Without(new(ObjectKind.Sequence, next.Sequence)));

    static SchemaModel Dropped(DropTable drop, SchemaModel before)
    {
        var after = WithoutOwnSequences(drop.Apply(before), before.TableOrNull(drop.Table)?.Columns);
        return drop.Cascade ? WithoutViewsOf(after, drop.Table.Name) : after;
    }

    static SchemaModel Dropped(DropSequence drop, SchemaModel before)
    {
        var after = drop.Apply(before);
        foreach (var table in before.Tables.Where(t => t.Columns.Any(Reads)).ToList())
            after = after.With(table with { Columns = [.. table.Columns.Select(c => Reads(c) ? c with { Default = null, Options = PostgreSqlClauses.WithSequence(c.Options, "") } : c)] });
        return after;

        bool Reads(Column column) => column.Default is SequenceNextValue next && before.SameName(next.Sequence, drop.Sequence);
    }

    /// <summary>Views follow what they read when it is renamed, and go with it when that is dropped with CASCADE: they have to be looked at again.</summary>
    static SchemaModel WithoutViewsOf(SchemaModel schema, string name)
    {
        var views = schema.Views.Where(v => ExpressionNames.Mentions(v.Query, name, schema.Names)).Select(v => new ObjectKey(ObjectKind.View, v.Name)).ToList();
        return views.Count == 0 ? schema : schema.Forget(views);
    }

    SchemaModel Renamed(RenameTable rename, SchemaModel before)
    {
        var to = rename.Table.Sibling(rename.To);
        var after = rename.Apply(before).Change(to, table => table with
        {
            Indexes = [.. table.Indexes.Select(i => i with { Definition = OnTable(i.Definition, rename.To) })],
            Triggers = [.. table.Triggers.Select(t => t with { Definition = OnTable(t.Definition, rename.To)! })],
        });
        return WithoutViewsOf(after, rename.Table.Name);
    }

    /// <summary>A statement of the catalogue with another table behind ON.</summary>
    string? OnTable(string? definition, string table)
    {
        if (definition is null)
            return null;
        var tokens = SqlLexer.Tokenize(definition, dialect.Lexical).FindAll(t => !t.IsTrivia);
        var at = tokens.FindIndex(t => t.Kind == SqlTokenKind.Word && t.In(definition) is "ON") + 1;
        if (at > 0 && at < tokens.Count && tokens[at].In(definition) is "ONLY")
            at++;
        while (at > 0 && at + 2 < tokens.Count && tokens[at + 1].In(definition) is ".")
            at += 2;
        return at <= 0 || at >= tokens.Count
            ? definition
            : string.Concat(definition.AsSpan(0, tokens[at].Start), Written(table), definition.AsSpan(tokens[at].End));
    }

    SchemaModel Renamed(RenameColumn rename, SchemaModel before)
    {
        string Follow(string sql) => ExpressionNames.Rename(sql, dialect.Lexical, rename.From, Written(rename.To), before.Names);
        // The name of the index or trigger, and the table's, stand in front of the first parenthesis or behind ON.
        string Body(string sql) => sql.IndexOf('(', StringComparison.Ordinal) is > 0 and var open ? sql[..open] + Follow(sql[open..]) : sql;

        var after = rename.Apply(before).Change(rename.Table, table => table with
        {
            Columns = [.. table.Columns.Select(c => c.Generated is null ? c : c with { Generated = Follow(c.Generated) })],
            Checks = [.. table.Checks.Select(c => c with { Expression = Follow(c.Expression), Definition = c.Definition is null ? null : Body(c.Definition) })],
            Indexes = [.. table.Indexes.Select(i => i with
            {
                Columns = [.. i.Columns.Select(c => c.Computed ? c with { Name = Follow(c.Name) } : c)],
                Where = i.Where is null ? null : Follow(i.Where),
                Definition = i.Definition is null ? null : Body(i.Definition),
            })],
            Triggers = [.. table.Triggers.Select(t => t with { Definition = OfColumns(Body(t.Definition), Follow) })],
        });
        return WithoutViewsOf(after, rename.Table.Name);
    }

    /// <summary>A trigger's definition with its columns changed: <c>UPDATE OF a, b ON …</c>.</summary>
    string OfColumns(string definition, Func<string, string> change)
    {
        var tokens = SqlLexer.Tokenize(definition, dialect.Lexical);
        var from = tokens.FindIndex(t => t.Kind == SqlTokenKind.Word && t.In(definition) is "OF");
        var to = tokens.FindIndex(t => t.Kind == SqlTokenKind.Word && t.In(definition) is "ON");
        return from < 0 || to < from ? definition : string.Concat(definition.AsSpan(0, tokens[from].End), change(definition[tokens[from].End..tokens[to].Start]), definition.AsSpan(tokens[to].Start));
    }

    /// <summary>A name as the server writes it: in quotes only where it has to be.</summary>
    static string Written(string name) => PostgreSqlNames.Fold(name, QuotingStrategy.Legacy) == name && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        && !PostgreSqlNames.IsReserved(name) ? name : PostgreSqlNames.Quote(name);

    // ---- what is known of rows ---------------------------------------------------------------------------------

    /// <summary>Whether an expression gives the same for all rows of a statement. Functions that are not known may not.</summary>
    public static bool IsStable(string sql) => !AnyCall().IsMatch(StableCall().Replace(sql, "x"));

    /// <summary>Whether a valid check already says that a column has no NULL, so that SET NOT NULL need not read the rows.</summary>
    public bool IsProvenNotNull(ObjectName table, string column, SchemaModel before) => before.TableOrNull(table)?.Checks
        .Any(c => c.Validated && c.Expression.Trim('(', ')', ' ') is var text && (text == $"{Written(column)} IS NOT NULL" || text == $"{dialect.Quote(column)} IS NOT NULL")) == true;

    /// <summary>Whether a primary key takes over an index whose columns have no NULL, so that no rows are read.</summary>
    public static bool IsProvenUnique(AddConstraint node, SchemaModel before) => node.Constraint is PrimaryKey { UsingIndex: not null } key
        && before.TableOrNull(node.Table) is { } table && key.Columns.All(name => table.Column(name, before.Names) is { Nullable: false });

    [GeneratedRegex("""^(?<type>.*?)(\s+collate\s+(?<collation>("([^"]|"")+"|[\w$]+)(\."([^"]|"")+")?))?(?<null>\s+not\s+null)?(\s+null)?$""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex BehindType();

    [GeneratedRegex("""("(?<quoted>([^"]|"")+)"|[^."]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex NameParts();

    [GeneratedRegex(@"\b(now|current_timestamp|current_time|localtime|localtimestamp|lower|upper|coalesce|date_trunc|timezone|to_char|concat|numeric|varchar|timestamp|interval)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex StableCall();

    [GeneratedRegex(@"[\w""]\s*\(")]
    private static partial Regex AnyCall();
}
