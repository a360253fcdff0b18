namespace Migrations.Conformance;

/// <summary>
/// A changelog that Liquibase runs, runs here unchanged: the same schema, the same history rows, and either tool finds nothing to do on the other's database.
/// </summary>
public sealed class LiquibaseTests(Servers servers)
{
    /// <summary>A search path and a changelog below it, relative to the tests or to the repository; what strangers wrote lies beside a checkout where there is one.</summary>
    public static TheoryData<string, string, string> Changelogs()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var provider in new[] { "postgresql", "mariadb" })
        {
            data.Add(provider, "samples/bookstore", "changelog.yaml");
            data.Add(provider, "Changelogs", "crash.yaml");
            if (RealOrca is { } orca)
                data.Add(provider, orca, "changelog-master.yml");
        }
        // On SQLite Liquibase refuses half of the language, and loses keys and defaults when it adds or drops a column.
        data.Add("sqlite", "Changelogs", "plain.yaml");
        return data;
    }

    static string? RealOrca { get; } = Ancestors().Select(d => Path.Combine(d, "shared", "real", "orca", "db")).FirstOrDefault(Directory.Exists);

    [Theory]
    [MemberData(nameof(Changelogs))]
    public async Task Liquibase_and_we_leave_the_same_database_behind(string provider, string folder, string file)
    {
        Assert.SkipWhen(Liquibase.Folder is null, "MIGRATIONS_TEST_LIQUIBASE does not name the folder of Liquibase 4.28.");
        var searchPath = Path.Combine(AppContext.BaseDirectory, folder);
        var theirs = await servers.CreateDatabaseAsync(provider);
        var ours = await servers.CreateDatabaseAsync(provider);
        await Liquibase.RunAsync("update", searchPath, file, theirs);
        var tool = new MigrationTool(ours, Path.Combine(searchPath, file));
        await tool.ApplyAsync();

        Assert.Equal(await SchemaDump.OfAsync(provider, theirs), await SchemaDump.OfAsync(provider, ours));
        var onTheirs = new MigrationTool(theirs, Path.Combine(searchPath, file));
        Assert.Equal(await RowsAsync(onTheirs), await RowsAsync(tool));

        Assert.False((await onTheirs.PlanAsync()).HasChanges);
        await Liquibase.RunAsync("update", searchPath, file, ours);
        Assert.Equal(await RowsAsync(onTheirs), await RowsAsync(tool));
    }

    /// <summary>The tables of Changelogs/rows.yaml; on SQLite Liquibase can load only the first.</summary>
    public static TheoryData<string, string> LoadedTables() => new()
    {
        { "postgresql", "plain" }, { "postgresql", "updated" }, { "postgresql", "options" }, { "mariadb", "plain" }, { "mariadb", "updated" }, { "mariadb", "options" }, { "sqlite", "plain" },
    };

    [Theory]
    [MemberData(nameof(LoadedTables))]
    public async Task Liquibase_and_we_load_the_same_rows(string provider, string table)
    {
        Assert.SkipWhen(Liquibase.Folder is null, "MIGRATIONS_TEST_LIQUIBASE does not name the folder of Liquibase 4.28.");
        var searchPath = Path.Combine(AppContext.BaseDirectory, "Changelogs");
        var theirs = await servers.CreateDatabaseAsync(provider);
        await Liquibase.RunAsync("update", searchPath, "rows.yaml", theirs);
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), Path.Combine(searchPath, "rows.yaml"));
        await tool.ApplyAsync();

        var onTheirs = new MigrationTool(theirs, Path.Combine(searchPath, "rows.yaml"));
        var expected = await LoadedAsync(onTheirs, table);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await LoadedAsync(tool, table));
        Assert.False((await onTheirs.PlanAsync()).HasChanges);
    }

    static async Task<List<string>> LoadedAsync(MigrationTool tool, string table) =>
        [.. (await tool.QueryAsync($"SELECT * FROM {table} ORDER BY id")).Select(r => string.Join('|', r.Select(v => v is null ? "NULL" : Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture))))];

    static async Task<List<string>> RowsAsync(MigrationTool tool) => [.. (await tool.HistoryAsync()).Select(r =>
        $"{r.OrderExecuted} {r.FileName}::{r.Id}::{r.Author} {r.ExecType} {r.Md5Sum} [{r.Description}] [{r.Comments}] tag={r.Tag} contexts={r.Contexts} labels={r.Labels} {r.Liquibase}")];

    static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
