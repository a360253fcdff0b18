using Migrations.Planning;

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
            data.Add(provider, "Changelogs", $"objects.{provider}.yaml");
            data.Add(provider, "Changelogs", "crash-objects.yaml");
            data.Add(provider, "Changelogs", "spellings.yaml");
            data.Add(provider, "Changelogs", "language/facts.yaml");
            data.Add(provider, "Changelogs", "language/preconditions.yaml");
            data.Add(provider, "Changelogs", "formatted.sql");
            data.Add(provider, "Changelogs", "formatted-programs.sql");
            if (RealOrca is { } orca)
                data.Add(provider, orca, "changelog-master.yml");
        }
        // On SQLite Liquibase refuses half of the language, and loses keys and defaults when it adds or drops a column.
        data.Add("sqlite", "Changelogs", "plain.yaml");
        data.Add("sqlite", "Changelogs", "formatted.sql");
        data.Add("sqlite", "Changelogs", "language/facts.yaml");
        data.Add("sqlite", "Changelogs", "language/preconditions.yaml");
        data.Add("sqlite", "Changelogs", "language/properties.yaml");
        data.Add("sqlite", "Changelogs", "language/includes.yaml");
        data.Add("postgresql", "Changelogs", "language/attributes.yaml");
        data.Add("postgresql", "Changelogs", "language/several.yaml");
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
        var tool = new MigrationTool(ours, Path.Combine(searchPath, file), searchPath: searchPath);
        await tool.ApplyAsync();

        Assert.Equal(await SchemaDump.OfAsync(provider, theirs), await SchemaDump.OfAsync(provider, ours));
        var onTheirs = new MigrationTool(theirs, Path.Combine(searchPath, file), searchPath: searchPath);
        Assert.Equal(await RowsAsync(onTheirs), await RowsAsync(tool));

        Assert.False((await onTheirs.PlanAsync()).HasChanges);
        await Liquibase.RunAsync("update", searchPath, file, ours);
        Assert.Equal(await RowsAsync(onTheirs), await RowsAsync(tool));
    }

    /// <summary>Changelogs of many change sets.</summary>
    public static TheoryData<string, string, string> LongChangelogs()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var provider in new[] { "postgresql", "mariadb" })
        {
            data.Add(provider, "samples/bookstore", "changelog.yaml");
            if (RealOrca is { } orca)
                data.Add(provider, orca, "changelog-master.yml");
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(LongChangelogs))]
    public async Task A_database_changes_hands_in_mid_way_as_often_as_one_likes(string provider, string folder, string file)
    {
        Assert.SkipWhen(Liquibase.Folder is null, "MIGRATIONS_TEST_LIQUIBASE does not name the folder of Liquibase 4.28.");
        var searchPath = Path.Combine(AppContext.BaseDirectory, folder);
        var theirs = await servers.CreateDatabaseAsync(provider);
        await Liquibase.RunAsync("update", searchPath, file, theirs);
        var shared = await servers.CreateDatabaseAsync(provider);
        var tool = new MigrationTool(shared, Path.Combine(searchPath, file), searchPath: searchPath);

        await tool.ApplyAsync(new RunSelection { Count = 2 });
        await Liquibase.RunAsync("update-count", searchPath, file, shared, "--count=3");
        await tool.ApplyAsync(new RunSelection { Count = 3 });
        await tool.UndoAsync(1);
        await Liquibase.RunAsync("update-count", searchPath, file, shared, "--count=2");
        await Liquibase.RunAsync("rollback-count", searchPath, file, shared, "--count=1");
        await tool.ApplyAsync(new RunSelection { Count = 2 });
        await Liquibase.RunAsync("update", searchPath, file, shared);

        Assert.False((await tool.PlanAsync()).HasChanges);
        Assert.Equal(await SchemaDump.OfAsync(provider, theirs), await SchemaDump.OfAsync(provider, shared));
        Assert.Equal(await RowsAsync(new MigrationTool(theirs, Path.Combine(searchPath, file), searchPath: searchPath)), await RowsAsync(tool));
    }

    /// <summary>The tables of Changelogs/rows.yaml; on SQLite Liquibase can load only the first.</summary>
    public static TheoryData<string, string> LoadedTables() => new()
    {
        { "postgresql", "plain" }, { "postgresql", "updated" }, { "postgresql", "options" }, { "postgresql", "filed" }, { "mariadb", "filed" }, { "mariadb", "plain" }, { "mariadb", "updated" }, { "mariadb", "options" }, { "sqlite", "plain" },
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

    /// <summary>The sums are those that Liquibase names when it finds others.</summary>
    [Fact]
    public async Task Sums_of_older_versions_are_accepted_and_replaced_as_by_Liquibase()
    {
        Assert.SkipWhen(Liquibase.Folder is null, "MIGRATIONS_TEST_LIQUIBASE does not name the folder of Liquibase 4.28.");
        const string file = "language/sums.yaml";
        var searchPath = Path.Combine(AppContext.BaseDirectory, "Changelogs");
        string[] edits =
        [
            "MD5SUM = '7:6e787c6f6ef009188bb871d92b5a2c82', LIQUIBASE = '3.5.0' WHERE ID = 'table'", "MD5SUM = '8:8334dd16ec60f5d66eed7423dab9f288', LIQUIBASE = '4.10.0' WHERE ID = 'old'",
            "MD5SUM = '8:wrong' WHERE ID IN ('any', 'on-change')", "MD5SUM = '9:wrong' WHERE ID IN ('any-now', 'always')", "MD5SUM = '8:aaaa' WHERE ID = 'listed'", "MD5SUM = NULL WHERE ID = 'cleared'",
            "MD5SUM = '9:67e23afbbec095e11bd9667651df4b6a', LIQUIBASE = '4.25.1' WHERE ID = 'file'",
        ];
        var tools = new List<MigrationTool>();
        foreach (var ours in new[] { false, true })
        {
            var connection = await servers.CreateDatabaseAsync("sqlite");
            var tool = new MigrationTool(connection, Path.Combine(searchPath, file), searchPath: searchPath);
            await tool.ApplyAsync();
            foreach (var edit in edits)
                await tool.QueryAsync($"UPDATE DATABASECHANGELOG SET {edit}");
            if (ours)
                await tool.ApplyAsync();
            else
                await Liquibase.RunAsync("update", searchPath, file, connection);
            tools.Add(tool);
        }
        Assert.Equal(await RowsAsync(tools[0]), await RowsAsync(tools[1]));
        Assert.Contains(await RowsAsync(tools[1]), row => row.Contains("::any-now::me EXECUTED 9:wrong", StringComparison.Ordinal));
    }

    static async Task<List<string>> RowsAsync(MigrationTool tool) => [.. (await tool.HistoryAsync()).Select(r =>
        $"{r.OrderExecuted} {r.FileName}::{r.Id}::{r.Author} {r.ExecType} {r.Md5Sum} [{r.Description}] [{r.Comments}] tag={r.Tag} contexts={r.Contexts} labels={r.Labels} {r.Liquibase}")];

    static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
