using System.Text;
using Migrations.Changelog;
using Migrations.Changes;

namespace Migrations.Tests.Changes;

public sealed class FileTextTests
{
    static readonly SourceSpan Span = new("a.yaml", 3, 5);

    [Theory]
    [InlineData(null, "5A6FC3AB")]
    [InlineData("", "5A6FC3AB")]
    [InlineData("UTF-8", "5A6FC3AB")]
    [InlineData("UTF8", "5A6FC3AB")]
    [InlineData("ISO-8859-1", "5A6FEB")]
    [InlineData("ISO8859_1", "5A6FEB")]
    [InlineData("latin1", "5A6FEB")]
    [InlineData("windows-1252", "5A6FEB")]
    [InlineData("Cp1252", "5A6FEB")]
    [InlineData("Cp850", "5A6F89")]
    [InlineData("UTF-16LE", "5A006F00EB00")]
    [InlineData(null, "EFBBBF5A6FC3AB")]
    [InlineData("ISO-8859-1", "EFBBBF5A6FC3AB")]
    [InlineData(null, "FFFE5A006F00EB00")]
    [InlineData("UTF-16", "FFFE5A006F00EB00")]
    [InlineData(null, "FEFF005A006F00EB")]
    public void A_file_is_read_in_its_encoding_and_a_byte_order_mark_wins(string? encoding, string bytes) =>
        Assert.Equal("Zoë", FileText.Decode(Convert.FromHexString(bytes), encoding, "a.sql", Span));

    [Fact]
    public void Bytes_that_are_not_in_the_encoding_are_an_error_at_the_place_that_names_the_file()
    {
        var error = Assert.Throws<MigrationException>(() => FileText.Decode([0x5A, 0xEB], null, "a.sql", Span));

        Assert.Equal((ErrorCode.InvalidValue, Span), (error.Code, error.Span));
        Assert.Contains("a.sql", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoding_that_nobody_knows_is_an_error() =>
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => FileText.Decode("a"u8, "nope", "a.sql", Span)).Code);

    [Fact]
    public void For_the_checksum_of_a_view_bytes_that_are_no_text_do_not_matter() =>
        Assert.Equal("Zo\uFFFD", FileText.DecodeLeniently([.. Encoding.ASCII.GetBytes("Zo"), 0xEB]));
}
