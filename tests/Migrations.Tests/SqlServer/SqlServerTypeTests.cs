using Migrations.Dialects.SqlServer;
using Migrations.Schema;
using static Migrations.Tests.SqlServer.TransactSql;

namespace Migrations.Tests.SqlServer;

public class SqlServerTypeTests
{
    // As Liquibase 4.28 maps them for offline:mssql, in our canonical spelling.
    [Theory]
    [InlineData("bigint(10) bigint int8 java.sql.Types.BIGINT", "bigint")]
    [InlineData("int int(11) integer int4 mediumint java.sql.Types.INTEGER Int", "int")]
    [InlineData("smallint int2 smallint(5) java.sql.Types.SMALLINT", "smallint")]
    [InlineData("tinyint tinyint(1) java.sql.Types.TINYINT", "tinyint")]
    [InlineData("boolean bool bit bit(1) java.sql.Types.BOOLEAN java.sql.Types.BIT", "bit")]
    [InlineData("blob longblob tinyblob mediumblob longvarbinary varbinary(max) java.sql.Types.BLOB java.sql.Types.BINARY java.sql.Types.VARBINARY java.sql.Types.LONGVARBINARY", "varbinary(max)")]
    [InlineData("varbinary", "varbinary(1)")]
    [InlineData("binary(16)", "binary(16)")]
    [InlineData("char java.sql.Types.CHAR", "char(1)")]
    [InlineData("varchar java.sql.Types.VARCHAR", "varchar(1)")]
    [InlineData("varchar(20) varchar2(20) VARCHAR(20) java.sql.Types.VARCHAR(20)", "varchar(20)")]
    [InlineData("varchar(9000) varchar(MAX) clob clob(1000) text text(100) longtext longvarchar longnvarchar java.sql.Types.CLOB java.sql.Types.NCLOB java.sql.Types.LONGNVARCHAR", "varchar(max)")]
    [InlineData("nvarchar(5000) NVARCHAR(MAX) nclob ntext ntext(10)", "nvarchar(max)")]
    [InlineData("nvarchar(4000)", "nvarchar(4000)")]
    [InlineData("nvarchar2(10) java.sql.Types.NVARCHAR(10)", "nvarchar(10)")]
    [InlineData("currency money", "money")]
    [InlineData("date date(6) java.sql.Types.DATE", "date")]
    [InlineData("datetime datetime(3) DATETIME java.sql.Types.DATETIME", "datetime")]
    [InlineData("timestamp datetime2 datetime2(7) timestamptz java.sql.Types.TIMESTAMP java.sql.Types.TIMESTAMP_WITH_TIMEZONE", "datetime2")]
    [InlineData("timestamp(3) datetime2(3)", "datetime2(3)")]
    [InlineData("datetimeoffset(3)", "datetimeoffset(3)")]
    [InlineData("time java.sql.Types.TIME java.sql.Types.TIME_WITH_TIMEZONE", "time")]
    [InlineData("decimal java.sql.Types.DECIMAL", "decimal(18,0)")]
    [InlineData("dec(5,2) decimal(5,2)", "decimal(5,2)")]
    [InlineData("number numeric java.sql.Types.NUMERIC", "numeric(18,0)")]
    [InlineData("number(10)", "numeric(10,0)")]
    [InlineData("double float float(53) double(10) java.sql.Types.DOUBLE java.sql.Types.FLOAT", "float")]
    [InlineData("real float(10) java.sql.Types.REAL", "real")]
    [InlineData("uuid uniqueidentifier", "uniqueidentifier")]
    [InlineData("dbo.mytype", "dbo.mytype")]
    [InlineData("mytype(5)", "mytype(5)")]
    [InlineData("xml", "xml")]
    public void Types_are_mapped_as_Liquibase_maps_them(string declared, string expected) =>
        Assert.All(declared.Split(' '), d => Assert.Equal(expected, Dialect.MapType(d, autoIncrement: false).Text));

    [Theory]
    [InlineData("timestamp with time zone", "datetime2")]
    [InlineData("timestamp(3) with time zone", "datetime2(3)")]
    [InlineData("timestamp without time zone", "datetime2")]
    [InlineData("character varying(20)", "varchar(20)")]
    [InlineData("double  precision", "float")]
    [InlineData("int unsigned", "int")]
    [InlineData("varchar2(20 char)", "varchar(20)")]
    [InlineData("enum('a', 'b')", "enum('a','b')")]
    public void Types_of_several_words_are_mapped(string declared, string expected) => Assert.Equal(expected, Dialect.MapType(declared, autoIncrement: false).Text);

    [Fact]
    public void Serial_numbers_itself()
    {
        var column = Dialect.Normalize(Column("a") with { Type = Dialect.MapType("bigserial", autoIncrement: false) });
        Assert.Equal(("bigint", new Identity(1, 1), false), (column.Type.Text, column.Identity, column.Nullable));
    }

    [Fact]
    public void A_collation_behind_the_type_becomes_the_columns()
    {
        var column = Dialect.Normalize(Column("a") with { Type = Dialect.MapType("varchar(10) collate Latin1_General_BIN", autoIncrement: false) });
        Assert.Equal(("varchar(10)", "Latin1_General_BIN"), (column.Type.Text, column.Collation));
    }

    [Theory]
    [InlineData("varchar", -1, 0, 0, "varchar(max)")]
    [InlineData("nvarchar", 100, 0, 0, "nvarchar(50)")]
    [InlineData("char", 3, 0, 0, "char(3)")]
    [InlineData("decimal", 9, 18, 2, "decimal(18,2)")]
    [InlineData("datetime2", 8, 27, 7, "datetime2")]
    [InlineData("datetime2", 7, 23, 3, "datetime2(3)")]
    [InlineData("float", 8, 53, 0, "float")]
    [InlineData("timestamp", 8, 0, 0, "rowversion")]
    [InlineData("int", 4, 10, 0, "int")]
    public void The_catalogues_types_are_spelled_alike(string name, int length, int precision, int scale, string expected)
    {
        Assert.Equal(expected, SqlServerTypes.FromCatalog(name, length, precision, scale).Text);
        if (name != "timestamp")
            Assert.Equal(expected, Dialect.MapType(expected, autoIncrement: false).Text);
    }
}
