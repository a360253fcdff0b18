using Migrations.Dialects;
using Migrations.Proof;

namespace Migrations.Tests.Proof;

/// <summary>Texts that say the same are equal, and others are not.</summary>
public sealed class SqlFormTests
{
    [Theory]
    [InlineData("create view v as select a from t", "CREATE VIEW \"v\" AS\n  SELECT [a] -- the first\n  FROM `t`;")]
    [InlineData("create trigger if not exists x after insert on t begin select 1; end", "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END")]
    [InlineData("a<150", "a < 150")]
    public void The_same(string a, string b) => Assert.Equal(Of(a), Of(b));

    [Theory]
    [InlineData("select 'A'", "select 'a'")]
    [InlineData("a < 150", "a < 15")]
    [InlineData("select a b", "select ab")]
    [InlineData("select a, b", "select b, a")]
    public void Not_the_same(string a, string b) => Assert.NotEqual(Of(a), Of(b));

    static string Of(string sql) => SqlForm.Of(sql, DialectRegistry.Get("sqlite").DefaultDialect.Lexical);
}
