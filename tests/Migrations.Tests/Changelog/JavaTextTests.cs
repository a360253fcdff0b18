using System.Globalization;
using System.Numerics;
using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

public class JavaTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1, "1.0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(1000, "1000.0")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.00099, "9.9E-4")]
    [InlineData(9999999, "9999999.0")]
    [InlineData(12345678.9, "1.23456789E7")]
    [InlineData(1e7, "1.0E7")]
    [InlineData(1e10, "1.0E10")]
    [InlineData(1e21, "1.0E21")]
    [InlineData(0.1, "0.1")]
    [InlineData(123.456, "123.456")]
    [InlineData(100, "100.0")]
    [InlineData(4.9e-324, "4.9E-324")]
    [InlineData(1.7976931348623157E308, "1.7976931348623157E308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_double_has_the_text_that_Java_gives_it(double value, string expected) => Assert.Equal(expected, JavaText.Of(value));

    [Fact]
    public void A_date_has_the_text_of_a_Java_date_in_UTC()
    {
        Assert.Equal("Mon May 06 00:00:00 UTC 2024", JavaText.Of(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal("Sun May 05 22:30:00 UTC 2024", JavaText.Of(new DateTimeOffset(2024, 5, 6, 0, 30, 0, TimeSpan.FromHours(2))));
    }

    [Fact]
    public void Other_types_have_the_text_that_Java_gives_them()
    {
        Assert.Equal("true", JavaText.Of((object)true));
        Assert.Equal("123456789012345678901234567890",
            JavaText.Of((object)BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture)));
        Assert.Equal("text", JavaText.Of("text"));
        Assert.Equal("null", JavaText.Of(null));
        Assert.Throws<ArgumentException>(() => JavaText.Of(new object()));
    }

    [Fact]
    public void The_text_does_not_depend_on_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal("1.5", JavaText.Of(1.5));
            Assert.Equal("Mon May 06 00:00:00 UTC 2024", JavaText.Of(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
