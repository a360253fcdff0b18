using System.Net;
using Migrations.Dialects;
using Migrations.Dialects.Sqlite;

namespace Migrations.Tests.Sqlite;

/// <summary>Every way of naming a SQLite database.</summary>
public sealed class ConnectionTextTests
{
    static readonly string Base = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "base"));

    static MigrationTarget Describe(string text) => new SqliteProvider().Describe(new(text) { BaseDirectory = Base });

    [Theory]
    [InlineData("sqlite:app.db", "app.db")]
    [InlineData("SQLITE:data/../app.db", "app.db")]
    [InlineData("sqlite:my%20app.db", "my%20app.db")]
    [InlineData("sqlite:app.db?foreign_keys=on&busy_timeout=100", "app.db")]
    [InlineData("jdbc:sqlite:app.db", "app.db")]
    [InlineData("jdbc:sqlite:file:data/app.db?mode=ro&cache=private", "data/app.db")]
    [InlineData("jdbc:sqlite:app.db?date_class=text", "app.db")]
    [InlineData("Data Source=app.db", "app.db")]
    [InlineData("Filename=app.db;Mode=ReadWrite", "app.db")]
    [InlineData("DataSource='sub folder/app.db';Cache=Private", "sub folder/app.db")]
    [InlineData("Data Source=file:app.db?mode=rw", "app.db")]
    public void A_relative_file_starts_from_the_callers_folder(string text, string expected) => Assert.Equal(Path.GetFullPath(expected, Base), Describe(text).Database);

    [Theory]
    [InlineData("sqlite:///var/x.db", "/var/x.db")]
    [InlineData("sqlite:///var/my%20app.db", "/var/my app.db")]
    [InlineData("sqlite:/var/x.db", "/var/x.db")]
    [InlineData("jdbc:sqlite:/var/x.db", "/var/x.db")]
    [InlineData("Data Source=file:///var/x.db", "/var/x.db")]
    [InlineData("sqlite::memory:", ":memory:")]
    [InlineData("jdbc:sqlite:", ":memory:")]
    [InlineData("jdbc:sqlite::memory:", ":memory:")]
    [InlineData("jdbc:sqlite:file::memory:?cache=shared", ":memory:")]
    [InlineData("Data Source=:memory:", ":memory:")]
    [InlineData("Data Source=name;Mode=Memory;Cache=Shared", ":memory:")]
    public void Other_places_are_taken_as_they_are(string text, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && expected.StartsWith('/'), "a path of Unix");
        var target = Describe(text);
        Assert.Equal(("sqlite", null, null, expected), (target.Provider, target.Server, target.Port, target.Database));
    }

    [Theory]
    [InlineData("sqlite:")]
    [InlineData("sqlite://host/x.db")]
    [InlineData("sqlite:x.db?nonsense=1")]
    [InlineData("sqlite:x.db?mode=odd")]
    [InlineData("jdbc:sqlite::resource:x.db")]
    [InlineData("Data Source=x.db;Nonsense=1")]
    [InlineData("Mode=ReadOnly")]
    [InlineData("Data Source=|DataDirectory|x.db")]
    public void What_cannot_be_understood_is_refused(string text)
    {
        var error = Assert.Throws<MigrationException>(() => Describe(text));
        Assert.Equal(ErrorCode.InvalidConnection, error.Code);
        Assert.NotNull(error.Advice);
    }

    [Theory]
    [InlineData("Data Source=x.db;Password=hunter2")]
    [InlineData("Data Source=x.db;Password=hunter2;Nonsense=hunter2")]
    public void A_password_is_refused_and_not_shown(string text)
    {
        var error = Assert.Throws<MigrationException>(() => Describe(text));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_is_refused() => Assert.Equal(ErrorCode.InvalidConnection,
        Assert.Throws<MigrationException>(() => new SqliteProvider().Describe(new("sqlite:x.db") { Credential = new NetworkCredential("me", "hunter2") })).Code);

    [Theory]
    [InlineData("sqlite:x", true)]
    [InlineData("jdbc:sqlite:x", true)]
    [InlineData("Data Source=x.db", true)]
    [InlineData("Data Source=x.SQLITE3;Pooling=false", true)]
    [InlineData("Data Source=server;Mode=ReadOnly", true)]
    [InlineData("Data Source=:memory:", true)]
    [InlineData("Filename=anything", true)]
    [InlineData("Data Source=server", false)]
    [InlineData("Data Source=server;Initial Catalog=x.db", false)]
    [InlineData("Server=x.db;Database=y", false)]
    [InlineData("postgresql://h/x.db", false)]
    [InlineData("app.db", false)]
    public void Only_what_can_be_nothing_else_is_recognised(string text, bool expected) => Assert.Equal(expected, new SqliteProvider().Recognizes(text));

    [Theory]
    [InlineData("sqlite")]
    [InlineData("SQLite3")]
    public void The_provider_goes_by_two_names(string name) => Assert.Equal("sqlite", DialectRegistry.Get(name).Name);
}
