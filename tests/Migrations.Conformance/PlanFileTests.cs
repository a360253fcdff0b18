using System.Text.RegularExpressions;

namespace Migrations.Conformance;

/// <summary>A plan that is kept in a file runs exactly what it shows, and only where nothing has moved since it was made.</summary>
public sealed partial class PlanFileTests(Servers servers)
{
    /// <summary>The servers that run here.</summary>
    public static TheoryData<string> Providers() => ["sqlite", "postgresql", "mariadb"];

    /// <summary>Every golden case on every database.</summary>
    public static TheoryData<string, string> Cases() => CaseTests.Cases();

    const string Changelog = """
        databaseChangeLog:
        - changeSet:
            id: tables
            author: ann
            changes:
            - createTable: {tableName: touched, columns: [{column: {name: id, type: int, autoIncrement: true, constraints: {primaryKey: true}}}, {column: {name: isbn, type: varchar(20)}}]}
            - createTable: {tableName: untouched, columns: [{column: {name: id, type: int}}]}
        - changeSet:
            id: column
            author: ann
            changes:
            - addColumn: {tableName: touched, columns: [{column: {name: title, type: varchar(20)}}]}
        - changeSet:
            id: index
            author: ann
            changes:
            - createIndex: {tableName: touched, indexName: ix_title, columns: [{column: {name: title}}]}
            - createTable: {tableName: made, columns: [{column: {name: id, type: int, constraints: {primaryKey: true}}}]}
            - insert: {tableName: made, columns: [{column: {name: id, valueNumeric: 1}}]}
        """;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_leaves_what_a_direct_run_leaves(string file, string provider)
    {
        var changelog = Path.Combine(AppContext.BaseDirectory, "Golden", file);
        var direct = new MigrationTool(await servers.CreateDatabaseAsync(provider), changelog);
        var saved = new MigrationTool(await servers.CreateDatabaseAsync(provider), changelog);
        var unknown = (await direct.PlanAsync()).Steps.FirstOrDefault(s => !s.IsExact && s.Statements.Count == 0);
        Assert.SkipWhen(unknown is not null, $"what {unknown?.Id} does is only known when it runs: {unknown?.AtRunTimeReason}");

        await direct.ApplyAsync();
        await saved.RunPlanAsync(await saved.SavePlanAsync());

        Assert.Equal(await direct.InspectAsync(), await saved.InspectAsync());
        Assert.Equal(await direct.HistoryTextAsync(), await saved.HistoryTextAsync());
        Assert.False((await saved.PlanAsync()).HasChanges);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_has_moved_is_refused_and_said(string provider)
    {
        var (tool, folder) = await StartAsync(provider);
        var plan = await tool.SavePlanAsync();
        var before = await tool.InspectAsync();
        var file = Path.Combine(folder, "changelog.yaml");

        await File.WriteAllTextAsync(file, Changelog.Replace("title, type: varchar(20)", "title, type: varchar(30)", StringComparison.Ordinal));
        await RefusedAsync(ErrorCode.ChangelogChanged, "1 change set was edited: changelog.yaml::column::ann");
        await File.WriteAllTextAsync(file, "# so that a sum differs that no checksum knows\n" + Changelog);
        await RefusedAsync(ErrorCode.ChangelogChanged, "1 file was edited: changelog.yaml");
        await File.WriteAllTextAsync(file, Changelog);

        foreach (var (drift, back, said) in Drifts(provider))
        {
            await tool.ExecuteAsync(drift);
            await RefusedAsync(ErrorCode.SchemaChanged, said);
            await tool.ExecuteAsync(back);
        }
        Assert.Equal(before, await tool.InspectAsync());

        var other = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder);
        Assert.Equal(ErrorCode.TargetMismatch, (await Assert.ThrowsAsync<MigrationException>(() => other.RunPlanAsync(plan))).Code);
        Assert.Empty(await other.HistoryAsync());

        await new MigrationTool(tool.Connection, NewFolder("databaseChangeLog: [{changeSet: {id: other, author: bob, changes: [{tagDatabase: {tag: v1}}]}}]")).ApplyAsync();
        await RefusedAsync(ErrorCode.HistoryChanged, "1 change set has run on");
        Assert.Equal(before, await tool.InspectAsync());

        async Task RefusedAsync(ErrorCode code, string said)
        {
            var error = await Assert.ThrowsAsync<MigrationException>(() => tool.RunPlanAsync(plan));
            Assert.Equal(code, error.Code);
            Assert.Contains(said, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_the_plan_does_not_rest_on_may_move(string provider)
    {
        var (tool, _) = await StartAsync(provider);
        var plan = await tool.SavePlanAsync();

        await tool.ExecuteAsync("ALTER TABLE untouched ADD more VARCHAR(10)");
        await tool.ExecuteAsync("CREATE TABLE another (id INT)");
        await tool.ExecuteAsync("INSERT INTO touched (isbn) VALUES ('1'), ('2')");
        await tool.TagAsync("before");
        await tool.RunPlanAsync(plan);

        Assert.Equal(["tables", "column", "index"], (await tool.HistoryAsync()).Select(r => r.Id));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_plan_is_run_once_however_often_it_is_given(string provider)
    {
        var (tool, _) = await StartAsync(provider);
        var plan = await tool.SavePlanAsync();

        await Task.WhenAll(tool.RunPlanAsync(plan), tool.RunPlanAsync(plan));
        await tool.RunPlanAsync(plan);

        Assert.Equal(["tables", "column", "index"], (await tool.HistoryAsync()).Select(r => r.Id));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_undo_plan_undoes_what_it_shows_or_nothing(string provider)
    {
        var (tool, _) = await StartAsync(provider);
        var before = await tool.InspectAsync();
        await tool.ApplyAsync();
        var after = await tool.InspectAsync();
        var plan = await tool.SaveUndoPlanAsync(2);

        var (drift, back, said) = Drifts(provider)[0];
        await tool.ExecuteAsync(drift);
        var error = await Assert.ThrowsAsync<MigrationException>(() => tool.RunPlanAsync(plan));
        Assert.Equal((ErrorCode.SchemaChanged, true), (error.Code, error.Message.Contains(said, StringComparison.Ordinal)));
        await tool.ExecuteAsync(back);
        Assert.Equal(after, await tool.InspectAsync());

        await tool.RunPlanAsync(plan);
        Assert.Equal(before, await tool.InspectAsync());
        Assert.Equal(["tables"], (await tool.HistoryAsync()).Select(r => r.Id));
    }

    [Fact]
    public async Task What_is_only_known_at_its_turn_and_was_not_shown_is_not_run()
    {
        var tool = new MigrationTool(await servers.CreateDatabaseAsync("postgresql"), NewFolder("""
            databaseChangeLog:
            - changeSet:
                id: tables
                author: ann
                changes:
                - createTable: {tableName: author, columns: [{column: {name: id, type: int, constraints: {primaryKey: true}}}]}
                - createTable: {tableName: book, columns: [{column: {name: author_id, type: int}}]}
            - changeSet:
                id: opaque
                author: ann
                changes:
                - sql: {splitStatements: false, sql: "DO $$ BEGIN EXECUTE 'ALTER TABLE book ADD CONSTRAINT fk_author FOREIGN KEY (author_id) REFERENCES author'; END $$"}
            - changeSet:
                id: keys
                author: ann
                changes:
                - dropAllForeignKeyConstraints: {baseTableName: book}
            """));
        var plan = await tool.SavePlanAsync();

        var error = await Assert.ThrowsAsync<MigrationException>(() => tool.RunPlanAsync(plan));

        Assert.Equal((ErrorCode.PlanOutdated, "changelog.yaml::keys::ann"), (error.Code, error.ChangeSet));
        Assert.Contains("DROP CONSTRAINT \"fk_author\"", error.Message, StringComparison.Ordinal);
        Assert.Equal(["tables", "opaque"], (await tool.HistoryAsync()).Select(r => r.Id));
    }

    [Fact]
    public async Task A_database_that_was_made_anew_under_its_old_name_is_another()
    {
        var (tool, folder) = await StartAsync("postgresql");
        var plan = await tool.SavePlanAsync();
        var name = (string)(await tool.QueryAsync("SELECT current_database()"))[0][0]!;
        var beside = new MigrationTool(DatabaseName().Replace(tool.Connection, "Database=postgres"), folder);
        await beside.ExecuteAsync($"DROP DATABASE {name}");
        await beside.ExecuteAsync($"CREATE DATABASE {name}");

        var error = await Assert.ThrowsAsync<MigrationException>(() => tool.RunPlanAsync(plan));

        Assert.Equal(ErrorCode.TargetMismatch, error.Code);
        Assert.Contains("restored or made anew", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What somebody may do to the tables of the plan, how it is taken back, and what is said of it.</summary>
    static (string Drift, string Back, string Said)[] Drifts(string provider) =>
    [
        ("ALTER TABLE touched ADD extra VARCHAR(10)", "ALTER TABLE touched DROP COLUMN extra", "table touched (column extra was added)"),
        ("CREATE INDEX ix_isbn ON touched (isbn)", provider == "mariadb" ? "DROP INDEX ix_isbn ON touched" : "DROP INDEX ix_isbn", "table touched (index ix_isbn was added)"),
        ("CREATE TABLE made (id INT)", "DROP TABLE made", "table made (it was not there)"),
    ];

    async Task<(MigrationTool Tool, string Folder)> StartAsync(string provider)
    {
        var folder = NewFolder(Changelog);
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder);
        await tool.ApplyAsync(new() { Count = 1 });
        return (tool, folder);
    }

    static string NewFolder(string changelog)
    {
        var folder = TempFolder.Create();
        File.WriteAllText(Path.Combine(folder, "changelog.yaml"), changelog);
        return folder;
    }

    [GeneratedRegex("Database=[^;]+")]
    private static partial Regex DatabaseName();
}
