using System.Net;
using System.Security;
using Migrations.Dialects;
using Migrations.Dialects.SqlServer;
using Migrations.Execution;
using static Migrations.Tests.SqlServer.TransactSql;

namespace Migrations.Tests.SqlServer;

public class SqlServerConnectionTests
{
    const string Secret = "p@ss;word}";

    [Theory]
    [InlineData("sqlserver://sa:x@db.example:1434/shop", "db.example", 1434, "shop")]
    [InlineData("mssql://db.example/shop?encrypt=true&trustServerCertificate=true&connect+timeout=3", "db.example", null, "shop")]
    [InlineData("sqlserver://[::1]:1433/my%20shop", "::1", null, "my shop")]
    [InlineData("jdbc:sqlserver://db.example:1433;databaseName=shop;user=sa;password={a;b};encrypt=true;sendStringParametersAsUnicode=false", "db.example", null, "shop")]
    [InlineData("jdbc:sqlserver://db.example;instanceName=X;database=shop;loginTimeout=5", "db.example\\X", null, "shop")]
    [InlineData("jdbc:sqlserver://;serverName=db.example;portNumber=99;databaseName=shop", "db.example", 99, "shop")]
    [InlineData("Server=tcp:db.example,1433;Initial Catalog=shop;Integrated Security=true", "db.example", null, "shop")]
    [InlineData("Data Source=.\\SQLEXPRESS;Initial Catalog=shop;Trusted_Connection=yes", ".\\SQLEXPRESS", null, "shop")]
    public void A_connection_text_says_where_it_leads(string text, string server, int? port, string database)
    {
        var provider = DialectRegistry.For(new(text));
        Assert.Equal("mssql", provider.Name);
        var target = provider.Describe(new(text));
        Assert.Equal((server, port, database), (target.Server, target.Port, target.Database));
    }

    [Theory]
    [InlineData("Server=a;Database=b;User Id=c;Password=d")]
    [InlineData("Host=a;Database=b")]
    [InlineData("Data Source=a.db")]
    [InlineData("postgresql://a/b")]
    public void What_may_be_for_another_database_is_not_claimed(string text) => Assert.False(new SqlServerProvider().Recognizes(text));

    [Fact]
    public void The_driver_never_pools_and_never_reconnects_by_itself()
    {
        var builder = SqlServerConnectionText.Parse(new("Server=a;Initial Catalog=b;Pooling=true;ConnectRetryCount=5;MultipleActiveResultSets=true;Enlist=true;Persist Security Info=true"));
        Assert.Equal((false, 0, false, false, false), (builder.Pooling, builder.ConnectRetryCount, builder.MultipleActiveResultSets, builder.Enlist, builder.PersistSecurityInfo));
        Assert.Equal("Migrations", builder.ApplicationName);
        Assert.Equal("mine", SqlServerConnectionText.Parse(new("Server=a;Initial Catalog=b;Application Name=mine")).ApplicationName);
        Assert.Equal(Microsoft.Data.SqlClient.SqlConnectionEncryptOption.Mandatory, builder.Encrypt);
    }

    [Fact]
    public void A_jdbc_url_is_read_whole()
    {
        var builder = SqlServerConnectionText.Parse(new("jdbc:sqlserver://a\\i:99;databaseName=b;user=u;password={p;=q};encrypt=false;trustServerCertificate=true;applicationName=x;authentication=ActiveDirectoryMSI"));
        Assert.Equal(("a\\i,99", "b", "u", "p;=q", true, "x"), (builder.DataSource, builder.InitialCatalog, builder.UserID, builder.Password, builder.TrustServerCertificate, builder.ApplicationName));
        Assert.Equal(Microsoft.Data.SqlClient.SqlAuthenticationMethod.ActiveDirectoryManagedIdentity, builder.Authentication);
        Assert.Equal(Microsoft.Data.SqlClient.SqlConnectionEncryptOption.Optional, builder.Encrypt);
    }

    [Fact]
    public void A_credential_takes_the_place_of_what_the_text_says_and_stays_out_of_it()
    {
        var builder = SqlServerConnectionText.Parse(new("Server=a;Initial Catalog=b;User ID=u;Password=old") { Credential = new NetworkCredential("new", Secret) });
        Assert.DoesNotContain("old", builder.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, builder.ConnectionString, StringComparison.Ordinal);
        using var token = new SecureString();
        builder = SqlServerConnectionText.Parse(new("Server=a;Initial Catalog=b;Integrated Security=true;Authentication=ActiveDirectoryDefault") { AccessToken = token });
        Assert.False(builder.ShouldSerialize("Integrated Security"));
        Assert.False(builder.ShouldSerialize("Authentication"));
    }

    [Theory]
    [InlineData("sqlserver://sa:p@ss;word}@x/y?nonsense=p@ss;word}")]
    [InlineData("sqlserver://sa:p@ss;word}@/y")]
    [InlineData("Initial Catalog=x;Server=y;Passwort=p@ss;word}")]
    [InlineData("Initial Catalog=x;Password=p@ss;word}")]
    [InlineData("Server=x;Trusted_Connection=yes")]
    [InlineData("jdbc:sqlserver://x;databaseName=y;nonsense=p@ss")]
    [InlineData("jdbc:sqlserver://x;databaseName=y;password={p@ss")]
    [InlineData("sqlserver://x/y?encrypt=p@ss")]
    public void What_is_not_understood_is_an_error_without_the_text(string text)
    {
        var error = Assert.Throws<MigrationException>(() => new SqlServerProvider().Describe(new(text)));
        Assert.Equal(ErrorCode.InvalidConnection, error.Code);
        Assert.DoesNotContain("p@ss", error.ToString(), StringComparison.Ordinal);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_and_the_password_is_not()
    {
        var settings = new ConnectionSettings("sqlserver://127.0.0.1:1/shop?connect+timeout=2") { Credential = new NetworkCredential("sa", Secret) };
        var error = await Assert.ThrowsAsync<MigrationException>(() => new SqlServerProvider().OpenAsync(settings, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.ConnectionFailed, error.Code);
        Assert.Contains("127.0.0.1:1/shop", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p@ss", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(208, StatementFailure.NoSuchTable)]
    [InlineData(229, StatementFailure.NoRights)]
    [InlineData(262, StatementFailure.NoRights)]
    [InlineData(1222, StatementFailure.LockTimeout)]
    [InlineData(1205, StatementFailure.Deadlock)]
    [InlineData(3906, StatementFailure.NotWritable)]
    [InlineData(1105, StatementFailure.NotWritable)]
    [InlineData(9002, StatementFailure.NotWritable)]
    [InlineData(3701, StatementFailure.Other)]
    [InlineData(102, StatementFailure.Other)]
    public void Error_numbers_are_told_apart(int number, StatementFailure expected) => Assert.Equal(expected, SqlServerErrors.Classify(number));

    [Theory]
    [InlineData(2, "Incorrect syntax near 'frm'.", "SELECT 1\n  frm t", 2, 3)]
    [InlineData(2, "Incorrect syntax near 'a'.", "SELECT 1\n  a a", 2, 3)]
    [InlineData(1, "Divide by zero error encountered.", "SELECT 1/0", 1, 1)]
    [InlineData(9, "Incorrect syntax near 'x'.", "SELECT 1", null, null)]
    public void An_error_has_its_place_in_the_statement(int line, string message, string statement, int? expectedLine, int? expectedColumn)
    {
        var position = SqlServerErrors.Position(line, message, statement);
        Assert.Equal((expectedLine, expectedColumn), (position?.Line, position?.Column));
    }

    [Fact]
    public void What_a_session_sends_by_itself_parses()
    {
        Assert.Contains("SET LOCK_TIMEOUT 1500;", SqlServerProvider.SessionSettings(TimeSpan.FromSeconds(1.5)), StringComparison.Ordinal);
        Assert.DoesNotContain("LOCK_TIMEOUT", SqlServerProvider.SessionSettings(null), StringComparison.Ordinal);
        Parse(SqlServerProvider.SessionSettings(TimeSpan.FromDays(100)));
        Parse(SqlServerProvider.InstanceQuery);
        var resource = SqlServerSession.LockResource("db'/dbo/DATABASECHANGELOGLOCK");
        Assert.True(resource.Length <= 32);
        Assert.NotEqual(resource, SqlServerSession.LockResource("other"));
        Parse(SqlServerSession.TakeLock(resource));
        Parse(SqlServerSession.Holder(resource));
    }
}
