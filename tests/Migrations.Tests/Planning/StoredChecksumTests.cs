using Migrations.History;
using Migrations.Planning;

namespace Migrations.Tests.Planning;

/// <summary>What a stored checksum leads to. All sums are those of the real Liquibase 4.28.</summary>
public sealed class StoredChecksumTests : IDisposable
{
    const string Current = "9:6eca554d449cbab9955ef523a0171844";
    const string Version8 = "8:8334dd16ec60f5d66eed7423dab9f288";
    const string Other9 = "9:0cc175b9c0f1b6a831c399e269772661";
    const string Other8 = "8:0cc175b9c0f1b6a831c399e269772661";

    readonly PlanFolder folder = new();

    [Theory]
    [InlineData("", Current, null)]
    [InlineData("", null, Current)]
    [InlineData("", Version8, Current)]
    [InlineData("validCheckSum: '" + Current + "', ", Other9, null)]
    [InlineData("validCheckSum: '" + Other9 + "', ", Other9, null)]
    [InlineData("validCheckSum: '" + Version8 + "', ", Other8, Current)]
    [InlineData("validCheckSum: ['8:1', '" + Current + "'], ", Other9, null)]
    [InlineData("validCheckSum: all, ", Other9, null)]
    [InlineData("validCheckSum: '1:all', ", Other9, null)]
    [InlineData("validCheckSum: '*', ", Other8, Current)]
    public void A_valid_sum_runs_nothing_and_an_old_one_is_replaced(string attributes, string? stored, string? upgrade)
    {
        var run = Plan(attributes, stored);
        Assert.Equal((1, 0), (run.AppliedCount, run.ChangeSets.Length));
        Assert.Equal(upgrade, run.ChecksumUpdates.Select(u => u.Checksum).SingleOrDefault());
    }

    [Theory]
    [InlineData("", Other9, Current)]
    [InlineData("", Other8, Version8)]
    [InlineData("", "0cc175b9c0f1b6a831c399e269772661", "1:")]
    [InlineData("", "7:0cc175b9c0f1b6a831c399e269772661", "7:")]
    [InlineData("onValidationFail: MARK_RAN, ", Other9, Current)]
    [InlineData("validCheckSum: '" + Current + "', ", Other8, Version8)]
    [InlineData("validCheckSum: '" + Version8 + "', ", Other9, Current)]
    [InlineData("validCheckSum: '1:*', ", Other9, Current)]
    [InlineData("validCheckSum: '9:any', ", Other9, Current)]
    public void Any_other_is_an_error_that_shows_the_sum_of_the_same_version(string attributes, string stored, string now)
    {
        var error = Assert.Throws<MigrationException>(() => Plan(attributes, stored));
        Assert.Equal(ErrorCode.ChecksumMismatch, error.Code);
        Assert.Contains($"was {stored} and is now {now}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runOnChange: true, ", Other8, MigrationState.Rerun)]
    [InlineData("runAlways: true, ", Other9, MigrationState.Rerun)]
    [InlineData("runAlways: true, ", Version8, MigrationState.Rerun)]
    public void What_runs_again_may_have_any_sum(string attributes, string stored, MigrationState state) => Assert.Equal(state, Plan(attributes, stored).ChangeSets.Single().State);

    [Theory]
    [InlineData("7:6e787c6f6ef009188bb871d92b5a2c82")]
    [InlineData("8:cab50d07d7d81d86331ca7ec482b5539")]
    public void Every_older_version_has_sums_by_the_rules_of_version_8(string stored)
    {
        var run = folder.Plan("- changeSet: {id: 1, author: a, changes: [{createTable: {tableName: n1, columns: [{column: {name: id, type: int}}]}}]}", Row(stored));
        Assert.Equal("9:b548588ea5f04518731daa2fb4491cfa", run.ChecksumUpdates.Single().Checksum);
    }

    [Theory]
    [InlineData("4.25.1", true)]
    [InlineData("4.26.0", false)]
    [InlineData(null, false)]
    [InlineData("DEV", false)]
    public void The_sum_of_a_file_with_its_properties_replaced_is_valid_where_a_version_before_4_26_stored_it(string? version, bool valid)
    {
        const string entries = "- property: {name: who, value: bob}\n- changeSet: {id: 1, author: a, changes: [{sqlFile: {path: s.sql}}]}";
        folder.Write("s.sql", "select '${who}'\n");
        var row = Row("9:e86d0b682b467b854124330583cf2d64") with { Liquibase = version };
        if (valid)
            Assert.Equal("9:eef501c212a8aac1e66dee40f1476a24", folder.Plan(entries, row).ChecksumUpdates.Single().Checksum);
        else
            Assert.Equal(ErrorCode.ChecksumMismatch, Assert.Throws<MigrationException>(() => folder.Plan(entries, row)).Code);
    }

    public void Dispose() => folder.Dispose();

    PlannedRun Plan(string attributes, string? stored) => folder.Plan($"- changeSet: {{id: 1, author: a, {attributes}changes: [{{sql: {{sql: 'insert into n1 values (4)'}}}}]}}", Row(stored));

    static HistoryRow Row(string? sum) => new() { Id = "1", Author = "a", FileName = "changelog.yaml", Md5Sum = sum, OrderExecuted = 1, Liquibase = "4.28.0" };
}
