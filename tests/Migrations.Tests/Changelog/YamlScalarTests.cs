using System.Numerics;

namespace Migrations.Tests.Changelog;

/// <summary>Every expectation was read off SnakeYAML 2.2 as Liquibase 4.28 sets it up.</summary>
public class YamlScalarTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("001", "1")]
    [InlineData("010", "8")]
    [InlineData("08", "08")]
    [InlineData("-010", "-8")]
    [InlineData("0x1F", "31")]
    [InlineData("0b101", "5")]
    [InlineData("0o17", "0o17")]
    [InlineData("1_000", "1000")]
    [InlineData("+12", "12")]
    [InlineData("1:30", "90")]
    [InlineData("12:30:45", "45045")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1e3", "1000.0")]
    [InlineData("1E+3", "1000.0")]
    [InlineData("1.0", "1.0")]
    [InlineData("1.50", "1.5")]
    [InlineData("1.10", "1.1")]
    [InlineData("1.", "1.0")]
    [InlineData(".5", "0.5")]
    [InlineData("1:30.5", "90.5")]
    [InlineData("1e10", "1.0E10")]
    [InlineData(".inf", "Infinity")]
    [InlineData("-.INF", "-Infinity")]
    [InlineData(".NaN", "NaN")]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("TRUE", "true")]
    [InlineData("y", "y")]
    [InlineData("yEs", "yEs")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("2024-05-06", "Mon May 06 00:00:00 UTC 2024")]
    [InlineData("2024-13-41", "Mon Feb 10 00:00:00 UTC 2025")]
    [InlineData("2024-5-6", "2024-5-6")]
    [InlineData("2024-05-06T01:02:03", "2024-05-06 01:02:03")]
    [InlineData("2024-05-06 01:02:03.5Z", "2024-05-06 01:02:03")]
    [InlineData("2024-05-06T01:02:03+02:00", "Sun May 05 23:02:03 UTC 2024")]
    [InlineData("2024-05-06 01:02:03 -7", "Mon May 06 08:02:03 UTC 2024")]
    [InlineData("=", "=")]
    [InlineData("a value # comment", "a value")]
    [InlineData("'001'", "001")]
    [InlineData("\"yes\"", "yes")]
    [InlineData("''", "")]
    [InlineData("!!str 1.50", "1.50")]
    [InlineData("!!int '7'", "7")]
    [InlineData("!!float '5'", "5.0")]
    [InlineData("!!bool 'on'", "true")]
    [InlineData("!!timestamp '2024-05-06'", "Mon May 06 00:00:00 UTC 2024")]
    [InlineData("! \"yes\"", "true")]
    [InlineData("!!binary aGk=", "aGk=")]
    public void A_scalar_has_the_text_that_Liquibase_makes_of_it(string written, string expected) =>
        Assert.Equal(expected, Yaml.Scalar(written).Text);

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("!!null x")]
    public void Nothing_and_null_are_null(string written) => Assert.True(Yaml.Scalar(written).IsNull);

    [Fact]
    public void Types_are_kept()
    {
        Assert.IsType<BigInteger>(Yaml.Scalar("1").Value);
        Assert.IsType<double>(Yaml.Scalar("1e3").Value);
        Assert.IsType<bool>(Yaml.Scalar("off").Value);
        Assert.IsType<DateTimeOffset>(Yaml.Scalar("2024-05-06").Value);
        Assert.IsType<string>(Yaml.Scalar("2024-05-06T00:00:00").Value);
        Assert.IsType<byte[]>(Yaml.Scalar("!!binary aGk=").Value);
    }

    [Fact]
    public void The_text_as_written_is_kept()
    {
        Assert.Equal("0x1F", Yaml.Scalar("0x1F").SourceText);
        Assert.Equal("001", Yaml.Scalar("'001'").SourceText);
    }

    [Theory]
    [InlineData("0000-00-00")]
    [InlineData("9999-99-99")]
    [InlineData("._")]
    [InlineData("!!int x")]
    [InlineData("!!bool maybe")]
    public void What_looks_like_a_type_and_is_none_is_an_error_that_says_quote_it(string written)
    {
        var error = Assert.Throws<MigrationException>(() => Yaml.Scalar(written));
        Assert.Equal(ErrorCode.InvalidSyntax, error.Code);
        Assert.Contains("quotes", error.Advice);
        Assert.StartsWith("db/test.yaml:1:4", error.Message);
    }

    [Fact]
    public void A_number_of_a_million_digits_is_refused_in_no_time() =>
        Assert.Contains("digits", Yaml.Fails("v: " + new string('9', 1_000_000)).Message);
}
