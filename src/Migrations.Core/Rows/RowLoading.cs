using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Rows;

/// <summary>
/// What a file's rows become on a database. Inserts are one statement that carries the rows. All else goes through a temporary table and works on the set:
/// then the number of round trips does not grow with the file.
/// </summary>
/// <param name="dialect">The database.</param>
public abstract class RowLoading(SqlDialect dialect)
{
    const string NumberColumn = "migrations_row", RankColumn = "migrations_rank";

    /// <summary>What statements call the loaded rows and the table.</summary>
    protected const string Last = "l", Target = "t";

    /// <summary>The database.</summary>
    protected SqlDialect Dialect { get; } = dialect;

    /// <summary>The temporary table.</summary>
    protected abstract ObjectName Loaded { get; }

    /// <summary>The statements of a node.</summary>
    public IEnumerable<SqlStatement> Render(LoadRows node, SchemaModel before)
    {
        var table = before.TableOrNull(node.Table);
        var columns = node.Source.Columns.Select(c => table?.Column(c.Column, before.Names) ?? new Column(c.Column, new(""))).ToImmutableArray();
        if (node.Mode == RowLoadMode.Insert)
            {
            // Only a table takes rows in bulk, and only where it would take them from an INSERT too.
            var bulk = table is not null && !columns.Any(c => "ALWAYS".Equals(c.Identity?.Generation, StringComparison.OrdinalIgnoreCase));
            return [.. AroundInsert(node.Table, columns, [Load(node with { AsStatements = node.AsStatements || !bulk }, node.Table, columns, null)])];
        }
        var keys = node.Keys.Select(k => new RowKey(k, MayBeNull(table, k, before.Names))).ToImmutableArray();
        return [.. CreateLoaded(node.Table, columns), Load(node, Loaded, columns, NumberColumn), .. Merge(node, columns, keys), Change($"DROP {DroppedTable}")];
    }

    /// <summary>The statement that carries the rows.</summary>
    SqlStatement Load(LoadRows node, ObjectName into, ImmutableArray<Column> columns, string? number) =>
        new($"INSERT INTO {Dialect.Quote(into)} ({Dialect.Quote(node.Source.Columns.Select(c => c.Column))}) SELECT {Dialect.Quote(node.Source.Columns.Select(c => c.Header))} FROM {Dialect.Quote(node.Source.Format.File)} /* the rows of the file */", RowLock)
        {
            Rows = new(into, [.. columns.Select(c => new RowTarget(c.Name, c.Type.Text.Length == 0 ? null : c.Type))], node.Source) { NumberColumn = number, AsStatements = node.AsStatements },
        };

    /// <summary>The lock of what changes rows.</summary>
    protected virtual StatementLock RowLock => StatementLock.Rows;

    /// <summary>What has to stand around inserts into a table.</summary>
    protected virtual IEnumerable<SqlStatement> AroundInsert(ObjectName table, ImmutableArray<Column> columns, IEnumerable<SqlStatement> inserts) => inserts;

    /// <summary>Makes the temporary table, with columns of the same types and one for the number of the row.</summary>
    protected virtual IEnumerable<SqlStatement> CreateLoaded(ObjectName table, ImmutableArray<Column> columns) =>
        [Change($"CREATE TEMPORARY TABLE {Dialect.Quote(Loaded)} AS SELECT {Dialect.Quote(columns.Select(c => c.Name))}, {NumberAs("bigint")} FROM {Dialect.Quote(table)} WHERE 1 = 0")];

    /// <summary>The expression that the column of row numbers is made of.</summary>
    protected string NumberAs(string type) => $"CAST(0 AS {type}) AS {Dialect.Quote(NumberColumn)}";

    /// <summary>The temporary table as DROP names it.</summary>
    protected virtual string DroppedTable => $"TABLE {Dialect.Quote(Loaded)}";

    IEnumerable<SqlStatement> Merge(LoadRows node, ImmutableArray<Column> columns, ImmutableArray<RowKey> keys)
    {
        if (node.Mode == RowLoadMode.Delete)
            return [Change(DeleteFound(node.Table, keys))];
        var updated = node.Source.Columns.Where(c => c.Updates && !node.Keys.Contains(c.Column, Dialect.Names)).Select(c => c.Column).ToList();
        // A column that only new rows get has the value of the first row with a key, all others that of the last, as when row comes after row.
        var firstCounts = node.Source.Columns.Any(c => !c.Updates);
        var update = updated.Count == 0 ? [] : new[] { Change(UpdateFound(node.Table, Ranked(columns, keys, "DESC"), updated, keys)) };
        var insert = node.Mode == RowLoadMode.Update ? []
            : AroundInsert(node.Table, columns, [Change(InsertMissing(node.Table, Ranked(columns, keys, firstCounts ? "ASC" : "DESC"), columns, keys))]);
        return firstCounts ? insert.Concat(update) : update.Concat(insert);
    }

    /// <summary>The loaded rows, those with one key ranked by their place in the file.</summary>
    string Ranked(ImmutableArray<Column> columns, ImmutableArray<RowKey> keys, string order) =>
        $"(SELECT {Dialect.Quote(columns.Select(c => c.Name))}, ROW_NUMBER() OVER (PARTITION BY {Dialect.Quote(keys.Select(k => k.Column))} ORDER BY {Dialect.Quote(NumberColumn)} {order}) AS {Dialect.Quote(RankColumn)} FROM {Dialect.Quote(Loaded)}) AS {Last}";

    /// <summary>Updates the rows that are there.</summary>
    /// <param name="table">The table.</param>
    /// <param name="ranked">The loaded rows, called <see cref="Last"/>.</param>
    /// <param name="updated">The columns that get new values.</param>
    /// <param name="keys">The key.</param>
    protected virtual string UpdateFound(ObjectName table, string ranked, IReadOnlyList<string> updated, ImmutableArray<RowKey> keys) =>
        $"UPDATE {Dialect.Quote(table)} AS {Target} SET {Assign(updated)} FROM {ranked} WHERE {IsFirst} AND {SameKey(keys)}";

    string InsertMissing(ObjectName table, string ranked, ImmutableArray<Column> columns, ImmutableArray<RowKey> keys) =>
        $"INSERT INTO {Dialect.Quote(table)} ({Dialect.Quote(columns.Select(c => c.Name))}) SELECT {Dialect.Quote(columns.Select(c => c.Name))} FROM {ranked} WHERE {IsFirst} AND NOT EXISTS (SELECT 1 FROM {Dialect.Quote(table)} AS {Target} WHERE {SameKey(keys)})";

    /// <summary>Deletes the rows that are there.</summary>
    protected virtual string DeleteFound(ObjectName table, ImmutableArray<RowKey> keys) =>
        $"DELETE FROM {Dialect.Quote(table)} AS {Target} WHERE EXISTS (SELECT 1 FROM {Dialect.Quote(Loaded)} AS {Last} WHERE {SameKey(keys)})";

    /// <summary>The assignments of an UPDATE.</summary>
    protected string Assign(IEnumerable<string> columns, string target = "") =>
        string.Join(", ", columns.Select(c => $"{target}{Dialect.Quote(c)} = {Last}.{Dialect.Quote(c)}"));

    /// <summary>The condition that a loaded row is the one of its key that counts.</summary>
    protected string IsFirst => $"{Last}.{Dialect.Quote(RankColumn)} = 1";

    /// <summary>The condition that two rows have the same key, where NULL is like NULL.</summary>
    protected string SameKey(ImmutableArray<RowKey> keys) =>
        string.Join(" AND ", keys.Select(k => Same($"{Target}.{Dialect.Quote(k.Column)}", $"{Last}.{Dialect.Quote(k.Column)}", k.MayBeNull)));

    /// <summary>The condition that two values are the same.</summary>
    protected virtual string Same(string left, string right, bool mayBeNull) => mayBeNull ? $"({left} = {right} OR ({left} IS NULL AND {right} IS NULL))" : $"{left} = {right}";

    /// <summary>A statement that changes rows or the temporary table.</summary>
    protected SqlStatement Change(string sql) => new(sql, RowLock);

    static bool MayBeNull(Table? table, string column, StringComparer names) =>
        table?.Column(column, names) is not { Nullable: false } && table?.PrimaryKey?.Columns.Contains(column, names) != true;
}

/// <summary>A column of the key by which loaded rows are found in their table.</summary>
/// <param name="Column">Its resolved name.</param>
/// <param name="MayBeNull">Whether it may be NULL.</param>
public sealed record RowKey(string Column, bool MayBeNull);
