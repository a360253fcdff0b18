namespace Migrations.Conformance;

/// <summary>
/// Programs that somebody else made: what a change set replaces, drops, renames or switches off comes back, as the database's own tools see it.
/// </summary>
public sealed class ProgramTests(Servers servers)
{
    const string Table = "CREATE TABLE person (id int, city varchar(50));";

    const string PostgreSql = Table + """
        CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION f(t text DEFAULT 'it''s', VARIADIC n int[] DEFAULT '{}') RETURNS SETOF text STABLE LANGUAGE sql AS 'SELECT 2';
        CREATE SCHEMA "App";
        CREATE TYPE "App"."Mood" AS ENUM ('good');
        CREATE PROCEDURE "App".p(m "App"."Mood", INOUT x double precision) LANGUAGE plpgsql AS $x$ BEGIN x := 1; END $x$;
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE TRIGGER g BEFORE INSERT OR UPDATE OF city ON person FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION stamp();
        CREATE SEQUENCE sq START 7 INCREMENT -2 MAXVALUE 100;
        CREATE TABLE numbered (id bigint DEFAULT nextval('sq'), id2 bigint CHECK (id2 > 0));
        """;

    const string MariaDb = Table + """
        CREATE PROCEDURE p(IN a int, OUT b varchar(9)) SQL SECURITY INVOKER COMMENT 'it''s' BEGIN SELECT a; SET b = 'x;y'; END;
        CREATE DEFINER=`some one`@`%` FUNCTION f(a int) RETURNS varchar(9) CHARSET latin1 DETERMINISTIC RETURN 'é';
        CREATE TRIGGER `g` BEFORE INSERT ON `person` FOR EACH ROW BEGIN SET NEW.city = 'a'; SET NEW.id = 1; END;
        CREATE SEQUENCE sq START WITH 7 INCREMENT BY -2 MAXVALUE 100;
        """;

    const string Sqlite = Table + """
        CREATE TRIGGER g AFTER INSERT ON person BEGIN UPDATE person SET city = 'x;y'; END;
        CREATE VIEW v AS SELECT id FROM person;
        CREATE TRIGGER gv INSTEAD OF INSERT ON v BEGIN SELECT 1; END;
        """;

    /// <summary>What is there, and what is done to it.</summary>
    public static TheoryData<string, string> Cases() => new()
    {
        { "postgresql", "createFunction: {functionName: f, functionBody: \"CREATE OR REPLACE FUNCTION f(a integer) RETURNS int LANGUAGE sql AS 'SELECT 3'\"}" },
        { "postgresql", "createFunction: {functionName: f, replaceIfExists: true, functionBody: \"CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 3'\"}" },
        { "postgresql", "createFunction: {functionName: f, functionBody: \"CREATE FUNCTION f(a bigint) RETURNS int LANGUAGE sql AS 'SELECT 3'\"}" },
        { "postgresql", "dropFunction: {functionName: 'f(text, int[])'}" },
        { "postgresql", "dropProcedure: {procedureName: p, schemaName: App}" },
        { "postgresql", "dropProcedure: {procedureName: 'p(\"App\".\"Mood\", double precision)', schemaName: App}" },
        { "postgresql", "createTrigger: {triggerName: g, replaceIfExists: true, triggerBody: CREATE TRIGGER g AFTER DELETE ON person FOR EACH ROW EXECUTE FUNCTION stamp()}" },
        { "postgresql", "dropTrigger: {triggerName: g}" },
        { "postgresql", "renameTrigger: {tableName: person, oldTriggerName: g, newTriggerName: h}" },
        { "postgresql", "disableTrigger: {tableName: person, triggerName: g}" },
        { "postgresql", "renameSequence: {oldSequenceName: sq, newSequenceName: sr}" },
        { "postgresql", "alterSequence: {sequenceName: sq, incrementBy: 3, minValue: -5, maxValue: 1000, cacheSize: 5, cycle: true}" },
        { "postgresql", "dropCheckConstraint: {tableName: numbered, constraintName: numbered_id2_check}" },
        { "postgresql", "setTableRemarks: {tableName: person, remarks: x}" },
        { "mariadb", "createProcedure: {procedureName: p, replaceIfExists: true, procedureText: CREATE PROCEDURE p() SELECT 1}" },
        { "mariadb", "createProcedure: CREATE OR REPLACE PROCEDURE p() SELECT 1" },
        { "mariadb", "dropProcedure: {procedureName: p}" },
        { "mariadb", "dropFunction: {functionName: f}" },
        { "mariadb", "createTrigger: {triggerName: g, replaceIfExists: true, triggerBody: CREATE TRIGGER g AFTER DELETE ON person FOR EACH ROW SET @x = 1}" },
        { "mariadb", "dropTrigger: {triggerName: g}" },
        { "mariadb", "renameSequence: {oldSequenceName: sq, newSequenceName: sr}" },
        { "mariadb", "alterSequence: {sequenceName: sq, incrementBy: 3, minValue: -5, maxValue: 1000, cacheSize: 5, cycle: true}" },
        { "sqlite", "createTrigger: {triggerName: g, replaceIfExists: true, triggerBody: CREATE TRIGGER g AFTER DELETE ON person BEGIN SELECT 1; END}" },
        { "sqlite", "dropTrigger: {triggerName: g}" },
        { "sqlite", "createTrigger: {triggerName: gw, triggerBody: CREATE TRIGGER gw INSTEAD OF DELETE ON v BEGIN SELECT 1; END}" },
        { "sqlite", "addCheckConstraint: {tableName: person, constraintName: c, constraintBody: id > 0}" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_was_there_comes_back(string provider, string change)
    {
        var (connection, tool, changelog) = await StartAsync(provider);
        var before = await StateAsync(provider, connection, tool);

        await File.AppendAllTextAsync(changelog, Set("case", change));
        await tool.ApplyAsync();
        Assert.NotEqual(before, await StateAsync(provider, connection, tool));
        Assert.False((await tool.PlanAsync()).HasChanges);
        await tool.UndoAsync(1);

        Assert.Equal(before, await StateAsync(provider, connection, tool));
    }

    [Theory]
    [InlineData("postgresql", "dropFunction: {functionName: f}", "function f(int), function f(text, int[])")]
    [InlineData("postgresql", "dropFunction: {functionName: 'f(uuid)'}", "there is no function f(uuid)")]
    [InlineData("postgresql", "dropTrigger: {triggerName: other}", "no table has a trigger other")]
    [InlineData("mariadb", "dropProcedure: {procedureName: f}", "there is no procedure f")]
    [InlineData("mariadb", "alterSequence: {sequenceName: other, cycle: true}", "there is no sequence other")]
    public async Task What_is_not_there_or_could_be_several_is_an_error_of_the_plan(string provider, string change, string message)
    {
        var (_, tool, changelog) = await StartAsync(provider);
        await File.AppendAllTextAsync(changelog, Set("case", change));

        var error = await Assert.ThrowsAsync<MigrationException>(tool.PlanAsync);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>The schema as the database's own tools write it; SQLite's does not say what a trigger or a check is.</summary>
    static async Task<IReadOnlyList<string>> StateAsync(string provider, string connection, MigrationTool tool) =>
        provider == "sqlite" ? [.. (await tool.InspectAsync()).Select(o => $"{o.Key} {o.Value}")] : await SchemaDump.OfAsync(provider, connection);

    async Task<(string Connection, MigrationTool Tool, string Changelog)> StartAsync(string provider)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        var changelog = Path.Combine(TempFolder.Create(), "changelog.yaml");
        var setup = provider switch { "postgresql" => PostgreSql, "mariadb" => MariaDb, _ => Sqlite };
        await File.WriteAllTextAsync(changelog, $"databaseChangeLog:\n{Set("before", $"sql: {System.Text.Json.JsonSerializer.Serialize(setup)}")}");
        var tool = new MigrationTool(connection, changelog);
        await tool.ApplyAsync();
        return (connection, tool, changelog);
    }

    static string Set(string id, string change) => $"- changeSet:\n    id: {id}\n    author: programs\n    changes:\n    - {change}\n";
}
