using Migrations.Dialects.PostgreSql;

namespace Migrations.Tests.PostgreSql;

public sealed class PostgreSqlSignatureTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("integer", "int")]
    [InlineData("a integer, text", "int, text")]
    [InlineData("IN a int, OUT b text, INOUT c bigint, VARIADIC d text[]", "int, bigint, text[]")]
    [InlineData("in out a int4", "int")]
    [InlineData("double precision, d double precision", "double precision, double precision")]
    [InlineData("a character varying(10), character varying, varchar(3)[]", "varchar, varchar, varchar[]")]
    [InlineData("timestamp with time zone, t timestamp without time zone, time(3)", "timestamptz, timestamp, time")]
    [InlineData("a numeric(10, 2) = 1.5, b text DEFAULT f('x, y', 2), c int := 3", "numeric, text, int")]
    [InlineData("\"A b\" app.mood, app.\"Mood\"", "app.mood, app.\"Mood\"")]
    [InlineData("a money, money[]", "money, money[]")]
    [InlineData("a public.mood", "mood")]
    [InlineData("a /* x, y */ int -- z", "int")]
    public void It_is_the_types_that_go_in(string arguments, string expected) =>
        Assert.Equal(expected, PostgreSqlSignature.Of(arguments, new PostgreSqlDialect().Lexical, "public"));
}
