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
}
