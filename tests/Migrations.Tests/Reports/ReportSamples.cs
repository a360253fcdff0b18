using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Tests.Reports;

/// <summary>Plans with all that a report can show.</summary>
static class ReportSamples
{
    /// <summary>Text that would be markup, end the element it is in, or turn around what stands behind it.</summary>
    public const string Hostile = "<script>alert(1)</script>\"'&</style></title></pre></svg><img src=x onerror=alert(2)> \u202eevil";

    static readonly MigrationTarget Target = new("postgresql", "db01", 5432, "sales") { ServerVersion = "17.2" };

    public static MigrationPlan EveryKind()
    {
        var blocking = new MigrationFinding("MIG3101", "BlockingIndexBuild", FindingSeverity.Warning, "building the index blocks writes to customer", "Build it without blocking.", "db/a.yaml", 14, 9)
        {
            Lock = "SHARE", LockImpact = "Writes", Scans = true, EstimatedRows = 1_234_567, EstimatedDuration = TimeSpan.FromSeconds(12), Fix = "createIndex:\n  x-migrations:\n    online: true\n",
        };
        PlanStep[] steps =
        [
            Step(1, "add-phone", MigrationState.Pending, UndoKind.Automatic, [Statement("ALTER TABLE customer ADD phone varchar(40) -- text", new("ACCESS EXCLUSIVE", LockImpact.ReadsAndWrites))],
                tables: [new(Customer("id", "name", "flag"), Customer("id", "name", "flag", "phone"))]),
            Step(2, "index", MigrationState.Pending, UndoKind.Automatic, [Statement("CREATE INDEX \"ix\" ON customer (name, 'x', 12)", new("SHARE", LockImpact.Writes, Scans: true), 1_234_567, TimeSpan.FromSeconds(12))], [blocking]),
            Step(3, "refused", MigrationState.Pending, UndoKind.None, [Statement("DROP TABLE x", new("ACCESS EXCLUSIVE", LockImpact.ReadsAndWrites))], [blocking with { Code = "MIG3301", Severity = FindingSeverity.Error }]),
            Step(4, "allowed", MigrationState.Rerun, UndoKind.Explicit, [Statement("CREATE OR REPLACE …", StatementLock.Unknown)], [blocking with { Suppression = "agreed with the team" }]),
            Step(5, "told", MigrationState.MarkRan, UndoKind.NothingToDo, [], [blocking with { Severity = FindingSeverity.Information }]),
            Step(6, "skipped", MigrationState.Skipped, UndoKind.NothingToDo, []),
            Step(7, "carried-on", MigrationState.Interrupted, UndoKind.AtRunTime, [Statement("SELECT 1", StatementLock.None)]),
            Step(8, "drop-flag", MigrationState.Pending, UndoKind.Automatic, [Statement("UPDATE …", StatementLock.Rows)], tables: [new(Customer("id", "name", "flag", "phone"), Customer("id", "name", "phone"))]),
            Step(9, "sale", MigrationState.Pending, UndoKind.Automatic, [], tables: [new(null, new("sale", [new("customer_id", "bigint", "not null", false, true)], [new("fk", "customer_id", "customer", "id")], []))]),
        ];
        return new(Target, steps, [blocking with { Code = "MIG1009", File = "db/changelog.yaml", Line = 0 }, .. steps.SelectMany(s => s.Findings)], 36) { Changelog = "db" };
    }

    /// <summary>A plan in which every text is hostile.</summary>
    public static MigrationPlan OfHostileTexts()
    {
        var finding = new MigrationFinding(Hostile, Hostile, FindingSeverity.Warning, Hostile, Hostile, Hostile, 1, 1) { Fix = Hostile, Lock = Hostile, LockImpact = "Writes" };
        var shape = new TableShape(Hostile, [new(Hostile, Hostile, Hostile, true, false)], [new(Hostile, Hostile, Hostile, Hostile)], [Hostile]);
        var step = new PlanStep
        {
            Order = 1, Id = Hostile, Author = Hostile, File = Hostile, SourcePath = Hostile, Line = 1, Column = 1, Description = Hostile, Comment = Hostile, Contexts = Hostile, Labels = Hostile, Tag = Hostile,
            Reason = Hostile, AtRunTimeReason = Hostile, UndoNote = Hostile, Changes = [Hostile], Objects = [Hostile], State = MigrationState.Pending, Target = new(Hostile, Hostile, null, Hostile),
            Statements = [Statement(Hostile, new(Hostile, LockImpact.Writes)), Statement($"'{Hostile}", StatementLock.None), Statement($"/* {Hostile}", StatementLock.None)], Undo = [Statement(Hostile, StatementLock.None)],
            Findings = [finding, finding with { Suppression = Hostile }], TableChanges = [new(null, shape)],
        };
        return new(new(Hostile, Hostile, null, Hostile) { ServerVersion = Hostile }, [step], [finding, finding with { Message = "of the whole" }], 0) { Changelog = Hostile };
    }

    public static MigrationPlan Large(int count) => new(Target, [.. Enumerable.Range(1, count).Select(i =>
        Step(i, $"change-set-{i}", MigrationState.Pending, UndoKind.Automatic, [Statement($"CREATE TABLE \"table_{i}\" (\"id\" bigint NOT NULL PRIMARY KEY, \"name\" varchar(40) DEFAULT 'x')", new("SHARE", LockImpact.Writes))],
            tables: [new(null, new($"table_{i}", [new("id", "bigint", "not null", true, false)], i > 1 ? [new("fk", "id", $"table_{i / 2}", "id")] : [], []))]))], [], 0);

    static TableShape Customer(params string[] columns) => new("customer", [.. columns.Select(name => new ColumnShape(name, "varchar(40)", "", name == "id", false))], [], []);

    static PlanStep Step(int order, string id, MigrationState state, UndoKind undo, PlanStatement[] statements, MigrationFinding[]? findings = null, TableChange[]? tables = null) => new()
    {
        Order = order, Id = id, Author = "ann", File = "db/a.yaml", SourcePath = "db/a.yaml", Line = order, Column = 3, Description = $"sql {id}", Changes = ["sql"], Objects = ["customer"], State = state, UndoKind = undo,
        Statements = statements, Undo = statements, Findings = findings ?? [], TableChanges = tables ?? [], Target = Target, Reason = state == MigrationState.Pending ? null : "because",
    };

    static PlanStatement Statement(string sql, StatementLock taken, long? rows = null, TimeSpan? takes = null) => new(new(sql, taken), sql) { EstimatedRows = rows, EstimatedDuration = takes };
}
