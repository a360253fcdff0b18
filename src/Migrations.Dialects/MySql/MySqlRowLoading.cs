using System.Collections.Immutable;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>MariaDB and MySQL update and delete through joins, and keep a temporary table that a failed run has left.</summary>
sealed class MySqlRowLoading(MySqlDialect dialect) : RowLoading(dialect)
{
    protected override ObjectName Loaded { get; } = new(null, "migrations_rows");

    protected override string DroppedTable => $"TEMPORARY TABLE {Dialect.Quote(Loaded)}";

    protected override IEnumerable<SqlStatement> CreateLoaded(ObjectName table, ImmutableArray<Column> columns) =>
    [
        Change($"DROP TEMPORARY TABLE IF EXISTS {Dialect.Quote(Loaded)}"),
        Change($"CREATE TEMPORARY TABLE {Dialect.Quote(Loaded)} AS SELECT {Dialect.Quote(columns.Select(c => c.Name))}, {NumberAs("SIGNED")} FROM {Dialect.Quote(table)} WHERE 1 = 0"),
    ];

    protected override string UpdateFound(ObjectName table, string ranked, IReadOnlyList<string> updated, ImmutableArray<RowKey> keys) =>
        $"UPDATE {Dialect.Quote(table)} AS {Target} JOIN {ranked} ON {SameKey(keys)} SET {Assign(updated, $"{Target}.")} WHERE {IsFirst}";

    protected override string DeleteFound(ObjectName table, ImmutableArray<RowKey> keys) =>
        $"DELETE {Target} FROM {Dialect.Quote(table)} AS {Target} JOIN {Dialect.Quote(Loaded)} AS {Last} ON {SameKey(keys)}";

    protected override string Same(string left, string right, bool mayBeNull) => mayBeNull ? $"{left} <=> {right}" : base.Same(left, right, mayBeNull);
}
