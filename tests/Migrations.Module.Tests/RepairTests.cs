namespace Migrations.Tests;

/// <summary>Repair-MigrationHistory and Set-MigrationTag: rows of history, and nothing else.</summary>
public sealed class RepairTests : IDisposable
{
    const string Db = "-Connection 'Data Source=bookstore.db'";

    readonly ModuleSession session = new();

    public RepairTests()
    {
        session.CopyBookstore();
        session.Run($"Invoke-Migration ./bookstore {Db}").Of<MigrationResult>();
    }

    public void Dispose() => session.Dispose();

    [Fact]
    public void Checksums_are_cleared_and_the_next_run_fills_them_in()
    {
        var before = Sums();

        var cleared = session.Run($"Repair-MigrationHistory -ClearChecksum {Db} -Confirm:$false").Of<MigrationRepair>();

        Assert.Equal(before, cleared.Select(r => r.OldChecksum!));
        Assert.All(cleared, r => Assert.Equal((RepairKind.ClearChecksum, null), (r.Kind, r.Checksum)));
        Assert.All(Sums(), sum => Assert.Equal("", sum));
        Assert.Empty(session.Run($"Repair-MigrationHistory -ClearChecksum {Db} -Confirm:$false").Of<MigrationRepair>());
        session.Run($"Invoke-Migration ./bookstore {Db}");
        Assert.Equal(before, Sums());
    }

    [Fact]
    public void Only_those_that_are_named_are_cleared()
    {
        Assert.Equal(["create-book"], session.Run($"Repair-MigrationHistory -ClearChecksum -Id CREATE-book {Db} -Confirm:$false").Of<MigrationRepair>().Select(r => r.Id));
        Assert.Single(Sums(), sum => sum.Length == 0);
        session.Run($"Repair-MigrationHistory -ClearChecksum -Id create-bok {Db} -Confirm:$false").Error("ObjectNotFound,Migrations.RepairMigrationHistoryCommand");
    }

    [Fact]
    public void An_edit_that_was_meant_is_taken_as_it_is()
    {
        Edit("varchar(320)", "varchar(321)");
        session.Run($"Invoke-Migration ./bookstore {Db}").Error("ChecksumMismatch,Migrations.InvokeMigrationCommand");

        var repaired = session.Run($"Repair-MigrationHistory ./bookstore -RecalculateChecksum {Db} -Confirm:$false").Of<MigrationRepair>();

        Assert.Equal(["add-customer-email", "require-customer-email"], repaired.Select(r => r.Id));
        Assert.All(repaired, r => Assert.Contains(r.Checksum!, Sums()));
        Assert.All(repaired, r => Assert.Equal((RepairKind.RecalculateChecksum, true), (r.Kind, r.OldChecksum != r.Checksum)));
        Assert.False(session.Run($"Test-MigrationPlan ./bookstore {Db}").Of<MigrationPlan>()[0].HasChanges);
    }

    [Fact]
    public void What_is_meant_to_run_on_change_is_taken_as_it_is_only_where_it_is_named()
    {
        const string Text = "databaseChangeLog: [{changeSet: {id: view, author: a, runOnChange: true, changes: [{createView: {viewName: v, replaceIfExists: true, selectQuery: select 1 as x}}]}}]";
        session.WriteFile("db/changelog.yaml", Text);
        session.Run($"Invoke-Migration ./db {Db}");
        session.WriteFile("db/changelog.yaml", Text.Replace("select 1", "select 2", StringComparison.Ordinal));

        Assert.Empty(session.Run($"Repair-MigrationHistory ./db -RecalculateChecksum {Db} -Confirm:$false").Of<MigrationRepair>());
        Assert.Single(session.Run($"Get-Migration ./db {Db} -Id view | Repair-MigrationHistory -RecalculateChecksum -Confirm:$false").Of<MigrationRepair>());
        Assert.False(session.Run($"Test-MigrationPlan ./db {Db}").Of<MigrationPlan>()[0].HasChanges);
    }

    [Fact]
    public void A_cleared_checksum_is_recalculated_too()
    {
        session.Run($"Repair-MigrationHistory -ClearChecksum -Id genres {Db} -Confirm:$false");

        Assert.Equal(["genres"], session.Run($"Repair-MigrationHistory ./bookstore -RecalculateChecksum {Db} -Confirm:$false").Of<MigrationRepair>().Select(r => r.Id));
    }

    [Fact]
    public void What_the_changelog_does_not_have_is_forgotten_with_its_way_back()
    {
        Assert.NotEmpty(session.Query("SELECT STATE_KEY FROM MIGRATIONS_STATE WHERE KIND = 'undo'"));
        File.WriteAllText(Path.Combine(session.Folder, "bookstore", "changes", "05-customer-email.yaml"), "databaseChangeLog: []");

        var forgotten = session.Run($"Get-Migration ./bookstore {Db} -State Unexpected | Repair-MigrationHistory -Forget -Confirm:$false").Of<MigrationRepair>();

        Assert.Equal(["add-customer-email", "fill-customer-email", "require-customer-email"], forgotten.Select(r => r.Id));
        Assert.All(forgotten, r => Assert.Equal((RepairKind.Forget, true), (r.Kind, r.AppliedAt is not null)));
        Assert.Equal(["9"], session.Query("SELECT count(*) FROM DATABASECHANGELOG"));
        Assert.Empty(session.Run($"Get-Migration ./bookstore {Db} -State Unexpected").Of<MigrationInfo>());
        Assert.Empty(session.Query("SELECT STATE_KEY FROM MIGRATIONS_STATE WHERE KIND = 'undo'"));
        Assert.Equal(["0|"], session.Query("SELECT LOCKED, LOCKEDBY FROM DATABASECHANGELOGLOCK"));
    }

    [Fact]
    public void What_was_forgotten_is_pending_again()
    {
        session.Run($"Repair-MigrationHistory -Forget -Id fill-customer-email {Db} -Confirm:$false").Of<MigrationRepair>();

        Assert.Equal(["fill-customer-email"], session.Run($"Invoke-Migration ./bookstore {Db}").Of<MigrationResult>().Select(r => r.Id));
    }

    [Theory]
    [InlineData("Repair-MigrationHistory -Forget", "InvalidValue")]
    [InlineData("Repair-MigrationHistory -RecalculateChecksum", "InvalidValue")]
    [InlineData("1 | Repair-MigrationHistory -Forget", "InvalidValue")]
    public void What_does_not_say_enough_is_an_error_and_changes_nothing(string command, string id)
    {
        session.Run($"{command} {Db} -Confirm:$false").Error($"{id},Migrations.RepairMigrationHistoryCommand");
        Assert.Equal(["12"], session.Query("SELECT count(*) FROM DATABASECHANGELOG"));
    }

    [Theory]
    [InlineData("-Forget")]
    [InlineData("-ClearChecksum")]
    [InlineData("-RecalculateChecksum")]
    public void Nothing_on_the_pipeline_means_nothing(string switches)
    {
        Assert.Empty(session.Run($"Get-Migration ./bookstore {Db} -State Changed | Repair-MigrationHistory {switches} -Confirm:$false").Of<MigrationRepair>());
        Assert.DoesNotContain("", Sums());
    }

    [Fact]
    public void It_asks_for_every_row_and_does_those_that_were_agreed_to()
    {
        session.Host.Answers.Enqueue(0);
        session.Host.Answers.Enqueue(2);

        var repaired = session.Run($"Repair-MigrationHistory -Forget -Id genres, create-genre {Db}").Of<MigrationRepair>();

        Assert.Equal(["create-genre"], repaired.Select(r => r.Id));
        Assert.Equal(2, session.Host.Questions.Count);
        Assert.Contains("forget that bookstore/changes/03-genres.yaml::create-genre::ada has run", session.Host.Questions[0], StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        var text = session.Show($"Repair-MigrationHistory -ClearChecksum -Id genres {Db} -WhatIf; Set-MigrationTag x {Db} -WhatIf");

        Assert.Contains("clear the checksum of bookstore/changes/03-genres.yaml::genres::ada", text, StringComparison.Ordinal);
        Assert.Contains("set the tag 'x' on bookstore/changes/05-customer-email.yaml::require-customer-email::grace", text, StringComparison.Ordinal);
        Assert.DoesNotContain("", Sums());
        Assert.Equal(["release-1"], Tags());
    }

    [Fact]
    public void A_tag_is_set_on_the_last_row_and_replaces_the_one_that_it_has()
    {
        var tagged = Assert.Single(session.Run($"Set-MigrationTag v2 {Db}; Set-MigrationTag v3 {Db} -PassThru").Of<MigrationInfo>());

        Assert.Equal(("require-customer-email", "v3", MigrationState.Applied), (tagged.Id, tagged.Tag, tagged.State));
        Assert.Equal(["release-1", "v3"], Tags());
        Assert.Equal(["0|"], session.Query("SELECT LOCKED, LOCKEDBY FROM DATABASECHANGELOGLOCK"));
    }

    [Fact]
    public void A_database_goes_back_to_a_tag_that_was_set_by_hand()
    {
        session.Run($"Undo-Migration ./bookstore {Db} -Count 2 -Confirm:$false; Set-MigrationTag here {Db}; Invoke-Migration ./bookstore {Db}");

        Assert.Equal(2, session.Run($"Undo-Migration ./bookstore {Db} -ToTag here -Confirm:$false").Of<MigrationResult>().Count);
    }

    [Fact]
    public void An_empty_history_gets_a_row_for_the_tag()
    {
        var tagged = Assert.Single(session.Run("Set-MigrationTag start -Connection 'Data Source=new.db' -PassThru").Of<MigrationInfo>());

        Assert.Equal(("liquibase", "liquibase-internal", "start", 1), (tagged.Author, tagged.File, tagged.Tag, tagged.OrderExecuted));
        Assert.Equal(["EXECUTED|9:d41d8cd98f00b204e9800998ecf8427e|empty|"], session.Query("SELECT EXECTYPE, MD5SUM, DESCRIPTION, COMMENTS FROM DATABASECHANGELOG", "new.db"));
    }

    [Fact]
    public void The_row_that_only_carries_a_tag_is_neither_unexpected_nor_undone()
    {
        const string New = "-Connection 'Data Source=new.db'";
        session.Run($"Set-MigrationTag start {New}; Invoke-Migration ./bookstore {New} -Count 2");

        Assert.Empty(session.Run($"Get-Migration ./bookstore {New} -State Unexpected").Of<MigrationInfo>());
        Assert.Equal("start", session.Run($"Get-Migration ./bookstore {New} -State Applied").Of<MigrationInfo>()[^1].Tag);
        Assert.Equal(["create-book", "create-author"], session.Run($"Undo-Migration ./bookstore {New} -Count 9 -Confirm:$false").Of<MigrationResult>().Select(r => r.Id));
        session.Run($"Invoke-Migration ./bookstore {New} -Count 2");
        Assert.Equal(2, session.Run($"Undo-Migration ./bookstore {New} -ToTag start -Confirm:$false").Of<MigrationResult>().Count);
        Assert.Equal(["liquibase-internal"], session.Query("SELECT FILENAME FROM DATABASECHANGELOG", "new.db"));
    }

    [Fact]
    public void A_tag_needs_a_text()
    {
        Assert.StartsWith("ParameterArgumentValidationError", Assert.Single(session.Run($"Set-MigrationTag '' {Db}").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    IReadOnlyList<string> Sums() => session.Query("SELECT MD5SUM FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED");

    IReadOnlyList<string> Tags() => session.Query("SELECT TAG FROM DATABASECHANGELOG WHERE TAG IS NOT NULL ORDER BY ORDEREXECUTED");

    void Edit(string from, string to)
    {
        var file = Path.Combine(session.Folder, "bookstore", "changes", "05-customer-email.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace(from, to, StringComparison.Ordinal));
    }
}
