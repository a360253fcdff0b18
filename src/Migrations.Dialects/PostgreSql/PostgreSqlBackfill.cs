using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>Writes many rows in batches, each committed by itself: along the primary key where there is one, else as long as rows are left that the condition fits.</summary>
/// <param name="dialect">Names and quotes.</param>
sealed class PostgreSqlBackfill(PostgreSqlDialect dialect)
{
    const int BatchSize = 5_000;

    /// <summary>Fills a column where it has no value.</summary>
    public OnlineStep Fill(ObjectName table, string column, string value, SchemaModel before)
    {
        var (set, empty) = ($"{dialect.Quote(column)} = {value}", $"{dialect.Quote(column)} IS NULL");
        return Batches(table, before, key => $"UPDATE {dialect.Quote(table)} SET {set} WHERE {key} AND {empty}", empty);
    }

    /// <summary>The batches of an update; null where nothing says how to go on from one to the next.</summary>
    public OnlineStep? Update(UpdateRows update, SchemaModel before)
    {
        var types = before.TableOrNull(update.Table);
        var set = string.Join(", ", update.Values.Select(v => $"{dialect.Quote(v.Column)} = {dialect.Literal(v.Value, types?.Column(v.Column, before.Names)?.Type)}"));
        var where = update.Where is null ? null : dialect.Condition(update.Where);
        // Rows that were written must not fit the condition again, where there is no key to go along.
        var ends = update.Where is ColumnEquals { Value: NullValue } empty && update.Values.Any(v => before.Names.Equals(v.Column, empty.Column) && v.Value is not NullValue);
        return KeyOf(update.Table, before) is null && !ends ? null
            : Batches(update.Table, before, key => $"UPDATE {dialect.Quote(update.Table)} SET {set} WHERE {key}{And(where)}", where);
    }

    /// <summary>The batches of a delete.</summary>
    public OnlineStep? Delete(DeleteRows delete, SchemaModel before)
    {
        var where = delete.Where is null ? null : dialect.Condition(delete.Where);
        return Batches(delete.Table, before, key => $"DELETE FROM {dialect.Quote(delete.Table)} WHERE {key}{And(where)}", where);
    }

    static string And(string? where) => where is null ? "" : $" AND ({where})";

    static string? KeyOf(ObjectName table, SchemaModel before) => before.TableOrNull(table)?.PrimaryKey is { Columns: [var key] } ? key : null;

    OnlineStep Batches(ObjectName table, SchemaModel before, Func<string, string> write, string? where) => new([KeyOf(table, before) is { } key ? AlongKey(table, dialect.Quote(key), write) : WhileLeft(table, write, where)], [])
    {
        Transactional = false,
    };

    string AlongKey(ObjectName table, string key, Func<string, string> write) => $"""
        DO $batches$
        DECLARE
          low {dialect.Quote(table)}.{key}%TYPE;
          high {dialect.Quote(table)}.{key}%TYPE;
        BEGIN
          SELECT min({key}) INTO low FROM {dialect.Quote(table)};
          WHILE low IS NOT NULL LOOP
            SELECT {key} INTO high FROM {dialect.Quote(table)} WHERE {key} > low ORDER BY {key} OFFSET {BatchSize} LIMIT 1;
            {write($"{key} >= low AND (high IS NULL OR {key} < high)")};
            COMMIT;
            low := high;
          END LOOP;
        END
        $batches$
        """.Replace("\r\n", "\n", StringComparison.Ordinal);

    string WhileLeft(ObjectName table, Func<string, string> write, string? where) => $"""
        DO $batches$
        DECLARE
          written bigint;
        BEGIN
          LOOP
            {write($"ctid = ANY (ARRAY(SELECT ctid FROM {dialect.Quote(table)}{(where is null ? "" : $" WHERE {where}")} LIMIT {BatchSize}))")};
            GET DIAGNOSTICS written = ROW_COUNT;
            COMMIT;
            EXIT WHEN written = 0;
          END LOOP;
        END
        $batches$
        """.Replace("\r\n", "\n", StringComparison.Ordinal);
}
