using Migrations.Rows;
using Migrations.Schema;

namespace Migrations.Dialects.PostgreSql;

/// <summary>PostgreSQL's temporary tables lie in a schema of their own.</summary>
sealed class PostgreSqlRowLoading(PostgreSqlDialect dialect) : RowLoading(dialect)
{
    protected override ObjectName Loaded { get; } = new("pg_temp", "migrations_rows");
}
