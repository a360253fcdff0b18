namespace Migrations.Tests;

/// <summary>Tab completes what the changelog says, and never opens a database.</summary>
public sealed class CompletionTests : IDisposable
{
    readonly ModuleSession session = new();

    public CompletionTests()
    {
        session.CopyBookstore();
        session.WriteFile("db/changelog.yaml", """
            databaseChangeLog:
            - changeSet: {id: plain, author: a, contextFilter: 'dev or (test and !prod)', labels: 'slow, v1.2', changes: [{empty: {}}]}
            - changeSet: {id: with a space, author: a, contextFilter: '@nightly', changes: [{empty: {}}]}
            - changeSet: {id: "it's", author: a, changes: [{tagDatabase: {tag: v1}}]}
            """);
        session.WriteFile("migrations.yaml", "environments: {dev: {connection: '${env:MIGRATIONS_NO_SUCH_VARIABLE}', changelog: bookstore}, test: {changelog: db}, 'pre prod': {}}");
        session.WriteFile("broken/changelog.yaml", "databaseChangeLog: [");
        // A completer gives up after a second, which the first reading in a process may take on a busy machine.
        session.Run("Test-MigrationPlan ./bookstore -Provider sqlite");
    }

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData("Get-Migration ./bookstore -Id create-", "create-author create-book create-customer create-genre create-sale")]
    [InlineData("Get-Migration -Path bookstore/changelog.yaml -Id CREATE-A", "create-author")]
    [InlineData("Undo-Migration ./bookstore -ToTag rel", "release-1")]
    [InlineData("Invoke-Migration ./db -Context ", "'@nightly' dev prod test")]
    [InlineData("Invoke-Migration ./db -Context dev, t", "test")]
    [InlineData("Test-MigrationPlan ./db -Label s", "slow")]
    [InlineData("Test-MigrationPlan ./db -Label ", "slow v1.2")]
    [InlineData("Get-Migration ./db -State App", "Applied")]
    [InlineData("Test-MigrationPlan ./db -Provider p", "postgresql")]
    [InlineData("Test-MigrationPlan ./db -Provider ", "mariadb mssql mysql postgresql sqlite")]
    [InlineData("Invoke-Migration ./db -StepInDoubt ", "Done Repeat")]
    [InlineData("Undo-Migration ./bookstore -Id create-a", "create-author")]
    [InlineData("Invoke-Migration ./bookstore -Id create-a", "create-author")]
    [InlineData("Test-MigrationPlan ./bookstore -ToTag rel", "release-1")]
    [InlineData("Repair-MigrationHistory ./bookstore -Forget -Id create-a", "create-author")]
    [InlineData("Invoke-Migration -Environment d", "dev")]
    [InlineData("Unlock-Migration -Environment T", "test")]
    [InlineData("Invoke-Migration -Environment test -ToTag ", "v1")]
    [InlineData("Undo-Migration -Environment dev -Id create-a", "create-author")]
    [InlineData("Get-Migration -Environment nowhere -Id ", "")]
    [InlineData("Get-Migration ./broken -Id ", "")]
    [InlineData("Get-Migration ./nowhere -Id ", "")]
    [InlineData("Get-Migration nodrive:\\x -Id ", "")]
    [InlineData("Get-Migration -Id ", "")]
    public void Words_come_from_the_changelog(string line, string expected)
    {
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Complete(line).Where(word => !word.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)));
    }

    [Fact]
    public void Words_with_blanks_and_quotes_are_put_in_quotes()
    {
        Assert.Contains("'with a space'", Complete("Get-Migration ./db -Id w"));
        Assert.Contains("'it''s'", Complete("Get-Migration ./db -Id it"));
        Assert.Equal(["'pre prod'"], Complete("Get-Migration -Environment p"));
    }

    [Fact]
    public void A_word_that_is_already_in_quotes_is_completed()
    {
        Assert.Equal(["create-author"], Complete("Get-Migration ./bookstore -Id 'create-a"));
    }

    string[] Complete(string line) =>
    [
        .. session.Run("([System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null)).CompletionMatches | ForEach-Object CompletionText", line)
            .Of<string>().Order(StringComparer.Ordinal),
    ];
}
