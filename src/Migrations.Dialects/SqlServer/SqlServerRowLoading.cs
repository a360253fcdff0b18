using System.Collections.Immutable;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>SQL Server's temporary tables are made by SELECT INTO and have names of their own; numbers of identity columns are only taken when asked for.</summary>
sealed class SqlServerRowLoading(SqlServerDialect dialect) : RowLoading(dialect)
{
    protected override ObjectName Loaded { get; } = new(null, "#migrations_rows");

    protected override IEnumerable<SqlStatement> AroundInsert(ObjectName table, ImmutableArray<Column> columns, IEnumerable<SqlStatement> inserts) => columns.Any(c => c.Identity is not null)
        ? [Change($"SET IDENTITY_INSERT {Dialect.Quote(table)} ON"), .. inserts, Change($"SET IDENTITY_INSERT {Dialect.Quote(table)} OFF")]
        : inserts;

    // The copy of an identity column would be one too; a cast takes that off it.
    protected override IEnumerable<SqlStatement> CreateLoaded(ObjectName table, ImmutableArray<Column> columns)
    {
        var copies = columns.Select(c => c.Identity is null ? Dialect.Quote(c.Name) : $"CAST({Dialect.Quote(c.Name)} AS {c.Type.Text}) AS {Dialect.Quote(c.Name)}");
        return [Change($"SELECT TOP (0) {string.Join(", ", copies)}, {NumberAs("bigint")} INTO {Dialect.Quote(Loaded)} FROM {Dialect.Quote(table)}")];
    }

    protected override string UpdateFound(ObjectName table, string ranked, IReadOnlyList<string> updated, ImmutableArray<RowKey> keys) =>
        $"UPDATE {Target} SET {Assign(updated)} FROM {Dialect.Quote(table)} AS {Target} JOIN {ranked} ON {SameKey(keys)} WHERE {IsFirst}";

    protected override string DeleteFound(ObjectName table, ImmutableArray<RowKey> keys) =>
        $"DELETE {Target} FROM {Dialect.Quote(table)} AS {Target} WHERE EXISTS (SELECT 1 FROM {Dialect.Quote(Loaded)} AS {Last} WHERE {SameKey(keys)})";
}
