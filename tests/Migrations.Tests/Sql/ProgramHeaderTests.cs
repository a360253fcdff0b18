using Migrations.Schema;
using Migrations.Sql.Text;

namespace Migrations.Tests.Sql;

public sealed class ProgramHeaderTests
{
    [Theory]
    [InlineData("pg", "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'", "Procedure p()")]
    [InlineData("pg", "-- before\ncreate or replace function \"A b\".\"F\"\"\"(a int, b text default f(1, 2)) returns int", "Function A b.F\"(a int, b text default f(1, 2)) replaces")]
    [InlineData("pg", "CREATE CONSTRAINT TRIGGER g AFTER UPDATE OF a ON s.t FOR EACH ROW EXECUTE FUNCTION f()", "Trigger g on s.t")]
    [InlineData("pg", "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "Trigger g on t")]
    [InlineData("maria", "CREATE DEFINER=`u`@`%` PROCEDURE `d`.`p` (IN a int) BEGIN END", "Procedure d.p(IN a int)")]
    [InlineData("maria", "CREATE OR REPLACE DEFINER = u@localhost AGGREGATE FUNCTION f(a int) RETURNS int BEGIN END", "Function f(a int) replaces")]
    [InlineData("maria", "CREATE PROCEDURE IF NOT EXISTS p() SELECT 1", "Procedure p() if not there")]
    [InlineData("mssql", "CREATE PROC [dbo].[p]]q] @a int AS SELECT 1", "Procedure dbo.p]q")]
    [InlineData("mssql", "CREATE OR ALTER FUNCTION f(@a decimal(10, 2)) RETURNS int AS BEGIN RETURN 1 END", "Function f(@a decimal(10, 2)) replaces")]
    [InlineData("mssql", "ALTER PROCEDURE p AS SELECT 1", "Procedure p replaces")]
    [InlineData("mssql", "CREATE TRIGGER g ON dbo.t AFTER INSERT AS SELECT 1", "Trigger g on dbo.t")]
    [InlineData("mssql", "CREATE TRIGGER g ON ALL SERVER FOR LOGON AS SELECT 1", "Trigger g")]
    [InlineData("sqlite", "CREATE TEMP TRIGGER IF NOT EXISTS g INSTEAD OF DELETE ON v BEGIN SELECT 1; END", "Trigger g if not there on v")]
    public void The_head_says_what_is_created(string rules, string text, string expected)
    {
        var header = ProgramHeader.Read(text, Rules.Of(rules))!;

        var arguments = header.Arguments is null ? "" : $"({header.Arguments})";
        var table = header.Table.IsEmpty ? "" : " on " + string.Join('.', header.Table.Select(p => p.Text));
        Assert.Equal(expected, $"{header.Kind} {string.Join('.', header.Name.Select(p => p.Text))}{arguments}{(header.Replaces ? " replaces" : "")}{(header.IfNotExists ? " if not there" : "")}{table}");
    }

    [Theory]
    [InlineData("pg", "DO $$ BEGIN END $$")]
    [InlineData("pg", "CREATE VIEW function AS SELECT 1")]
    [InlineData("pg", "CREATE TABLE procedure (a int)")]
    [InlineData("pg", "CREATE AGGREGATE a (int) (sfunc = f, stype = int)")]
    [InlineData("maria", "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO CALL p()")]
    [InlineData("maria", "DROP PROCEDURE p")]
    [InlineData("maria", "CREATE PROCEDURE")]
    [InlineData("maria", "")]
    public void What_creates_nothing_of_the_kind_has_none(string rules, string text) => Assert.Null(ProgramHeader.Read(text, Rules.Of(rules)));

    [Fact]
    public void All_but_the_name_and_the_verb_stays_as_it_is()
    {
        const string Text = "/* x */ CREATE  OR\tREPLACE  FUNCTION  s . f (a int)\r\nRETURNS int -- end";
        var header = ProgramHeader.Read(Text, Rules.Of("pg"))!;

        Assert.Equal(ObjectKind.Function, header.Kind);
        Assert.Equal("/* x */ CREATE  OR\tREPLACE  FUNCTION  \"t\".\"g\" (a int)\r\nRETURNS int -- end", header.WithName("\"t\".\"g\""));
        Assert.Equal("/* x */ CREATE  FUNCTION  s . f (a int)\r\nRETURNS int -- end", header.WithVerb("CREATE"));
    }
}
