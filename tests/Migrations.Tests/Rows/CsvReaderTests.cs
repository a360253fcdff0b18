using System.Text;
using Migrations.Rows;

namespace Migrations.Tests.Rows;

/// <summary>What is expected of odd files is what opencsv 5.9, with which Liquibase 4.28 reads, made of them.</summary>
public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "<a><b>|<1><2>")]
    [InlineData("a,b\r\n1,2\r\n\r\n3,4", "<a><b>|<1><2>|<>|<3><4>")]
    [InlineData("a\rb", "<a>|<b>")]
    [InlineData("\"a\nb\",c\nx", "<a\nb><c>|<x>")]
    [InlineData("\"a\r\nb\",c", "<a\nb><c>")]
    [InlineData("\"a\n\nb\",c", "<a\n\nb><c>")]
    [InlineData("a,\"b\",\n", "<a><b><>")]
    [InlineData("a,b,\n", "<a><b><>")]
    [InlineData("\"\",\"\",\n", "<><><>")]
    [InlineData("\"a\"\"b\",c", "<a\"b><c>")]
    [InlineData("\"\"\"a\"\"\",c", "<\"a\"><c>")]
    [InlineData("a \"q\" b,c", "<a \"q\" b><c>")]
    [InlineData("\"a\"\",b\",c\n", "<a\",b><c>")]
    [InlineData("x,\"a\"\"\"\n", "<x><a\">")]
    [InlineData("x,\"\"\"\"\n", "<x><\">")]
    [InlineData("x,\"\"\n", "<x><>")]
    [InlineData("\"a,b\"c\"d,e\",f", "<a,b\"c\"d,e><f>")]
    [InlineData("\"\"q\"\",f", "<\"q\"><f>")]
    [InlineData("it\"s,b\nc,d", "<it\"s><b>|<c><d>")]
    [InlineData("a,it\"s\nb\"c,d", "<a><it\"s\nb\"c><d>")]
    [InlineData(" a , b ", "< a >< b >")]
    [InlineData("back\\slash,\\n,a\\\"b,x", "<back\\slash><\\n><a\\\"b><x>")]
    public void Records_are_those_of_opencsv(string csv, string expected) => Assert.Equal(expected, string.Join('|', Read(csv)));

    [Theory]
    [InlineData("\"a\"b,c\n")]
    [InlineData("\"a,b")]
    [InlineData("\"a\",\"\n")]
    [InlineData("a,\"b\" \nc")]
    [InlineData("a, \"b,c\"\n")]
    [InlineData("x,\"\"\"\n")]
    public void A_quote_that_is_not_closed_is_an_error_at_the_record(string csv)
    {
        var error = Assert.Throws<MigrationException>(() => Read("h\n" + csv));
        Assert.Equal(ErrorCode.InvalidValue, error.Code);
        Assert.Equal(2, error.Span!.Value.Line);
    }

    [Fact]
    public void Nothing_is_lost_where_one_piece_of_the_file_ends_and_the_next_begins()
    {
        var csv = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
            csv.Append(i).Append(i % 3 == 0 ? ",\"a \"\"quoted\"\" \r\n" : ",plain ").Append(i).Append(i % 3 == 0 ? "\"\r\n" : "\r\n");
        var reader = new CsvReader(new StringReader(csv.ToString()), ',', '"', "f.csv");
        var line = 1;
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(line, reader.Line);
            Assert.Equal($"{i}", reader[0].ToString());
            Assert.Equal(i % 3 == 0 ? $"a \"quoted\" \n{i}" : $"plain {i}", reader[1].ToString());
            line += i % 3 == 0 ? 2 : 1;
        }
        Assert.False(reader.Read());
    }

    [Fact]
    public void Without_a_quote_character_quotes_are_text()
    {
        var reader = new CsvReader(new StringReader("\"a;b\";\"\n"), ';', null, "f.csv");
        Assert.True(reader.Read());
        Assert.Equal("\"a|b\"|\"", $"{reader[0]}|{reader[1]}|{reader[2]}");
    }

    static List<string> Read(string csv)
    {
        var reader = new CsvReader(new StringReader(csv), ',', '"', "f.csv");
        var records = new List<string>();
        while (reader.Read())
            records.Add(string.Concat(Enumerable.Range(0, reader.Count).Select(i => $"<{reader[i]}>")));
        return records;
    }
}
