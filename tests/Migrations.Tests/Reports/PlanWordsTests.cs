using Migrations.Reports;

namespace Migrations.Tests.Reports;

public sealed class PlanWordsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1000, "1 k")]
    [InlineData(1234, "1.2 k")]
    [InlineData(99_960, "100 k")]
    [InlineData(999_499, "999 k")]
    [InlineData(999_960, "1 M")]
    [InlineData(1_234_567, "1.2 M")]
    [InlineData(88_400_000, "88.4 M")]
    [InlineData(7_000_000_000, "7 G")]
    [InlineData(long.MaxValue, "9223372 T")]
    public void Rows_are_short(long rows, string expected) => Assert.Equal(expected, PlanWords.Rows(rows));

    [Theory]
    [InlineData(0, "< 1 s")]
    [InlineData(0.99, "< 1 s")]
    [InlineData(12.3, "~12 s")]
    [InlineData(59.4, "~59 s")]
    [InlineData(59.6, "~1 min")]
    [InlineData(444, "~7 min")]
    [InlineData(3599, "~1 h 00 min")]
    [InlineData(7500, "~2 h 05 min")]
    public void Times_are_about(double seconds, string expected) => Assert.Equal(expected, PlanWords.About(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Every_culture_reads_the_same()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1.2 M", PlanWords.Rows(1_234_567));
            Assert.Equal("1.23 s", PlanWords.Took(TimeSpan.FromSeconds(1.234)));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
