using Migrations.Planning;

namespace Migrations.Conformance;

/// <summary>What Liquibase's commands besides update write into history, ours write too, row by row.</summary>
public sealed class LiquibaseCommandTests(Servers servers)
{
    const string File = "parts.yaml";

    static readonly string SearchPath = Path.Combine(AppContext.BaseDirectory, "Changelogs");

    /// <summary>One command of Liquibase's, and what does the same here.</summary>
    sealed record Command(string Theirs, string[] Arguments, Func<MigrationTool, Task> Ours);

    static Command Update => new("update", [], tool => tool.ApplyAsync());

    static Command ClearChecksums => new("clear-checksums", [], tool => tool.ClearChecksumsAsync());

    static Command UpdateCount(int count) => new("update-count", [FormattableString.Invariant($"--count={count}")], tool => tool.ApplyAsync(new() { Count = count }));

    static Command UpdateToTag(string tag) => new("update-to-tag", [$"--tag={tag}"], tool => tool.ApplyAsync(new() { ToTag = tag }));

    static Command Tag(string tag) => new("tag", [$"--tag={tag}"], tool => tool.TagAsync(tag));

    static Command RollbackCount(int count) => new("rollback-count", [FormattableString.Invariant($"--count={count}")], tool => tool.UndoAsync(count));

    static Command Sync => new("changelog-sync", [], tool => tool.ApplyAsync(RunSelection.Everything, markOnly: true));

    static Command SyncToTag(string tag) => new("changelog-sync-to-tag", [$"--tag={tag}"], tool => tool.ApplyAsync(new() { ToTag = tag }, markOnly: true));

    static Command MarkNext => new("mark-next-changeset-ran", [], tool => tool.ApplyAsync(new() { Count = 1 }, markOnly: true));

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    [InlineData("sqlite")]
    public Task Parts_of_an_update(string provider) => CompareAsync(provider, UpdateCount(1), UpdateToTag("v1"), UpdateToTag("v1"), UpdateCount(2), Update, UpdateCount(1), ClearChecksums, Update);

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    [InlineData("sqlite")]
    public Task Recording_without_running(string provider) => CompareAsync(provider, MarkNext, SyncToTag("v1"), MarkNext, Sync, Sync, MarkNext, Update);

    // On SQLite Liquibase tags every row. A tag on the row of its own that it makes for an empty history is unknown to its update-to-tag, which then runs everything; not here.
    [Theory]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    public Task Tags(string provider) => CompareAsync(provider, Tag("start"), Tag("again"), UpdateCount(1), Tag("here"), UpdateToTag("here"), UpdateToTag("v1"), Tag("v2"), Update, Tag("v2"));

    [Fact]
    public Task Going_back_passes_over_the_row_of_a_tag() => CompareAsync("postgresql", Tag("start"), UpdateCount(1), RollbackCount(1), RollbackCount(1));

    async Task CompareAsync(string provider, params Command[] commands)
    {
        Assert.SkipWhen(Liquibase.Folder is null, "MIGRATIONS_TEST_LIQUIBASE does not name the folder of Liquibase 4.28.");
        var theirs = await servers.CreateDatabaseAsync(provider);
        var ours = await servers.CreateDatabaseAsync(provider);
        var (onTheirs, tool) = (new MigrationTool(theirs, Path.Combine(SearchPath, File)), new MigrationTool(ours, Path.Combine(SearchPath, File)));
        var done = new List<string>();
        foreach (var command in commands)
        {
            await Liquibase.RunAsync(command.Theirs, SearchPath, File, theirs, command.Arguments);
            await command.Ours(tool);

            done.Add($"{command.Theirs} {string.Join(' ', command.Arguments)}");
            var (expected, actual) = (await RowsAsync(onTheirs), await RowsAsync(tool));
            Assert.Equal(done.Concat(expected), done.Concat(actual));
        }
        Assert.Equal(await SchemaDump.OfAsync(provider, theirs), await SchemaDump.OfAsync(provider, ours));
    }

    /// <summary>The rows with all that can be equal. The id of the row that Liquibase makes for a tag is the time.</summary>
    static async Task<List<string>> RowsAsync(MigrationTool tool) => [.. (await tool.HistoryAsync()).Select(r =>
        $"{r.OrderExecuted} {r.FileName}::{(r.FileName == "liquibase-internal" ? $"{r.Id.Length} digits" : r.Id)}::{r.Author} {r.ExecType} {r.Md5Sum ?? "NULL"} [{r.Description}] [{r.Comments}] tag={r.Tag ?? "NULL"} "
        + $"contexts={r.Contexts ?? "NULL"} labels={r.Labels ?? "NULL"} {r.Liquibase} {r.DeploymentId?.Length}")];
}
