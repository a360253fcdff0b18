using System.Collections.Immutable;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>SQLite has no locks on rows; it looks through a set faster than it finds rows in a table without an index.</summary>
sealed class SqliteRowLoading(SqliteDialect dialect) : RowLoading(dialect)
{
    protected override ObjectName Loaded { get; } = new(null, "migrations_rows");

    protected override StatementLock RowLock => SqliteDialect.Write;

    protected override string DeleteFound(ObjectName table, ImmutableArray<RowKey> keys)
    {
        var columns = Dialect.Quote(keys.Select(k => k.Column));
        return $"DELETE FROM {Dialect.Quote(table)} WHERE ({columns}) IN (SELECT {columns} FROM {Dialect.Quote(Loaded)})";
    }

    protected override string Same(string left, string right, bool mayBeNull) => mayBeNull ? $"{left} IS {right}" : base.Same(left, right, mayBeNull);
}
