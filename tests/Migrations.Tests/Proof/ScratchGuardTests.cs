using Migrations.Proof;

namespace Migrations.Tests.Proof;

/// <summary>What would leave a scratch database.</summary>
public sealed class ScratchGuardTests
{
    [Theory]
    [InlineData("UPDATE shop.orders SET a = 1")]
    [InlineData("INSERT INTO `shop`.`orders` VALUES (1)")]
    [InlineData("INSERT INTO [Shop] . [dbo].[orders] VALUES (1)")]
    [InlineData("USE shop")]
    [InlineData("use other_database")]
    [InlineData("ATTACH DATABASE 'other.db' AS other")]
    [InlineData("CREATE USER ann")]
    [InlineData("ALTER ROLE ann SUPERUSER")]
    [InlineData("DROP DATABASE x")]
    [InlineData("COPY person TO '/tmp/x'")]
    [InlineData("SELECT * FROM dblink('host=x', 'select 1')")]
    [InlineData("SELECT * INTO OUTFILE '/tmp/x' FROM person")]
    public void It_is_held(string sql) => Assert.NotNull(new ScratchGuard(["shop", "mysql"]).WayOut(sql));

    [Theory]
    [InlineData("UPDATE orders SET shop = 1 WHERE bookshop.id = 2")]
    [InlineData("INSERT INTO app.shop VALUES (1)")]
    [InlineData("CREATE TABLE users (id int)")]
    [InlineData("GRANT SELECT ON person TO ann")]
    [InlineData("COPY person FROM STDIN")]
    public void It_may_run(string sql) => Assert.Null(new ScratchGuard(["shop", "mysql"]).WayOut(sql));

    [Fact]
    public void A_name_is_a_name_where_there_are_no_neighbours() => Assert.Null(new ScratchGuard([]).WayOut("UPDATE shop.orders SET a = 1"));
}
