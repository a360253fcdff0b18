using System.Text;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.Tests.Changes;

namespace Migrations.Tests.Checksums;

public sealed class ChecksumV9Tests
{
    public static TheoryData<string, string> Cases => ChecksumCorpus.Cases();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_are_those_of_the_real_Liquibase(string dbms, string file)
    {
        var expected = ChecksumCorpus.ExpectedOf(dbms, file);
        var actual = ChecksumCorpus.Read(dbms, file);
        Assert.Equal(expected.Select(e => e.Id), actual.Select(a => a.ChangeSet.Id));
        var report = new StringBuilder();
        for (var i = 0; i < expected.Length; i++)
        {
            if (actual[i].Sum != expected[i].Sum)
                report.Append(Differences(file, i, actual[i], expected[i]));
        }
        Assert.True(report.Length == 0, report.ToString());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Descriptions_are_those_of_the_real_Liquibase(string dbms, string file) =>
        Assert.Equal(ChecksumCorpus.ExpectedOf(dbms, file).Select(e => e.Description), ChecksumCorpus.Read(dbms, file).Select(a => OneLine(ChangeDescription.Of(a.Changes))));

    [Fact]
    public void The_sum_that_versions_before_4_26_gave_a_file_with_properties_is_that_of_its_expanded_text()
    {
        var files = new FakeResources(new() { ["a.sql"] = "select ${x}"u8.ToArray() });

        Assert.Equal(ChecksumV9.Of(ChangeYaml.Read("sql: select 42"), files), ChecksumV9.Of(ChangeYaml.Read("sqlFile: {path: a.sql}"), files, expandSqlFiles: true));
        Assert.Equal(ChecksumV9.Of(ChangeYaml.Read("sql: 'select ${x}'"), files), ChecksumV9.Of(ChangeYaml.Read("sqlFile: {path: a.sql}"), files));
    }

    [Theory]
    [InlineData("createIndex: {tableName: t, columns: [{column: {name: a}}]}", "createIndex: {tableName: t, columns: [{column: {name: a}}], x-migrations: {online: true, allow: [a, b]}}")]
    [InlineData("sql: {sql: select 1}", "sql: {sql: select 1, x-migrations: {allow: [a]}}")]
    public void Our_extensions_never_count(string without, string with) =>
        Assert.Equal(ChecksumV9.Of(ChangeYaml.Read(without), new FakeResources([])), ChecksumV9.Of(ChangeYaml.Read(with), new FakeResources([])));

    static string OneLine(string text) =>
        text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    static string Differences(string file, int index, ChecksumCorpus.Actual actual, ChecksumCorpus.Expected expected)
    {
        var report = new StringBuilder(FormattableString.Invariant($"{expected.Id}: {actual.Sum} instead of {expected.Sum}\n"));
        foreach (var (change, (sum, text)) in actual.Changes.Zip(ChecksumCorpus.SerializedChanges(file, index)))
        {
            if (ChecksumV9.Of(change, actual.Resources) is var ours && ours != sum)
                report.Append(FormattableString.Invariant($"{ours} instead of {sum}\n{ChecksumV9.TextOf(change)}\n--- Liquibase ---\n{text}\n"));
        }
        return report.ToString();
    }
}
