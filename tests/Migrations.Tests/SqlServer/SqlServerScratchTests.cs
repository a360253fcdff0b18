using Migrations.Dialects.SqlServer;

namespace Migrations.Tests.SqlServer;

/// <summary>The statements that make room on a server are T-SQL.</summary>
public sealed class SqlServerScratchTests
{
    [Fact]
    public void A_database_is_emptied_and_dropped_in_T_SQL()
    {
        TransactSql.Parse(SqlServerScratch.ClearStatement);
        TransactSql.Parse(SqlServerScratch.DropStatement("odd ] ' name"));
    }
}
