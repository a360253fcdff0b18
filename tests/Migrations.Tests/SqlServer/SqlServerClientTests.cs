using System.Net;
using Microsoft.Data.SqlClient;
using Migrations.Dialects.SqlServer;
using Migrations.Execution;

namespace Migrations.Tests.SqlServer;

/// <summary>How sqlcmd is started; none runs here.</summary>
public sealed class SqlServerClientTests
{
    static ClientProgram? For(string text, NetworkCredential? credential = null) => SqlServerClient.For(new SqlConnectionStringBuilder(text), new(text) { Credential = credential });

    [Fact]
    public void It_gets_to_the_same_database_as_the_same_user_and_the_password_is_no_argument()
    {
        var program = For("Server=db01,1444;Database=sales;User ID=sa;Password=s3cret;TrustServerCertificate=true")!;

        Assert.Equal("-S db01,1444 -b -I -f 65001 -d sales -C -U sa", string.Join(' ', program.Arguments));
        Assert.Equal(("s3cret", "-i"), (program.Environment["SQLCMDPASSWORD"], program.ScriptArgument));
        Assert.Equal("other", For("Server=db01;Database=sales", new("ann", "other"))!.Environment["SQLCMDPASSWORD"]);
    }

    [Fact]
    public void It_logs_in_as_the_user_of_the_system_where_the_run_does()
    {
        var program = For("Server=db01;Integrated Security=true")!;

        Assert.Equal("-S db01 -b -I -f 65001 -E", string.Join(' ', program.Arguments));
        Assert.Empty(program.Environment);
    }

    [Fact]
    public void What_only_the_driver_can_log_in_with_it_cannot() => Assert.Null(For("Server=db01;Authentication=Active Directory Default"));
}
