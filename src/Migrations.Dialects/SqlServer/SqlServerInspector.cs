using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql.Text;

namespace Migrations.Dialects.SqlServer;

/// <summary>Reads the shape of tables, views, sequences and programs from the catalogue, in the same canonical form that planned ones have.</summary>
/// <param name="query">Runs a query.</param>
/// <param name="instance">The server.</param>
/// <param name="dialect">The dialect of the server.</param>
sealed class SqlServerInspector(Func<string, Task<IReadOnlyList<object?[]>>> query, SqlServerInstance instance, SqlServerDialect dialect)
{
    readonly Dictionary<int, Table> tables = [];
    readonly Dictionary<int, string> schemas = [];

    /// <summary>Reads objects into a model.</summary>
    /// <param name="keys">The objects; null for everything in the default schema.</param>
    /// <param name="into">The model to add to.</param>
    public async Task<SchemaModel> ReadAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into)
    {
        var catalog = new SqlServerCatalog(keys, instance);
        var wantsTables = keys is null || keys.Any(k => k.Kind is ObjectKind.Table or ObjectKind.Index or ObjectKind.Trigger);
        var wantsViews = keys is null || keys.Any(k => k.Kind == ObjectKind.View);
        if (wantsTables)
            await ReadTablesAsync(catalog);
        var views = wantsViews ? await ReadViewsAsync(catalog) : [];
        if (wantsTables || wantsViews)
            await ReadRemarksAsync(catalog, views);
        var sequences = keys is null || keys.Any(k => k.Kind == ObjectKind.Sequence) ? await RowsAsync(catalog.Sequences) : [];
        var programs = keys is null || keys.Any(k => k.Kind is ObjectKind.Procedure or ObjectKind.Function) ? await RowsAsync(catalog.Programs) : [];
        var synonyms = keys is null || keys.Any(k => k.Kind == ObjectKind.Synonym) ? await RowsAsync(catalog.Synonyms) : [];
        List<(string Schema, object Object)> found =
        [
            .. tables.Select(t => (schemas[t.Key], (object)t.Value)),
            .. views.Select(v => (schemas[v.Key], (object)v.Value)),
            .. sequences.Select(s => (s.Text(0), (object)ReadSequence(s))),
            .. programs.Select(p => (p.Text(0), (object)ReadProgram(p))),
            .. synonyms.Select(s => (s.Text(0), (object)new StoredProgram(ObjectKind.Synonym, NameOf(s.Text(0), s.Text(1)), s.Text(2)))),
        ];
        return keys is null ? found.Aggregate(SchemaModel.Empty(into.Names), (model, f) => Add(model, f.Object)) : Answer(keys, found, into);
    }

    async Task<List<CatalogRow>> RowsAsync(string sql) => [.. (await query(sql)).Select(r => new CatalogRow(r))];

    ObjectName NameOf(string schema, string name) => new(dialect.Names.Equals(schema, instance.DefaultSchema) ? null : schema, name);

    // ---- answers -----------------------------------------------------------------------------------------------

    /// <summary>What was asked for stands in the model under the name it was asked by; tables that point at it, under their own.</summary>
    SchemaModel Answer(IEnumerable<ObjectKey> keys, List<(string Schema, object Object)> found, SchemaModel into)
    {
        var model = found.Where(f => f.Object is Table).Aggregate(into, (m, f) => Add(m, f.Object));
        foreach (var key in keys)
        {
            var schema = key.Name.Schema ?? instance.DefaultSchema;
            var match = found.Find(f => dialect.Names.Equals(f.Schema, schema) && IsAsked(key, f.Object)).Object;
            if (match is null)
                model = model.Without(key);
            else if (key.Kind is not (ObjectKind.Index or ObjectKind.Trigger))
                model = Add(model, Named(match, key.Name.Schema));
        }
        return model;
    }

    bool IsAsked(ObjectKey key, object candidate) => (key.Kind, candidate) switch
    {
        (ObjectKind.Table, Table table) => dialect.Names.Equals(table.Name.Name, key.Name.Name),
        (ObjectKind.Index, Table table) => table.HasIndex(key.Name.Name, dialect.Names),
        (ObjectKind.Trigger, Table table) => table.Trigger(key.Name.Name, dialect.Names) is not null,
        (_, StoredProgram program) => key.Kind == program.Kind && dialect.Names.Equals(program.Name.Name, key.Name.Name),
        (ObjectKind.View, View view) => dialect.Names.Equals(view.Name.Name, key.Name.Name),
        (ObjectKind.Sequence, Sequence sequence) => dialect.Names.Equals(sequence.Name.Name, key.Name.Name),
        _ => false,
    };

    static object Named(object found, string? schema) => found switch
    {
        Table table => table with { Name = new(schema, table.Name.Name) },
        View view => view with { Name = new(schema, view.Name.Name) },
        Sequence sequence => sequence with { Name = new(schema, sequence.Name.Name) },
        StoredProgram program => program with { Name = new(schema, program.Name.Name) },
        _ => found,
    };

    static SchemaModel Add(SchemaModel model, object found) => found switch
    {
        Table table => model.With(table),
        View view => model.With(view),
        Sequence sequence => model.With(sequence),
        StoredProgram program => model.With(program),
        _ => throw new ArgumentOutOfRangeException(nameof(found)),
    };

    // ---- tables ------------------------------------------------------------------------------------------------

    async Task ReadTablesAsync(SqlServerCatalog catalog)
    {
        foreach (var row in await RowsAsync(catalog.Tables))
        {
            schemas[row.Number(0)] = row.Text(1);
            var space = row.TextOrNull(3);
            tables[row.Number(0)] = new(NameOf(row.Text(1), row.Text(2)), [])
            {
                Tablespace = row.Flag(4) ? null : space,
                Options = row.Flag(4) && row.TextOrNull(5) is { } column ? $"ON {dialect.Quote(space!)} ({dialect.Quote(column)})" : null,
            };
        }
        foreach (var columns in (await RowsAsync(catalog.Columns)).GroupBy(r => r.Number(0)))
            Change(columns.Key, t => t with { Columns = [.. columns.Select(ReadColumn)] });
        foreach (var index in (await RowsAsync(catalog.Indexes)).GroupBy(r => (r.Number(0), r.Number(1))))
            Change(index.Key.Item1, t => SqlServerIndexes.AddTo(t, [.. index], dialect));
        foreach (var key in (await RowsAsync(catalog.ForeignKeys)).GroupBy(r => (r.Number(0), r.Text(1))))
            Change(key.Key.Item1, t => t.With(ReadForeignKey([.. key])));
        foreach (var row in await RowsAsync(catalog.Checks))
            Change(row.Number(0), t => t.With(new CheckConstraint(row.Text(1), SqlServerValues.StripParentheses(row.Text(2))) { Validated = !row.Flag(3), Disabled = row.Flag(4) }));
        foreach (var row in await RowsAsync(catalog.Triggers))
            Change(row.Number(0), t => t with { Triggers = t.Triggers.Add(new(row.Text(1), Renamed(row.Text(2), t.Name.Sibling(row.Text(1)))) { Disabled = row.Flag(3) }) });
    }

    // A table that came between two queries is left out: the next reading has it.
    void Change(int id, Func<Table, Table> change)
    {
        if (tables.TryGetValue(id, out var table))
            tables[id] = change(table);
    }

    Column ReadColumn(CatalogRow row)
    {
        var type = row.TextOrNull(3) is { } schema
            ? new(dialect.Names.Equals(schema, instance.DefaultSchema) ? row.Text(2) : $"{schema}.{row.Text(2)}")
            : SqlServerTypes.FromCatalog(row.Text(2), row.Number(4), row.Number(5), row.Number(6));
        var options = string.Join(' ', new[] { row.Flag(15) ? "SPARSE" : null, row.TextOrNull(17) is { } mask ? $"MASKED WITH (FUNCTION = {SqlServerValues.Text(mask)})" : null, row.Flag(16) ? "ROWGUIDCOL" : null }.OfType<string>());
        return new(row.Text(1), type)
        {
            Nullable = row.Flag(7),
            Collation = row.TextOrNull(8) is { } collation && collation != instance.Collation ? collation : null,
            Default = row.TextOrNull(10) is { } definition ? WithoutDefaultSchema(SqlServerValues.Parse(definition, type)) : null,
            DefaultConstraintName = row.TextOrNull(9),
            Identity = row.Decimal(11) is { } seed ? new(seed, row.Decimal(12)) : null,
            Generated = row.TextOrNull(13) is { } expression ? SqlServerValues.StripParentheses(expression) : null,
            GeneratedStored = row.Flag(14),
            Options = options.Length > 0 ? options : null,
        };
    }

    Sql.SqlValue WithoutDefaultSchema(Sql.SqlValue value) =>
        value is Sql.SequenceNextValue { Sequence: { Schema: { } schema } name } ? new Sql.SequenceNextValue(NameOf(schema, name.Name)) : value;

    ForeignKey ReadForeignKey(ImmutableArray<CatalogRow> rows) =>
        new(rows[0].Text(1), [.. rows.Select(r => r.Text(2))], NameOf(rows[0].Text(3), rows[0].Text(4)), [.. rows.Select(r => r.Text(5))])
        {
            OnDelete = Action(rows[0].Number(6)),
            OnUpdate = Action(rows[0].Number(7)),
            Validated = !rows[0].Flag(8),
        };

    static ReferentialAction Action(int number) => number switch
    {
        1 => ReferentialAction.Cascade,
        2 => ReferentialAction.SetNull,
        3 => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };

    // ---- views, sequences, comments ------------------------------------------------------------------------------

    async Task<Dictionary<int, View>> ReadViewsAsync(SqlServerCatalog catalog)
    {
        var views = new Dictionary<int, View>();
        foreach (var row in await RowsAsync(catalog.Views))
        {
            var name = NameOf(row.Text(1), row.Text(2));
            schemas[row.Number(0)] = row.Text(1);
            var definition = row.Text(3);
            views[row.Number(0)] = SqlServerModule.Query(definition) is { } select
                ? new(name, select)
                : new(name, SqlServerModule.WithName(definition, dialect.Quote(name))) { FullDefinition = true };
        }
        return views;
    }

    async Task ReadRemarksAsync(SqlServerCatalog catalog, Dictionary<int, View> views)
    {
        foreach (var row in await RowsAsync(catalog.Remarks))
        {
            var text = row.Text(2);
            if (views.TryGetValue(row.Number(0), out var view) && row.TextOrNull(1) is null)
                views[row.Number(0)] = view with { Remarks = text };
            Change(row.Number(0), t => row.TextOrNull(1) is not { } name ? t with { Remarks = text }
                : t.Column(name, dialect.Names) is { } column ? t.Replace(column, column with { Remarks = text }) : t);
        }
    }

    StoredProgram ReadProgram(CatalogRow row)
    {
        var name = NameOf(row.Text(0), row.Text(1));
        // Types of objects are fixed-length texts in the catalogue.
        return new(row.Text(2).Trim() == "P" ? ObjectKind.Procedure : ObjectKind.Function, name, Renamed(row.Text(3), name));
    }

    /// <summary>A text keeps the name that its object had when it was made.</summary>
    string Renamed(string text, ObjectName name) =>
        ProgramHeader.Read(text, dialect.Lexical) is { } header && !dialect.Names.Equals(header.Name[^1].Text, name.Name) ? header.WithName(dialect.Quote(name)) : text;

    Sequence ReadSequence(CatalogRow row)
    {
        var type = SqlServerTypes.FromCatalog(row.Text(2), 0, row.Number(3), 0);
        var (lowest, highest) = SqlServerTypes.RangeOf(type);
        decimal? minimum = row.Decimal(6), maximum = row.Decimal(7), increment = row.Decimal(5), start = row.Decimal(4);
        // What the server would choose by itself is not said, so that a planned sequence and its inspected one are equal.
        return new(NameOf(row.Text(0), row.Text(1)))
        {
            Type = type.Text == "bigint" ? null : type,
            StartValue = start == (increment < 0 ? maximum : minimum) ? null : start,
            IncrementBy = increment == 1 ? null : increment,
            MinValue = minimum == lowest ? null : minimum,
            MaxValue = maximum == highest ? null : maximum,
            Cycle = row.Flag(8) ? true : null,
            CacheSize = row.Flag(9) ? row.Decimal(10) : 0,
        };
    }
}
