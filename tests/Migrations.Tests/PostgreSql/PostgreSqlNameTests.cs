using Migrations.Dialects.PostgreSql;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.PostgreSql;

/// <summary>Names reach the catalogue as Liquibase 4.28 writes them (each case was run with it on a server).</summary>
public sealed class PostgreSqlNameTests
{
    [Theory]
    [InlineData("person", "person", "person", "person")]
    [InlineData("PERSON1", "person1", "PERSON1", "person1")]
    [InlineData("USER_NAME", "user_name", "USER_NAME", "user_name")]
    [InlineData("camelCase", "camelCase", "camelCase", "camelcase")]
    [InlineData("Person1", "Person1", "Person1", "person1")]
    [InlineData("userName", "userName", "userName", "username")]
    [InlineData("order", "order", "order", "order")]
    [InlineData("ORDER", "ORDER", "ORDER", "ORDER")]
    [InlineData("Order", "Order", "Order", "Order")]
    [InlineData("TEXT", "text", "TEXT", "text")]
    [InlineData("_X", "_x", "_X", "_x")]
    [InlineData("WITH SPACE", "WITH SPACE", "WITH SPACE", "WITH SPACE")]
    [InlineData("A-B", "A-B", "A-B", "A-B")]
    [InlineData("1ABC", "1ABC", "1ABC", "1ABC")]
    [InlineData("A$B", "A$B", "A$B", "A$B")]
    [InlineData("É1", "É1", "É1", "É1")]
    [InlineData("\"PQ\"", "\"PQ\"", "\"PQ\"", "\"PQ\"")]
    public void A_name_is_kept_where_Liquibase_quotes_it_and_folded_elsewhere(string written, string legacy, string all, string reserved)
    {
        Assert.Equal(legacy, PostgreSqlNames.Fold(written, QuotingStrategy.Legacy));
        Assert.Equal(all, PostgreSqlNames.Fold(written, QuotingStrategy.QuoteAllObjects));
        Assert.Equal(reserved, PostgreSqlNames.Fold(written, QuotingStrategy.QuoteOnlyReservedWords));
    }

    [Fact]
    public void A_name_is_cut_where_the_server_cuts_it_and_never_within_a_character()
    {
        Assert.Equal(new string('x', 63), PostgreSqlNames.Fold(new string('X', 70), QuotingStrategy.Legacy));
        Assert.Equal(new string('é', 31), PostgreSqlNames.Fold(new string('é', 40), QuotingStrategy.Legacy));
        Assert.Equal("x" + string.Concat(Enumerable.Repeat("😀", 15)), PostgreSqlNames.Fold("x" + string.Concat(Enumerable.Repeat("😀", 20)), QuotingStrategy.Legacy));
    }

    [Theory]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("x; DROP TABLE y--", "\"x; DROP TABLE y--\"")]
    public void Quotes_within_a_name_are_doubled(string name, string quoted) => Assert.Equal(quoted, PostgreSqlNames.Quote(name));

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_name_that_cannot_be_is_an_error(string name) => Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() => PostgreSqlNames.Quote(name)).Code);

    [Fact]
    public void Unnamed_keys_get_the_names_that_the_server_and_Liquibase_give_them()
    {
        var dialect = new PostgreSqlDialect();
        var table = ObjectName.Of("nopk");
        Assert.Equal("nopk_pkey", dialect.DefaultConstraintName(table, new PrimaryKey(null, ["id"])));
        Assert.Equal("nopk_a_b_key", dialect.DefaultConstraintName(table, new UniqueConstraint(null, ["a", "b"])));
        Assert.Equal("nopk_a_fkey", dialect.DefaultConstraintName(table, new ForeignKey(null, ["a"], table, ["id"])));
        Assert.Equal("nopk_a_lower_upper_idx", dialect.DefaultIndexName(table, [new("a"), new("lower(b)") { Computed = true }, new("upper(b)") { Computed = true }]));
        var longTable = ObjectName.Of("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd");
        Assert.Equal("aaaaaaaaaabbbbbbbbbbccccccccc_xxxxxxxxxxyyyyyyyyyyxxxxxxxxx_key", dialect.DefaultConstraintName(longTable, new UniqueConstraint(null, ["xxxxxxxxxxyyyyyyyyyyxxxxxxxxxxyyyyyyyyyy"])));
        Assert.Equal("aaaaaaaaaabbbbbbbbbbccccccccc_xxxxxxxxxxyyyyyyyyyyxxxxxxxxx_idx", dialect.DefaultIndexName(longTable, [new("xxxxxxxxxxyyyyyyyyyyxxxxxxxxxxyyyyyyyyyy")]));
    }

    [Theory]
    [InlineData("t1", "t1_pkey")]
    [InlineData("T1", "T1_pkey")]
    [InlineData("MyTable", "MyTable_pkey")]
    [InlineData("xxxxxxxxxxyyyyyyyyyyxxxxxxxxxxyyyyyyyyyyxxxxxxxxxxyyyyyyyyyyabcdefghi", "xxxxxxxxxxyyyyyyyyyyxxxxxxxxxxyyyyyyyyyyxxxxxxxxxxyyyyyyy_pkey")]
    [InlineData("XXXXXXXXXXYYYYYYYYYYXXXXXXXXXXYYYYYYYYYYXXXXXXXXXXYYYYYYYY", "XXXXXXXXXXYYYYYYYYYYXXXXXXXXXXYYYYYYYYYYXXXXXXXXXXYYYYYYYY_pkey")]
    [InlineData("éééééééééééééééééééééééééééééé", "éééééééééééééééééééééééééééé_pkey")]
    public void The_key_of_createTable_is_named_after_the_table_as_it_is_written(string written, string name)
    {
        var dialect = new PostgreSqlDialect();
        var key = new PrimaryKey(null, ["id"]);
        Assert.Equal(name, dialect.CreatedPrimaryKeyName(written, dialect.Resolve(null, null, written, QuotingStrategy.Legacy), key, QuotingStrategy.Legacy));
    }

    [Fact]
    public void The_default_schema_is_left_out_of_names_and_put_into_sql()
    {
        var live = new PostgreSqlDialect(15, "app");
        Assert.Equal(ObjectName.Of("t"), live.Resolve(null, "APP", "t", QuotingStrategy.Legacy));
        Assert.Equal(new ObjectName("public", "t"), live.Resolve(null, "public", "t", QuotingStrategy.Legacy));
        Assert.Equal("\"app\".\"t\"", live.Quote(ObjectName.Of("t")));
        Assert.Equal("\"t\"", new PostgreSqlDialect().Quote(ObjectName.Of("t")));
    }
}
