using Migrations.Dialects;
using Migrations.Dialects.MySql;
using Migrations.Execution;
using MySqlConnector;

namespace Migrations.Tests.MySql;

/// <summary>What users write to say where a database is.</summary>
public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("mysql://u:p%40ss@db.example:3307/shop", "db.example", 3307u, "shop", "u", "p@ss")]
    [InlineData("mariadb://db.example/shop", "db.example", 3306u, "shop", "", "")]
    [InlineData("mysql://u@[::1]/shop%20x", "::1", 3306u, "shop x", "u", "")]
    [InlineData("jdbc:mysql://db.example:3306/shop?user=u&password=p%26q&useSSL=true&serverTimezone=UTC&useUnicode=true", "db.example", 3306u, "shop", "u", "p&q")]
    [InlineData("jdbc:mariadb://db.example/shop?user=u&sslMode=verify-full", "db.example", 3306u, "shop", "u", "")]
    [InlineData("Server=db.example;Port=3307;User ID=u;Password=p;Database=shop", "db.example", 3307u, "shop", "u", "p")]
    public void A_text_leads_to_server_database_and_user(string text, string server, uint port, string database, string user, string password)
    {
        var builder = MySqlConnectionText.Parse(new(text));
        Assert.Equal((server, port, database, user, password), (builder.Server, builder.Port, builder.Database, builder.UserID, builder.Password));
        Assert.False(builder.Pooling);
        Assert.False(builder.UseAffectedRows);
    }

    [Fact]
    public void Options_behind_the_question_mark_reach_the_driver()
    {
        Assert.Equal(MySqlSslMode.VerifyFull, MySqlConnectionText.Parse(new("jdbc:mariadb://h/d?sslMode=verify-full")).SslMode);
        Assert.Equal(MySqlSslMode.Required, MySqlConnectionText.Parse(new("jdbc:mysql://h/d?useSSL=true")).SslMode);
        Assert.True(MySqlConnectionText.Parse(new("jdbc:mysql://h/d?allowPublicKeyRetrieval=true")).AllowPublicKeyRetrieval);
        Assert.Equal(3u, MySqlConnectionText.Parse(new("jdbc:mysql://h/d?connectTimeout=2500")).ConnectionTimeout);
        Assert.Equal(7u, MySqlConnectionText.Parse(new("mysql://h/d?connectionTimeout=7")).ConnectionTimeout);
    }

    [Fact]
    public void A_credential_wins_over_the_text_and_no_secret_is_in_the_target()
    {
        var settings = new ConnectionSettings("mysql://u:geheim@h:3307/d") { Credential = new("other", "secret") };
        Assert.Equal(("other", "secret"), (MySqlConnectionText.Parse(settings).UserID, MySqlConnectionText.Parse(settings).Password));
        var target = DialectRegistry.For(settings).Describe(settings);
        Assert.Equal("h:3307/d", target.ToString());
        Assert.Equal(("mysql", "mariadb"), (target.Provider, DialectRegistry.For(new("jdbc:mariadb://h/d")).Describe(new("jdbc:mariadb://h/d")).Provider));
    }

    [Theory]
    [InlineData("mysql://u:se;cret@/d")]
    [InlineData("mysql://u:secret@h")]
    [InlineData("Server=h;Pasword=secret;Database=d")]
    [InlineData("Server=h;Database=d;Port=secret")]
    [InlineData("Server=h;Database=d;secret")]
    [InlineData("mysql://h/d?password2=secret")]
    [InlineData("mysql://h/d?sslMode=secret")]
    [InlineData("jdbc:mysql://h/d?connectTimeout=secret")]
    public void A_text_that_cannot_be_understood_is_an_error_that_repeats_none_of_it(string text)
    {
        var error = Assert.Throws<MigrationException>(() => new MySqlProvider("mysql").Describe(new(text)));
        Assert.Equal(ErrorCode.InvalidConnection, error.Code);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.NotNull(error.Advice);
    }

    [Theory]
    [InlineData("mysql://h/d", "mysql")]
    [InlineData("jdbc:mysql://h/d", "mysql")]
    [InlineData("mariadb://h/d", "mariadb")]
    [InlineData("jdbc:mariadb://h/d", "mariadb")]
    [InlineData("Server=h;User ID=u;Database=d;AllowPublicKeyRetrieval=true", "mysql")]
    [InlineData("Server=h;User ID=u;Database=d;Convert Zero Datetime=true", "mysql")]
    public void The_texts_of_MariaDB_and_MySQL_are_recognised(string text, string provider) => Assert.Equal(provider, DialectRegistry.For(new(text)).Name);

    [Theory]
    [InlineData("Server=h;User ID=u;Database=d")]
    [InlineData("postgresql://h/d")]
    [InlineData("Host=h;Database=d")]
    public void Texts_that_may_be_for_others_are_not(string text) => Assert.False(new MySqlProvider("mysql").Recognizes(text) || new MySqlProvider("mariadb").Recognizes(text));
}
