using System.Globalization;
using System.Text;

namespace Migrations.Conformance;

/// <summary>Rows of files on real servers: what arrives, what a bad row leaves behind, and that the way back takes exactly them.</summary>
public sealed class LoadTests(Servers servers)
{
    /// <summary>Every database.</summary>
    public static TheoryData<string> Providers() => [.. Servers.All];

    const string People = """
        databaseChangeLog:
        - changeSet:
            id: table
            author: load
            changes:
            - createTable:
                tableName: people
                columns:
                - column: {name: id, type: int, constraints: {primaryKey: true, nullable: false}}
                - column: {name: name, type: varchar(60)}
                - column: {name: active, type: boolean}
                - column: {name: score, type: 'decimal(10,2)'}
                - column: {name: born, type: date}
                - column: {name: bytes, type: varbinary(20)}
                - column: {name: double_id, type: int}
            - insert: {tableName: people, columns: [{column: {name: id, valueNumeric: 0}}, {column: {name: name, value: here before}}]}
        - changeSet:
            id: load
            author: load
            changes:
            - loadData:
                tableName: people
                file: people.csv
                columns:
                - column: {name: bytes, type: BLOB}
                - column: {name: double_id, type: COMPUTED}

        """;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Values_arrive_as_they_are_written(string provider)
    {
        using var folder = new LoadFolder(People, "people.csv", """
            id,name,active,score,born,bytes,double_id
            1,"Ann ""A."", 李 🎈",true,1.50,1990-02-03,AAH/,1+1
            # nobody
            2,,no,007,NULL,,NULL
            3,"two
            lines",,,,aa==,2*3

            4,back\slash ' ; -- $1 @x ${no},1,-0.5,2000-01-31,,4+4
            5, spaced ,Y,,2000-12-31,,10
            """);
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder.Changelog);
        await tool.ApplyAsync();

        Assert.Equal(
        [
            "0|here before|||||",
            "1|Ann \"A.\", 李 🎈|1|1.50|1990-02-03|0001FF|2",
            "2||0|7.00|||",
            "3|two\nlines||||69|6",
            "4|back\\slash ' ; -- $1 @x ${no}|1|-0.50|2000-01-31||8",
            "5| spaced |1||2000-12-31||10",
        ], await PeopleAsync(tool, provider));

        await tool.UndoAsync(1);
        Assert.Equal(["0|here before|||||"], await PeopleAsync(tool, provider));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_row_that_is_refused_is_named_and_nothing_of_the_file_stays(string provider)
    {
        var csv = new StringBuilder("id,name,active,score,born,bytes,double_id\n");
        for (var i = 1; i <= 3000; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{(i == 2500 ? 7 : i)},\"n\n{i}\",true,1.5,2020-01-01,,NULL\n");
        using var folder = new LoadFolder(People, "people.csv", csv.ToString());
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder.Changelog);
        var error = await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        Assert.Equal(ErrorCode.ChangeSetFailed, error.Code);
        // SQL Server takes everything back at once, so that the rows of one statement cannot be told apart.
        Assert.Contains(provider == "mssql" ? "people.csv, lines " : "people.csv, line 5000", error.Message, StringComparison.Ordinal);
        Assert.Equal("changelog.yaml::load::load", error.ChangeSet);
        Assert.Equal(["0|here before|||||"], await PeopleAsync(tool, provider));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_value_that_is_none_is_named_by_file_line_and_field(string provider)
    {
        using var folder = new LoadFolder(People, "people.csv", "id,name,active,score,born,bytes,double_id\n1,a,true,1,,,\n2,a,true,\"1,000\",,,\n");
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder.Changelog);
        var error = await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        Assert.Contains("people.csv:3:4: field score: '1,000' is not a number", error.Message, StringComparison.Ordinal);
        Assert.Equal(["0|here before|||||"], await PeopleAsync(tool, provider));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_load_in_a_change_set_with_a_new_table_resumes_behind_what_has_run(string provider)
    {
        // On MariaDB the table is committed by itself, so that the load is a step whose rows are read again from the file by the next run.
        var changelog = People.Replace("- changeSet:\n    id: load\n    author: load\n    changes:\n", "", StringComparison.Ordinal);
        using var folder = new LoadFolder(changelog, "people.csv", "id,name,active,score,born,bytes,double_id\n1,a,true,1,,,no_such_column\n");
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder.Changelog);
        await Assert.ThrowsAsync<MigrationException>(tool.ApplyAsync);

        if (provider is "mariadb" or "mysql")
            await tool.QueryAsync("ALTER TABLE people ADD no_such_column int DEFAULT 5");
        else
            folder.Write("people.csv", "id,name,active,score,born,bytes,double_id\n1,a,true,1,,,5\n");
        await tool.ApplyAsync();
        Assert.Equal(["0|here before|||||", "1|a|1|1.00|||5"], await PeopleAsync(tool, provider));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_way_back_refuses_a_file_that_has_changed(string provider)
    {
        using var folder = new LoadFolder(People, "people.csv", "id,name,active,score,born,bytes,double_id\n1,a,true,1,,,\n");
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder.Changelog);
        await tool.ApplyAsync();
        folder.Write("people.csv", "id,name,active,score,born,bytes,double_id\n0,a,true,1,,,\n");

        var error = await Assert.ThrowsAsync<MigrationException>(() => tool.UndoAsync(1));
        Assert.Equal(ErrorCode.RollbackImpossible, error.Code);
        Assert.Equal(2, (await PeopleAsync(tool, provider)).Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_last_row_with_a_key_counts_and_columns_that_are_not_updated_keep_the_first(string provider)
    {
        using var folder = new LoadFolder("""
            databaseChangeLog:
            - changeSet:
                id: table
                author: load
                changes:
                - createTable:
                    tableName: rate
                    columns:
                    - column: {name: code, type: varchar(3), constraints: {primaryKey: true, nullable: false}}
                    - column: {name: rate, type: int}
                    - column: {name: note, type: varchar(20)}
                - insert: {tableName: rate, columns: [{column: {name: code, value: EUR}}, {column: {name: rate, valueNumeric: 1}}, {column: {name: note, value: kept}}]}
            - changeSet:
                id: load
                author: load
                changes:
                - loadUpdateData: {tableName: rate, file: rates.csv, primaryKey: code, columns: [{column: {name: note, type: STRING, allowUpdate: false}}]}
                - loadUpdateData: {tableName: rate, file: more.csv, primaryKey: code, onlyUpdate: true}

            """, "rates.csv", "code,rate,note\nEUR,2,x\nUSD,3,first\nUSD,4,second\nEUR,5,y\n");
        folder.Write("more.csv", "code,note\nUSD,more\nGBP,none\n");
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder.Changelog);
        await tool.ApplyAsync();

        var rows = (await tool.QueryAsync("SELECT code, rate, note FROM rate ORDER BY code")).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r[0]} {r[1]} {r[2]}"));
        Assert.Equal(["EUR 5 kept", "USD 4 more"], rows);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_long_load_tells_how_far_it_is_and_can_be_stopped(string provider)
    {
        using var folder = new LoadFolder(People, "people.csv", "");
        await using (var file = new StreamWriter(folder.PathOf("people.csv")))
        {
            await file.WriteAsync("id,name,active,score,born,bytes,double_id\n");
            for (var i = 1; i <= 1_000_000; i++)
                await file.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{i},somebody whose name is long enough {i},true,1.5,2020-01-01,,NULL\n"));
        }
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), folder.Changelog);
        using var stop = new CancellationTokenSource();
        tool.OnProgress = () => stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tool.ApplyAsync(RunSelection.Everything, cancellationToken: stop.Token));
        Assert.Contains(tool.Progress, p => p.File == "people.csv" && p.Rows is > 0 and < 1_000_000);
        Assert.Equal(["0|here before|||||"], await PeopleAsync(tool, provider));
    }

    static async Task<List<string>> PeopleAsync(MigrationTool tool, string provider)
    {
        var bytes = provider switch { "postgresql" => "upper(encode(bytes, 'hex'))", "mssql" => "CONVERT(varchar(40), bytes, 2)", _ => "hex(bytes)" };
        var score = provider == "sqlite" ? "printf('%.2f', score)" : "score";
        var born = provider == "mssql" ? "CONVERT(varchar(10), born, 23)" : "born";
        var rows = await tool.QueryAsync($"SELECT id, name, active, CASE WHEN score IS NOT NULL THEN {score} END, {born}, {bytes}, double_id FROM people ORDER BY id");
        return [.. rows.Select(r => string.Join('|', r.Select(Text)))];
    }

    static string? Text(object? value) => value switch
    {
        bool flag => flag ? "1" : "0",
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>A folder with a changelog and the files that it loads.</summary>
sealed class LoadFolder : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("migrations-load-").FullName;

    public LoadFolder(string changelog, string file, string content)
    {
        Write("changelog.yaml", changelog);
        Write(file, content);
    }

    /// <summary>The changelog's path.</summary>
    public string Changelog => PathOf("changelog.yaml");

    public string PathOf(string file) => Path.Combine(folder, file);

    public void Write(string file, string content) => File.WriteAllText(PathOf(file), content);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
