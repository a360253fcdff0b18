using System.Text;
using Migrations.Changelog;

namespace Migrations.Tests.Checksums;

public sealed class ChecksumV8Tests
{
    /// <summary>The edges were only looked at in version 9.</summary>
    public static TheoryData<string, string> Cases => [.. ChecksumCorpus.Cases().Where(c => c.Data.Item2.StartsWith("corpus/", StringComparison.Ordinal)).Select(c => c.Data)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_are_those_of_the_real_Liquibase(string dbms, string file)
    {
        var expected = ChecksumCorpus.ExpectedOf(dbms, file);
        var actual = ChecksumCorpus.Read(dbms, file);
        var report = new StringBuilder();
        for (var i = 0; i < expected.Length; i++)
        {
            if (new ChecksumV8(8).Compute(actual[i].ChangeSet, actual[i].Changes, actual[i].Resources) is var sum && sum != expected[i].SumV8)
                report.Append(FormattableString.Invariant($"{expected[i].Id}: {sum} instead of {expected[i].SumV8}\n{string.Join('\n', actual[i].Changes.Select(ChecksumV8.TextOf))}\n"));
        }
        Assert.True(report.Length == 0, report.ToString());
    }

    /// <summary>The databases of an edit stand in the order of a Java set. The sums are those that the real Liquibase names when it finds others in history.</summary>
    [Theory]
    [InlineData(8, "postgresql, sqlite, mysql, oracle, h2", "8:4bd5f7f755c30cbbf1317395121c1a63")]
    [InlineData(7, "postgresql, sqlite, mysql, oracle, h2", "7:f09cfa1f426e766f4b1b91352bf735b9")]
    [InlineData(8, "!mysql", "8:8d6abbc9d4d8eb8a48a010bc0d0c5d94")]
    public void Edits_count_with_their_filters(int version, string dbms, string sum)
    {
        using var folder = new Planning.PlanFolder();
        var id = dbms.StartsWith('!') ? 2 : 1;
        var entries = $"- changeSet: {{id: m, author: me, changes: [{{sql: {{sql: 'select {id}'}}}}], modifySql: [{{append: {{value: ' -- x'}}}}, {{dbms: '{dbms}'}}]}}";
        Assert.Equal(sum, folder.Read(entries).ChangeSets.Single().OlderChecksum(version));
    }
}
