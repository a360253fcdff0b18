namespace Migrations.Tests;

/// <summary>One way to get it wrong: what is there, what is run, and what has to be said about it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Id">The error's id.</param>
/// <param name="Says">What its text holds, the place included where there is one.</param>
sealed record BrokenInput(string Name, ErrorCode Id, params string[] Says)
{
    /// <summary>A password that must not be seen.</summary>
    public const string Secret = "hunter2";

    /// <summary>The changelog <c>db/changelog.yaml</c>.</summary>
    public string? Yaml { get; init; }

    /// <summary>Other files.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>What is run before, without an error.</summary>
    public Action<ModuleSession>? Before { get; init; }

    /// <summary>The command.</summary>
    public string Command { get; init; } = "Invoke-Migration ./db -Connection 'Data Source=app.db'";

    /// <summary>A change set that works.</summary>
    const string Good = "- changeSet:\n    id: good\n    author: ann\n    changes:\n    - createTable: {tableName: good, columns: [{column: {name: id, type: int}}]}\n";

    const string Head = "databaseChangeLog:\n";

    /// <summary>A changelog of a good change set and another with these changes, which begin in line 11, column 7.</summary>
    static string With(string changes) => $"{Head}{Good}- changeSet:\n    id: bad\n    author: ann\n    changes:\n    {changes}\n";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BrokenInput> All { get; } =
    [
        new("YAML that does not close a bracket", ErrorCode.InvalidSyntax, "db/changelog.yaml:") { Yaml = Head + "- changeSet:\n    id: [1\n    author: ann\n" },
        new("wrong indentation", ErrorCode.InvalidSyntax, "db/changelog.yaml:4:") { Yaml = Head + "- changeSet:\n    id: 1\n   author: ann\n" },
        new("a tab for indentation", ErrorCode.InvalidSyntax, "db/changelog.yaml:3:") { Yaml = Head + "- changeSet:\n\tid: 1\n\tauthor: ann\n" },
        new("a change set indented to nowhere", ErrorCode.InvalidChangelog, "db/changelog.yaml:") { Yaml = "databaseChangeLog:\n  changeSet:\n  - id: 1\n" },
        new("an empty file", ErrorCode.InvalidChangelog, "db/changelog.yaml") { Yaml = "" },
        new("another root", ErrorCode.InvalidChangelog, "db/changelog.yaml", "databaseChangeLog") { Yaml = "databaseChangelog:\n" + Good },
        new("a misspelled entry", ErrorCode.InvalidChangelog, "db/changelog.yaml:2:3", "changeset") { Yaml = Head + "- changeset:\n    id: 1\n    author: ann\n    changes:\n    - empty: {}\n" },
        new("a change set without an id", ErrorCode.MissingAttribute, "db/changelog.yaml:2:3", "id") { Yaml = Head + "- changeSet:\n    author: ann\n    changes:\n    - empty: {}\n" },
        new("the same id twice", ErrorCode.DuplicateChangeSet, "db/changelog.yaml:7:3", "good") { Yaml = Head + Good + Good },
        new("an unknown change", ErrorCode.UnknownChangeType, "db/changelog.yaml:11:7", "creatTable") { Yaml = With("- creatTable: {tableName: t}") },
        new("a missing attribute", ErrorCode.MissingAttribute, "db/changelog.yaml:11:7", "tableName") { Yaml = With("- createTable: {columns: [{column: {name: id, type: int}}]}") },
        new("a value of the wrong kind", ErrorCode.InvalidValue, "db/changelog.yaml:11:", "startWith") { Yaml = With("- createTable: {tableName: t, columns: [{column: {name: id, type: int, autoIncrement: true, startWith: soon}}]}") },
        new("a command that is not allowed", ErrorCode.CommandNotAllowed, "db/changelog.yaml:11:7", "runs a command") { Yaml = With("- executeCommand: {executable: ls}") },
        new("a missing include", ErrorCode.FileNotFound, "db/changelog.yaml:2:", "nowhere.yaml") { Yaml = Head + "- include: {file: nowhere.yaml, relativeToChangelogFile: true}\n" },
        new("an include that is a folder", ErrorCode.InvalidChangelog, "db/changelog.yaml:2:", "folder") { Yaml = Head + "- include: {file: sub, relativeToChangelogFile: true}\n", Files = { ["db/sub/a.yaml"] = Head + Good } },
        new("an include cycle", ErrorCode.IncludeCycle, "db/b.yaml:2:", "db/changelog.yaml -> db/b.yaml -> db/changelog.yaml")
        {
            Yaml = Head + "- include: {file: b.yaml, relativeToChangelogFile: true}\n", Files = { ["db/b.yaml"] = Head + "- include: {file: changelog.yaml, relativeToChangelogFile: true}\n" },
        },
        new("a missing SQL file", ErrorCode.FileNotFound, "db/changelog.yaml:11:", "nowhere.sql") { Yaml = With("- sqlFile: {path: nowhere.sql, relativeToChangelogFile: true}") },
        new("a path outside the search path", ErrorCode.PathOutsideSearchPath, "changelog.yaml")
        {
            Files = { ["outside/changelog.yaml"] = Head + Good, ["db/x.txt"] = "" }, Command = "Invoke-Migration ./outside/changelog.yaml -SearchPath ./db -Connection 'Data Source=app.db'",
        },
        new("an alias bomb", ErrorCode.InvalidSyntax, "db/changelog.yaml", "MaxNodes") { Yaml = Bomb() },
        new("a deep nest", ErrorCode.InvalidSyntax, "db/changelog.yaml", "MaxDepth") { Yaml = Head + "- changeSet: " + new string('[', 5000) },
        new("a tag of another language", ErrorCode.InvalidSyntax, "db/changelog.yaml:3:", "python") { Yaml = Head + "- changeSet:\n    id: !!python/object 1\n    author: ann\n" },
        new("bytes that are not UTF-8", ErrorCode.InvalidSyntax, "db/changelog.yaml") { Before = session => File.WriteAllBytes(session.WriteFile("db/changelog.yaml", ""), [.. "databaseChangeLog: # "u8, 0xFF, 0xFE, 0x80]) },
        new("a line of formatted SQL with one dash", ErrorCode.InvalidSyntax, "db/a.sql:4:1") { Yaml = Head + Good + "- include: {file: a.sql, relativeToChangelogFile: true}\n", Files = { ["db/a.sql"] = "-- liquibase formatted sql\n-- changeset ann:1\nselect 1;\n-rollback select 2;\n" } },
        new("a change set of formatted SQL without SQL", ErrorCode.InvalidChangelog, "db/a.sql:2:1") { Yaml = Head + Good + "- include: {file: a.sql, relativeToChangelogFile: true}\n", Files = { ["db/a.sql"] = "-- liquibase formatted sql\n-- changeset ann:1\n--rollback select 2;\n" } },
        new("an XML changelog", ErrorCode.InvalidChangelog, "db/changelog.yaml:") { Yaml = Head + "- include: {file: a.xml, relativeToChangelogFile: true}\n", Files = { ["db/a.xml"] = "<databaseChangeLog/>" } },
        new("no such changelog", ErrorCode.FileNotFound, "nowhere.yaml") { Command = "Invoke-Migration ./nowhere.yaml -Connection 'Data Source=app.db'" },
        new("a folder without a changelog", ErrorCode.FileNotFound, "db") { Files = { ["db/readme.txt"] = "" } },
        new("no changelog at all", ErrorCode.InvalidValue, "changelog") { Command = "Invoke-Migration -Connection 'Data Source=app.db'" },
        new("parentheses that do not match in a label expression", ErrorCode.InvalidValue, "(a") { Yaml = Head + Good, Command = "Invoke-Migration ./db -Connection 'Data Source=app.db' -Label '(a'" },
        new("a precondition that is not met", ErrorCode.PreconditionFailed, "db/changelog.yaml:", "nosuchtable")
        {
            Yaml = Head + "- changeSet:\n    id: 1\n    author: ann\n    preConditions:\n    - tableExists: {tableName: nosuchtable}\n    changes:\n    - empty: {}\n",
        },
        new("a changed checksum", ErrorCode.ChecksumMismatch, "db/changelog.yaml:2:3", "9:", "good")
        {
            Yaml = (Head + Good).Replace("type: int", "type: bigint", StringComparison.Ordinal),
            Before = session =>
            {
                session.WriteFile("db/changelog.yaml", Head + Good);
                Assert.Single(session.Run("Invoke-Migration ./db -Connection 'Data Source=app.db'").Of<MigrationResult>());
            },
        },
        new("a moved file", ErrorCode.PathIdentityChanged, "db/changelog.yaml:2:3", "old/changelog.yaml")
        {
            Yaml = Head + Good,
            Before = session =>
            {
                session.WriteFile("old/changelog.yaml", Head + Good);
                Assert.Single(session.Run("Invoke-Migration ./old -Connection 'Data Source=app.db'").Of<MigrationResult>());
            },
        },
        new("a table that is not there", ErrorCode.ChangeSetFailed, "db/changelog.yaml:11:7", "nosuchtable", "good") { Yaml = With("- sql: {sql: insert into nosuchtable values (1)}").Replace("id: bad", "id: after-good", StringComparison.Ordinal) },
        new("SQL with a mistake", ErrorCode.ChangeSetFailed, "db/changelog.yaml:11:7", "syntax error") { Yaml = With("- sql: {sql: selec 1}") },
        new("a server that cannot be reached", ErrorCode.ConnectionFailed, "127.0.0.1:1") { Yaml = Head + Good, Command = $"Invoke-Migration ./db -Connection 'postgresql://ann:{Secret}@127.0.0.1:1/sales'" },
        new("a password where none is taken", ErrorCode.NotSupported, "password") { Yaml = Head + Good, Command = $"Invoke-Migration ./db -Connection 'Data Source=app.db;Password={Secret}'" },
        new("an unknown keyword in a connection string", ErrorCode.InvalidConnection, "keyword") { Yaml = Head + Good, Command = $"Invoke-Migration ./db -Provider postgresql -Connection 'Host=127.0.0.1;Password={Secret};Bogus={Secret}'" },
        new("a connection that says nothing", ErrorCode.InvalidConnection, "kind of database") { Yaml = Head + Good, Command = $"Invoke-Migration ./db -Connection 'Server=x;Password={Secret}'" },
        new("an unknown provider", ErrorCode.InvalidConnection, "oracle") { Yaml = Head + Good, Command = "Invoke-Migration ./db -Provider oracle -Connection 'Data Source=app.db'" },
        new("a database that may only be read", ErrorCode.HistoryUnusable, "app.db", "readonly")
        {
            Yaml = With("- empty: {}"),
            Before = session =>
            {
                session.WriteFile("db/changelog.yaml", Head + Good);
                Assert.Single(session.Run("Invoke-Migration ./db -Connection 'Data Source=app.db'").Of<MigrationResult>());
            },
            Command = "Invoke-Migration ./db -Connection 'Data Source=app.db;Mode=ReadOnly'",
        },
        new("a file that is no database", ErrorCode.ConnectionFailed, "app.db", "not a SQLite database") { Yaml = Head + Good, Files = { ["app.db"] = "This is a shopping list, not a database at all.\n" } },
        new("a folder where a file should be", ErrorCode.ConnectionFailed, "folder") { Yaml = Head + Good, Files = { ["app.db/x"] = "" } },
    ];

    /// <summary>Twelve maps, each ten times the one before: a trillion entries of one kilobyte.</summary>
    static string Bomb()
    {
        var yaml = new System.Text.StringBuilder(Head + "- changeSet:\n    id: 1\n    author: ann\n    m0: &a0 {a: 1, b: 2}\n");
        for (var i = 1; i < 12; i++)
            yaml.Append(System.Globalization.CultureInfo.InvariantCulture, $"    m{i}: &a{i} {{{string.Join(", ", Enumerable.Range(0, 10).Select(k => $"k{k}: *a{i - 1}"))}}}\n");
        return yaml.ToString();
    }
}
