using System.Text;
using Migrations.Dialects;
using Migrations.Rows;
using Migrations.Sql;
using Migrations.Tests.Changes;

namespace Migrations.Tests.Rows;

/// <summary>Which values the fields of a file become.</summary>
public sealed class CsvRowsTests
{
    static readonly SqlDialect Dialect = DialectRegistry.Get("postgresql").DefaultDialect;

    [Theory]
    [InlineData(RowKind.String, "", "StringValue { Text =  }")]
    [InlineData(RowKind.String, "nUlL", "NullValue { }")]
    [InlineData(RowKind.String, " x ", "StringValue { Text =  x  }")]
    [InlineData(RowKind.String, "NOW()", "StringValue { Text = NOW() }")]
    [InlineData(RowKind.Text, "", "NullValue { }")]
    [InlineData(RowKind.Boolean, "", "NullValue { }")]
    [InlineData(RowKind.Boolean, " TRUE ", "BooleanValue { Value = True }")]
    [InlineData(RowKind.Boolean, "y", "BooleanValue { Value = True }")]
    [InlineData(RowKind.Boolean, "2", "BooleanValue { Value = True }")]
    [InlineData(RowKind.Boolean, "off", "BooleanValue { Value = False }")]
    [InlineData(RowKind.Boolean, "-1", "BooleanValue { Value = False }")]
    [InlineData(RowKind.Numeric, "007", "NumberValue { Text = 007, IsQuoted = False }")]
    [InlineData(RowKind.Numeric, "+5", "NumberValue { Text = 5, IsQuoted = False }")]
    [InlineData(RowKind.Numeric, " 1.5e3 ", "NumberValue { Text = 1.5e3, IsQuoted = False }")]
    [InlineData(RowKind.Numeric, "(4)", "NumberValue { Text = 4, IsQuoted = False }")]
    [InlineData(RowKind.Numeric, "nextval('s')", "ExpressionValue { Sql = nextval('s') }")]
    [InlineData(RowKind.Numeric, "", "NullValue { }")]
    [InlineData(RowKind.Date, "2024-02-28", "DateValue { Text = 2024-02-28 }")]
    [InlineData(RowKind.Date, "2024-02-30", "DateValue { Text = 2024-03-01 }")]
    [InlineData(RowKind.Date, "2024-01-02T03:04:05", "DateValue { Text = 2024-01-02T03:04:05 }")]
    [InlineData(RowKind.Date, "2024-01-02 03:04:05.120", "DateValue { Text = 2024-01-02T03:04:05.12 }")]
    [InlineData(RowKind.Date, "03:04:05", "DateValue { Text = 03:04:05 }")]
    [InlineData(RowKind.Date, "current_date", "ExpressionValue { Sql = current_date }")]
    [InlineData(RowKind.Computed, "1 + 1", "ExpressionValue { Sql = 1 + 1 }")]
    [InlineData(RowKind.Sequence, "seq", "SequenceNextValue { Sequence = seq, Owned = False }")]
    [InlineData(RowKind.Clob, "no such file", "StringValue { Text = no such file }")]
    [InlineData(RowKind.Clob, "note.txt", "StringValue { Text = ä }")]
    public void A_field_becomes_a_value_by_its_kind(RowKind kind, string field, string expected) => Assert.Equal(expected, Value(kind, field).ToString());

    [Theory]
    [InlineData("AAH/", new byte[] { 0, 1, 255 })]
    [InlineData("note.txt", new byte[] { 0xC3, 0xA4 })]
    public void Bytes_are_base64_or_a_file(string field, byte[] expected) => Assert.Equal(expected, Assert.IsType<BinaryValue>(Value(RowKind.Blob, field)).Bytes.ToArray());

    [Fact]
    public void Now_is_the_moment_of_the_load()
    {
        Assert.Equal($"{DateTime.Now.AddDays(-2):yyyy-MM-dd}", Assert.IsType<DateValue>(Value(RowKind.Date, "today-2")).Text);
        Assert.Equal($"{DateTime.Now.AddYears(1):yyyy-MM-dd}", Assert.IsType<DateValue>(Value(RowKind.Date, "NOW+1year")).Text);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$", Assert.IsType<DateValue>(Value(RowKind.DateTime, "now")).Text);
    }

    [Theory]
    [InlineData(RowKind.Numeric, "1,234.5", "'1,234.5' is not a number")]
    [InlineData(RowKind.Numeric, "12abc", "'12abc' is not a number")]
    [InlineData(RowKind.Date, "now+1week", "'now+1week' is not a moment")]
    [InlineData(RowKind.Blob, "no such file", "neither base64 nor a file")]
    [InlineData(RowKind.Sequence, "", "the name of a sequence is missing")]
    public void A_field_that_has_no_value_is_an_error_at_its_line(RowKind kind, string field, string expected)
    {
        var error = Assert.Throws<MigrationException>(() => Value(kind, field));
        Assert.Equal(ErrorCode.InvalidValue, error.Code);
        Assert.StartsWith("rows.csv:4:2: field f: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1\n", "the record has 1 fields, the header 2")]
    [InlineData("1,2,3\n", "the record has 3 fields, the header 2")]
    public void A_record_has_as_many_fields_as_the_header(string row, string expected)
    {
        var error = Assert.Throws<MigrationException>(() => Source(RowKind.String, Encoding.UTF8.GetBytes("id,f\n1,1\n" + row)).Read(Dialect).Select(r => r.Value(0)).ToList());
        Assert.Equal($"rows.csv:3:1: {expected}", error.Message);
    }

    [Fact]
    public void Bytes_that_are_not_in_the_encoding_are_an_error() =>
        Assert.Contains("not text in the encoding", Assert.Throws<MigrationException>(() => Source(RowKind.String, [.. "id,f\n1,"u8, 0xE4, .. "\n"u8]).Read(Dialect).Select(r => r.Value(0)).ToList()).Message);

    [Fact]
    public void A_mark_at_the_beginning_wins_over_the_encoding()
    {
        var source = Source(RowKind.String, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("id,f\n1,ä\n")]);
        Assert.Equal(new StringValue("ä"), source.Read(Dialect).Select(r => r.Value(0)).Single());
    }

    [Fact]
    public void What_is_kept_of_a_load_says_where_the_rows_are_and_reads_them_again()
    {
        var source = Source(RowKind.Numeric, "id,f\n1,42\n"u8.ToArray());
        var json = new RowLoad(new(null, "t"), [new("f", new("int"))], source).Serialize();
        Assert.DoesNotContain("42", json, StringComparison.Ordinal);
        Assert.Equal(new NumberValue("42"), RowLoad.Read(json, source.Files).Source.Read(Dialect).Select(r => r.Value(0)).Single());
        Assert.Equal(ErrorCode.RollbackImpossible, Assert.Throws<MigrationException>(() => RowLoad.Read(json, null).Source.Read(Dialect).Select(r => r.Value(0)).ToList()).Code);
    }

    [Fact]
    public void Rows_as_statements_are_not_longer_than_every_database_takes()
    {
        var csv = new StringBuilder("id,f\n");
        for (var i = 0; i < 2500; i++)
            csv.Append(i).Append(",x\n");
        var batches = new RowLoad(new(null, "t"), [new("f", null)], Source(RowKind.String, Encoding.UTF8.GetBytes(csv.ToString()))).ToStatements(Dialect).ToList();
        Assert.Equal([1000, 1000, 500], batches.Select(b => b.Rows.Length));
        Assert.StartsWith("INSERT INTO \"t\" (\"f\") VALUES ('x'),\n('x'),", batches[0].Sql, StringComparison.Ordinal);
    }

    // A row that has nothing to say stands before the one that matters: an empty line, and a comment.
    static SqlValue Value(RowKind kind, string field) =>
        Source(kind, Encoding.UTF8.GetBytes($"id,f\n\n# comment\n1,\"{field}\"\n")).Read(Dialect).Select(r => r.Value(0)).Single();

    static CsvRows Source(RowKind kind, byte[] csv) => new(new("rows.csv", false) { Comment = "#" }, 2, [new RowColumn(1, "f", "f", kind)])
    {
        Files = new FakeResources(new() { ["rows.csv"] = csv, ["note.txt"] = "ä"u8.ToArray() }),
    };
}
