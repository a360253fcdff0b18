using System.Text.RegularExpressions;
using Migrations.Sql;

namespace Migrations.Tests;

/// <summary>How objects look in the real formatter. What a person has looked at stands in Accepted/.</summary>
public sealed partial class ViewTests : IDisposable
{
    static readonly MigrationTarget Target = new("postgresql", "db01", 5432, "sales") { ServerVersion = "17.2 (Debian 17.2-1.pgdg120+1)" };

    readonly ModuleSession session = new();

    public void Dispose() => session.Dispose();

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void A_plan_shows_every_state_with_glyph_and_word_at_any_width(int width)
    {
        session.Host.Width = width;

        var text = Bookstore.Stable(session.Show("$args[0]", EveryState()), session.Folder);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length < width, $"{line.Length} columns: {line}"));
        Accepted.Check($"plan.{width}", text);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Tables_fit_any_width(int width)
    {
        session.Host.Width = width;
        var plan = EveryState();

        var text = session.Show("$args[0]", plan.Steps) + session.Show("$args[0]", plan.Steps[0].Statements) + session.Show("$args[0]", plan.Findings) + session.Show("$args[0]", plan.Steps[1].Statements)
            + session.Show("$args[0]", [Results()]) + session.Show("$args[0]", [Infos()]) + session.Show("$args[0]", [Locks()]) + session.Show("$args[0]", [Repairs()]);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, $"{line.Length} columns: {line}"));
        Accepted.Check($"tables.{width}", Bookstore.Stable(text, session.Folder));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    public void A_plan_is_shown_on_a_very_narrow_screen_too(int width)
    {
        session.Host.Width = width;

        var text = session.Show("$args[0]", EveryState());

        Assert.Contains("blocked", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(line => line.Contains("+ pending", StringComparison.Ordinal)), line => Assert.True(line.Length < width, $"{line.Length} columns: {line}"));
    }

    [Fact]
    public void Lists_of_what_has_no_table_show_the_properties_that_matter()
    {
        Accepted.Check("target", session.Show("$args[0]", Target));
    }

    [Fact]
    public void An_undo_plan_an_empty_one_and_one_that_cannot_run_say_so()
    {
        var undo = new MigrationPlan(Target, [Step(1, "create-author", MigrationState.Undo, "createTable tableName=author", UndoKind.Automatic)], [], 12) { IsUndo = true };
        var empty = new MigrationPlan(Target, [], [], 12) { Changelog = Path.Combine(session.Folder, "db") };
        var broken = new MigrationPlan(Target, [Step(1, "a", MigrationState.Pending, "sql", UndoKind.None)],
            [new("MIG1005", "UnknownChangeAttribute", FindingSeverity.Error, "createTable has no 'tabelName'.", "Did you mean 'tableName'?", "db/a.yaml", 7, 5)], 0);

        Accepted.Check("plans", Bookstore.Stable(session.Show("$args[0]", undo) + session.Show("$args[0]", empty) + session.Show("$args[0]", broken), session.Folder));
    }

    [Fact]
    public void Colour_is_there_and_every_line_ends_without_it()
    {
        session.Show("$args[0]", EveryState());
        var lines = session.Host.Coloured.ToString().Split('\n');

        Assert.Contains(lines, line => line.Contains("\u001b[32m+ pending", StringComparison.Ordinal));
        Assert.All(lines.Where(line => line.Contains('\u001b', StringComparison.Ordinal)), line => Assert.Equal("\u001b[0m", Escape().Matches(line)[^1].Value));
    }

    [Fact]
    public void Control_characters_of_a_changelog_do_not_reach_the_screen()
    {
        var step = Step(1, "evil\u001b[2J\nid", MigrationState.Pending, "sql\r\n\u0007", UndoKind.None, reason: "be\u001b]0;gone\u0007cause");
        var plan = new MigrationPlan(Target, [step], [], 0);

        foreach (var shown in new object[] { plan, step })
        {
            session.Show("$args[0]", shown);
            var screen = session.Host.Coloured.ToString();
            Assert.Contains("evil [2J id", screen, StringComparison.Ordinal);
            Assert.DoesNotContain('\u0007', screen);
            Assert.DoesNotContain("\u001b[2J", screen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Views_are_the_same_under_any_culture_and_in_strict_mode()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        var invariant = session.Show("$args[0]; $args[1]", EveryState(), Results());
        try
        {
            foreach (var culture in new[] { "tr-TR", "de-DE", "ar-SA", "th-TH" })
            {
                Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
                var text = session.Show("Set-StrictMode -Version Latest; [cultureinfo]::CurrentCulture = $args[2]; $args[0]; $args[1]", EveryState(), Results(), culture);
                Assert.Equal(Bookstore.Stable(invariant, session.Folder), Bookstore.Stable(text, session.Folder));
            }
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_thousand_steps_are_shown_without_a_long_wait()
    {
        var plan = new MigrationPlan(Target, [.. Enumerable.Range(1, 1000).Select(i => Step(i, $"change-set-{i}", MigrationState.Pending, $"createTable tableName=t{i}", UndoKind.Automatic))], [], 0);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var text = session.Show("$args[0]", plan);

        Assert.Contains("Plan: 1000 to apply", text, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void Colours_are_the_accepted_ones(int width)
    {
        session.Host.Width = width;
        session.Show("$args[0]", EveryState());

        Accepted.Check($"plan.{width}.colour", Bookstore.Stable(session.Host.Coloured.ToString(), session.Folder).Replace('\u001b', '␛'));
    }

    [Fact]
    public void What_comes_back_from_a_file_or_a_job_looks_the_same()
    {
        var plan = EveryState();
        var back = session.Run("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0]))", plan).Output[0];

        Assert.Equal(session.Show("$args[0]", plan), session.Show("$args[0]", back));
        Assert.Equal(session.Show("$args[0].Steps", plan), session.Show("$args[0].Steps", back));
        Assert.Equal(session.Show("$args[0].Findings", plan), session.Show("$args[0].Findings", back));
        Assert.Equal(session.Show("$args[0].Steps[1].Statements", plan), session.Show("$args[0].Steps[1].Statements", back));
    }

    [Fact]
    public void Columns_stay_in_line_behind_characters_that_are_two_cells_wide()
    {
        session.Host.Width = 110;
        var plan = new MigrationPlan(Target, [Step(1, "表を作る", MigrationState.Pending, "sql", UndoKind.Automatic), Step(2, "plain", MigrationState.Pending, "sql", UndoKind.Automatic)], [], 0);

        var rows = session.Show("$args[0]", plan).Split('\n').Where(line => line.Contains("automatic", StringComparison.Ordinal)).ToList();

        // Each of the four characters is one char and two cells.
        Assert.Equal(rows[1].IndexOf("automatic", StringComparison.Ordinal) - 4, rows[0].IndexOf("automatic", StringComparison.Ordinal));
    }

    MigrationPlan EveryState()
    {
        const string file = "db/changes/06-customer.yaml";
        var loss = new MigrationFinding("MIG2002", "DataLoss", FindingSeverity.Warning, "dropColumn destroys the values of column customer.legacy_flag, and nothing in the changelog says how to get them back.",
            "Copy the values to a table of their own first, or write a 'rollback' that brings them back from where they came.", file, 27, 9);
        var odd = new MigrationFinding("MIG1008", "RetypedValue", FindingSeverity.Information, "'id: 001' is read as 1.", null, file, 3, 5);
        var blocking = new MigrationFinding("MIG3101", "BlockingIndexBuild", FindingSeverity.Warning, "building the index blocks writes to customer.", "Build it without blocking.", file, 14, 9)
        {
            ChangeSet = "db/a.yaml::a::ann", Statement = "CREATE INDEX …", Object = "customer", Lock = "SHARE", LockImpact = "Writes", Scans = true,
            EstimatedRows = 1_234_567, EstimatedDuration = TimeSpan.FromSeconds(12.3), Fix = "createIndex:\n  indexName: ix_customer_email\n  x-migrations:\n    online: true\n",
        };
        var allowed = new MigrationFinding("MIG3105", "TableRewrite", FindingSeverity.Warning, "the type of the column changes, and the table is written anew.", "Add a column beside it.", file, 40, 9)
        {
            Suppression = "only the 40 rows of the pilot are in it",
        };
        var refused = new MigrationFinding("MIG3301", "RenamedColumn", FindingSeverity.Error, "programs that are running still use the column email.", "Rename it in three steps: add, fill, drop.", file, 51, 9);
        PlanStep[] steps =
        [
            Step(1, "add-customer-email", MigrationState.Pending, "addColumn tableName=customer", UndoKind.Automatic, objects: ["customer.email"],
                statements: [Statement("ALTER TABLE \"customer\" ADD \"email\" varchar(320)", new("ACCESS EXCLUSIVE", LockImpact.ReadsAndWrites), 1_234_567, TimeSpan.FromMilliseconds(5))]),
            Step(2, "a-change-set-whose-id-is-so-long-that-it-has-to-be-cut-somewhere", MigrationState.Pending, "createIndex indexName=ix_customer_email_and_more, tableName=customer; addForeignKeyConstraint baseTableName=customer", UndoKind.Explicit, objects: ["customer"],
                statements: [Statement("CREATE INDEX \"ix\" ON \"customer\" (\"email\")", new("SHARE", LockImpact.Writes, Scans: true), 1_234_567, TimeSpan.FromSeconds(12.3)), Statement("SELECT 1", StatementLock.None)], findings: [odd, blocking]),
            Step(3, "proc-get-orders", MigrationState.Rerun, "sqlFile path=procs/get_orders.sql", UndoKind.None, "runOnChange: checksum 9:ab12 in history, 9:77fe in the changelog", [Statement("CREATE OR REPLACE …", StatementLock.Unknown)], objects: ["get_orders"]),
            Step(4, "table-there", MigrationState.MarkRan, "createTable tableName=person", UndoKind.NothingToDo, "precondition not met: table person exists"),
            Step(5, "seed-demo-data", MigrationState.Skipped, "insert tableName=product", UndoKind.NothingToDo, "context 'dev' is not in 'prod'"),
            Step(6, "big-index", MigrationState.Interrupted, "createIndex indexName=ix_big", UndoKind.AtRunTime, "begun by a run that was cut off; carried on behind statement 1 of 3"),
            Step(7, "drop-legacy-flag", MigrationState.Pending, "dropColumn columnName=legacy_flag, tableName=customer", UndoKind.Automatic, null,
                [Statement("ALTER TABLE \"customer\" DROP COLUMN \"legacy_flag\"", new("ACCESS EXCLUSIVE", LockImpact.ReadsAndWrites, Rewrites: true), 88_400_000, TimeSpan.FromMinutes(7.4))], [loss, allowed],
                "does not bring back the values of column customer.legacy_flag", objects: ["customer.legacy_flag"]),
            Step(8, "decided-later", MigrationState.Pending, "update tableName=customer", UndoKind.NothingToDo, atRunTime: "a precondition reads data that earlier change sets write", objects: ["customer"]),
            Step(9, "rename-email", MigrationState.Pending, "renameColumn newColumnName=mail, oldColumnName=email, tableName=customer", UndoKind.Automatic, objects: ["customer.mail"],
                statements: [Statement("ALTER TABLE \"customer\" RENAME COLUMN \"email\" TO \"mail\"", new("ACCESS EXCLUSIVE", LockImpact.ReadsAndWrites))], findings: [refused]),
        ];
        return new(Target, steps, [new("MIG1009", "SkippedFile", FindingSeverity.Information, "The file 'db/notes.txt' is no changelog; it is passed over.", null, "db/changelog.yaml", 0, 0), .. steps.SelectMany(s => s.Findings)], 36)
        {
            Changelog = Path.Combine(session.Folder, "db"),
        };
    }

    static PlanStep Step(int order, string id, MigrationState state, string description, UndoKind undo, string? reason = null, PlanStatement[]? statements = null,
        MigrationFinding[]? findings = null, string? undoNote = null, string? atRunTime = null, string[]? objects = null) => new()
        {
            Order = order, Id = id, Author = "ann", File = "db/a.yaml", SourcePath = "db/a.yaml", Line = order, Column = 3, Description = description, State = state, UndoKind = undo,
            Reason = reason, Statements = statements ?? [], Findings = findings ?? [], UndoNote = undoNote, AtRunTimeReason = atRunTime, Target = Target,
            Changes = [.. description.Split("; ").Select(part => part.Split(' ')[0])], Objects = objects ?? [],
        };

    static PlanStatement Statement(string sql, StatementLock @lock, long? rows = null, TimeSpan? takes = null) => new(new(sql, @lock), sql) { EstimatedRows = rows, EstimatedDuration = takes };

    static MigrationResult[] Results() =>
    [
        Result("instant", MigrationState.Applied, TimeSpan.FromTicks(10)),
        Result("short", MigrationState.Applied, TimeSpan.FromMilliseconds(12)),
        Result("seconds", MigrationState.Rerun, TimeSpan.FromSeconds(1.234)),
        Result("minutes", MigrationState.Undone, new TimeSpan(0, 2, 5)),
        Result("hours", MigrationState.Applied, new TimeSpan(1, 2, 7, 9)),
        Result("marked", MigrationState.MarkRan, default),
        new() { Id = "skipped", Author = "ann", File = "db/a.yaml", State = MigrationState.Skipped, Description = "sql", Reason = "precondition not met: table x is there", Target = Target },
        new() { Id = "failed", Author = "ann", File = "db/a.yaml", State = MigrationState.Failed, Description = "sql", Error = "db/a.yaml:7:3: change set db/a.yaml::failed::ann failed on db01:5432/sales", Target = Target },
    ];

    static MigrationResult Result(string id, MigrationState state, TimeSpan duration) => new()
    {
        Id = id, Author = "ann", File = "db/a.yaml", State = state, Description = "createTable tableName=customer", Duration = duration, StatementCount = 2, Target = Target,
    };

    static MigrationInfo[] Infos() =>
    [
        .. new[] { MigrationState.Pending, MigrationState.Applied, MigrationState.Changed, MigrationState.Unexpected, MigrationState.Interrupted, MigrationState.Skipped }.Select(state => new MigrationInfo
        {
            Id = state.ToString(), Author = "ann", File = "db/a.yaml", State = state, Description = "createTable tableName=customer", Target = Target,
            AppliedAt = state is MigrationState.Applied or MigrationState.Changed ? new DateTime(2026, 11, 23, 9, 5, 7, DateTimeKind.Unspecified) : null,
            Tag = state == MigrationState.Applied ? "release-1" : null,
            Reason = state == MigrationState.Changed ? "checksum 9:ab12 in history, 9:77fe in the changelog" : null,
        }),
    ];

    static MigrationLock[] Locks() =>
    [
        new() { Target = Target },
        new() { Target = Target, LockedBy = "build07 (10.0.0.7) migrations:1a2b3c4d5e6f", Since = "2026-11-23 09:05:07", IsAlive = true },
        new() { Target = Target, LockedBy = "ann-laptop (192.168.0.3)", Since = "2026-11-20 18:30:00", Broken = true },
    ];

    static MigrationRepair[] Repairs() =>
    [
        .. Enum.GetValues<RepairKind>().Select(kind => new MigrationRepair
        {
            Id = "create-author", Author = "ann", File = "db/a.yaml", Kind = kind, OldChecksum = "9:0ee438d667158832f9c991376c141f33", Description = "createTable tableName=author", Target = Target,
            Checksum = kind == RepairKind.RecalculateChecksum ? "9:ed07e1ddc69dfd80e93559b1a451b94a" : null,
        }),
    ];

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Escape();
}
