using Migrations.Changes;

namespace Migrations.Tests.Changes;

/// <summary>What the real Liquibase 4.28.0 was seen to take for numbers and dates.</summary>
public sealed class ColumnValueTextTests
{
    [Theory]
    [InlineData("5")]
    [InlineData("-5")]
    [InlineData("1,234.50")]
    [InlineData(",5")]
    [InlineData(".5")]
    [InlineData("12abc")]
    [InlineData("5-")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("-∞")]
    [InlineData("٣")]
    public void Is_a_number(string text) => Assert.True(ColumnValueText.StartsLikeNumber(text));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("+5")]
    [InlineData(" 5")]
    [InlineData("--5")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("$5")]
    [InlineData("Infinity")]
    public void Is_no_number(string text) => Assert.False(ColumnValueText.StartsLikeNumber(text));

    [Theory]
    [InlineData("2024-05-06", "2024-05-06")]
    [InlineData("2024-02-30", "2024-03-01")]
    [InlineData("2024-13-01", "2025-01-01")]
    [InlineData("2024-05-0a", "2024-04-30")]
    [InlineData("9999-12-31", "9999-12-31")]
    [InlineData("01:02:03", "01:02:03")]
    [InlineData("1:2:3", "01:02:03")]
    [InlineData("25:00:00", "01:00:00")]
    [InlineData("12:00:00abc", "12:00:00")]
    [InlineData("2024-05-06T01:02:03", "2024-05-06T01:02:03")]
    [InlineData("2024-05-06 01:02:03", "2024-05-06T01:02:03")]
    [InlineData("2024-05-06T25:00:00", "2024-05-07T01:00:00")]
    [InlineData("2024-05-06 01:02:03.5", "2024-05-06T01:02:03.5")]
    [InlineData("2024-05-06T01:02:03.500", "2024-05-06T01:02:03.5")]
    [InlineData("2024-05-06T01:02:03.0", "2024-05-06T01:02:03")]
    [InlineData("2024-05-06T01:02:03.123456789", "2024-05-06T01:02:03.123456789")]
    [InlineData("2024-05-06T01:02:03.5+02:00", "2024-05-06T01:02:03.5")]
    public void Is_a_date(string text, string date) => Assert.Equal(date, ColumnValueText.NormalizeDate(text));

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("20240506")]
    [InlineData("2024-5-6")]
    [InlineData("2024/05/06")]
    [InlineData("06.05.2024")]
    [InlineData("01:02")]
    [InlineData("12:00:00.5")]
    [InlineData("2024-05-06T01:02")]
    [InlineData("2024-05-06X01:02:03")]
    [InlineData("2024-05-06T01:02:03Z")]
    [InlineData("2024-05-06T01:02:03+02:00")]
    [InlineData("2024-05-06 01:02:03 +02:00")]
    [InlineData("2024-05-06T01:02:03.")]
    [InlineData("2024-05-06T01:02:03.x")]
    [InlineData("2024-05-06T01:02:03.1234567891")]
    [InlineData("10000-01-01")]
    public void Is_no_date(string text) => Assert.Null(ColumnValueText.NormalizeDate(text));
}
