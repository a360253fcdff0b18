using System.Data.Common;
using System.Globalization;
using System.Text;
using Migrations.Schema;
using MySqlConnector;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Reads the live catalogue in a few round trips, however many objects are asked for: which tables belong to them (only where not all are wanted),
/// what information_schema says of them, and what only other statements tell (sequences, partitions).
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="dialect">Its dialect.</param>
sealed class MySqlInspector(MySqlConnection connection, MySqlDialect dialect)
{
    readonly MySqlServer server = dialect.Server;

    /// <summary>Adds the shape of objects to a model; see <see cref="Execution.IDatabaseSession.InspectAsync"/>.</summary>
    public async Task<SchemaModel> ReadAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken)
    {
        if (keys is { Count: 0 })
            return into;
        var wanted = keys is null ? null : await WidenAsync(keys, cancellationToken);
        var found = wanted is { Count: 0 } ? new MySqlCatalog(dialect) : await ReadCatalogAsync(wanted, cancellationToken);
        var model = into;
        foreach (var key in keys ?? [])
            model = model.Without(key);
        foreach (var table in found.Tables())
            model = model.With(table);
        foreach (var view in found.Views())
            model = model.With(view);
        foreach (var sequence in found.Sequences())
            model = model.With(sequence);
        return await new MySqlProgramReader(QueryAsync, dialect, Among).ReadAsync(keys, model, cancellationToken);
    }

    /// <summary>The names asked for, the tables whose foreign keys point at them, and the tables of indexes and triggers asked for.</summary>
    async Task<IReadOnlySet<ObjectName>> WidenAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellationToken)
    {
        var names = keys.Where(k => k.Kind is ObjectKind.Table or ObjectKind.View or ObjectKind.Sequence).Select(k => k.Name).ToHashSet();
        var triggers = keys.Where(k => k.Kind == ObjectKind.Trigger).Select(k => k.Name).ToList();
        var indexes = keys.Where(k => k.Kind == ObjectKind.Index).Select(k => k.Name).ToList();
        var queries = new List<string>();
        if (names.Count > 0)
        {
            queries.Add($"SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA IN ({Schemas(names)}) AND {Among(names, "REFERENCED_TABLE_SCHEMA", "REFERENCED_TABLE_NAME")}");
        }
        if (indexes.Count > 0)
            queries.Add($"SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME FROM information_schema.STATISTICS WHERE {Among(indexes, "TABLE_SCHEMA", "INDEX_NAME")}");
        if (triggers.Count > 0)
            queries.Add($"SELECT EVENT_OBJECT_SCHEMA AS TABLE_SCHEMA, EVENT_OBJECT_TABLE AS TABLE_NAME FROM information_schema.TRIGGERS WHERE {Among(triggers, "TRIGGER_SCHEMA", "TRIGGER_NAME")}");
        foreach (var rows in await QueryAsync(queries, cancellationToken))
            names.UnionWith(rows.Select(r => NameOf(r, "TABLE_SCHEMA", "TABLE_NAME")));
        return names;
    }

    async Task<MySqlCatalog> ReadCatalogAsync(IReadOnlySet<ObjectName>? wanted, CancellationToken cancellationToken)
    {
        string Where(string schema, string table) => wanted is null ? $"{schema} = DATABASE()" : Among(wanted, schema, table);
        var checks = !server.HasChecks ? "SELECT NULL FROM DUAL WHERE 1 = 0"
            : server.IsMariaDb ? $"SELECT * FROM information_schema.CHECK_CONSTRAINTS WHERE {Where("CONSTRAINT_SCHEMA", "TABLE_NAME")}"
            : "SELECT c.*, t.TABLE_NAME FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t "
                + $"ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND t.CONSTRAINT_TYPE = 'CHECK' WHERE {Where("t.TABLE_SCHEMA", "t.TABLE_NAME")}";
        var results = await QueryAsync(
        [
            $"SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT FROM information_schema.TABLES WHERE {Where("TABLE_SCHEMA", "TABLE_NAME")}",
            $"SELECT * FROM information_schema.COLUMNS WHERE {Where("TABLE_SCHEMA", "TABLE_NAME")} ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION",
            $"SELECT * FROM information_schema.STATISTICS WHERE {Where("TABLE_SCHEMA", "TABLE_NAME")} ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
            $"SELECT * FROM information_schema.KEY_COLUMN_USAGE WHERE {Where("TABLE_SCHEMA", "TABLE_NAME")} AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION",
            $"SELECT * FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE {Where("CONSTRAINT_SCHEMA", "TABLE_NAME")}",
            checks,
            $"SELECT * FROM information_schema.TRIGGERS WHERE {Where("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE")} ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER",
            $"SELECT * FROM information_schema.VIEWS WHERE {Where("TABLE_SCHEMA", "TABLE_NAME")}",
        ], cancellationToken);
        bool IsWanted(ObjectName name) => wanted is null || !server.CaseSensitiveTables || wanted.Contains(name);
        var catalog = new MySqlCatalog(dialect)
        {
            TableRows = [.. results[0].Where(r => IsWanted(NameOf(r, "TABLE_SCHEMA", "TABLE_NAME"))).Select(r => (NameOf(r, "TABLE_SCHEMA", "TABLE_NAME"), r))],
            ColumnRows = ByTable(results[1], "TABLE_SCHEMA", "TABLE_NAME"),
            IndexRows = ByTable(results[2], "TABLE_SCHEMA", "TABLE_NAME"),
            ForeignKeyRows = ByTable(results[3], "TABLE_SCHEMA", "TABLE_NAME"),
            ReferenceRows = ByTable(results[4], "CONSTRAINT_SCHEMA", "TABLE_NAME"),
            CheckRows = ByTable(results[5], "CONSTRAINT_SCHEMA", "TABLE_NAME"),
            TriggerRows = ByTable(results[6], "EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE"),
            ViewRows = ByTable(results[7], "TABLE_SCHEMA", "TABLE_NAME"),
        };
        await ReadRestAsync(catalog, cancellationToken);
        return catalog;
    }

    /// <summary>Sequences are read as tables of one row; partitions are told only by SHOW CREATE TABLE.</summary>
    async Task ReadRestAsync(MySqlCatalog catalog, CancellationToken cancellationToken)
    {
        var sequences = catalog.NamesOf("SEQUENCE").ToList();
        var partitioned = catalog.Partitioned().ToList();
        var results = await QueryAsync([.. sequences.Select(s => $"SELECT * FROM {dialect.Quote(s)}"), .. partitioned.Select(t => $"SHOW CREATE TABLE {dialect.Quote(t)}")], cancellationToken);
        for (var i = 0; i < results.Count; i++)
        {
            if (i < sequences.Count)
                catalog.SequenceRows.Add((sequences[i], results[i][0]));
            else
                catalog.CreateTexts[partitioned[i - sequences.Count]] = results[i][0]["Create Table"]!;
        }
    }

    ILookup<ObjectName, MySqlRow> ByTable(IEnumerable<MySqlRow> rows, string schema, string table) => rows.ToLookup(r => NameOf(r, schema, table));

    ObjectName NameOf(MySqlRow row, string schema, string name) => dialect.Resolve(null, row[schema], "", Sql.QuotingStrategy.QuoteAllObjects) with { Name = row[name]! };

    string Schemas(IEnumerable<ObjectName> names) => string.Join(", ", names.Select(n => n.Schema).Distinct().Select(Schema));

    string Schema(string? schema) => schema is null ? "DATABASE()" : dialect.Literal(new Sql.StringValue(schema), null);

    string Among(IEnumerable<ObjectName> names, string schemaColumn, string nameColumn)
    {
        var parts = names.GroupBy(n => n.Schema)
            .Select(g => $"({schemaColumn} = {Schema(g.Key)} AND {nameColumn} IN ({string.Join(", ", g.Select(n => dialect.Literal(new Sql.StringValue(n.Name), null)))}))");
        return $"({string.Join(" OR ", parts)})";
    }

    /// <summary>Runs queries in one round trip.</summary>
    public async Task<List<List<MySqlRow>>> QueryAsync(List<string> queries, CancellationToken cancellationToken)
    {
        var results = new List<List<MySqlRow>>(queries.Count);
        if (queries.Count == 0)
            return results;
        var text = new StringBuilder().AppendJoin(";\n", queries);
        using var command = new MySqlCommand(text.ToString(), connection) { CommandTimeout = 0 };
        using var reader = await command.ExecuteReaderAsync(cancellationToken);
        do
        {
            var columns = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => i, StringComparer.OrdinalIgnoreCase);
            var rows = new List<MySqlRow>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(new(columns, [.. Enumerable.Range(0, reader.FieldCount).Select(i => TextOf(reader, i))]));
            results.Add(rows);
        }
        while (await reader.NextResultAsync(cancellationToken));
        return results;
    }

    static string? TextOf(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => null,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>A row of the catalogue; columns that this server's version does not have are null.</summary>
/// <param name="columns">The places of the columns by name.</param>
/// <param name="values">The values as text.</param>
sealed class MySqlRow(Dictionary<string, int> columns, string?[] values)
{
    /// <summary>The value of a column.</summary>
    public string? this[string column] => columns.TryGetValue(column, out var i) ? values[i] : null;
}
