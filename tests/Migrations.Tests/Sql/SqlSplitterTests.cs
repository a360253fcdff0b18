using Migrations.Sql.Text;

namespace Migrations.Tests.Sql;

public class SqlSplitterTests
{
    static string[] Split(string rules, string text, SplitOptions? options = null) => [.. SqlSplitter.Split(text, Rules.Of(rules), options).Select(s => s.Text)];

    // Expected statements are written one after the other, with ‖ between them.
    static string[] Parts(string expected) => expected.Split('‖');

    [Theory]
    [InlineData("pg", "SELECT 1; SELECT 2", "SELECT 1‖SELECT 2")]
    [InlineData("pg", "SELECT 1;\n\n   ;; \nSELECT 2  ;  ", "SELECT 1‖SELECT 2")]
    [InlineData("pg", "SELECT 'a;b', 'it''s;', \"q;q\"; SELECT 2", "SELECT 'a;b', 'it''s;', \"q;q\"‖SELECT 2")]
    [InlineData("mssql", "SELECT [a;]]b]; SELECT 2", "SELECT [a;]]b]‖SELECT 2")]
    [InlineData("maria", "SELECT `a;b`, 'x\\';y', \"d;d\"; SELECT 2", "SELECT `a;b`, 'x\\';y', \"d;d\"‖SELECT 2")]
    [InlineData("pg", "-- c;1\nSELECT 1; /* a;b */ SELECT 2; -- only\n; /* x */", "-- c;1\nSELECT 1‖/* a;b */ SELECT 2")]
    [InlineData("maria", "SELECT 1 # c;d\n; SELECT 2", "SELECT 1 # c;d‖SELECT 2")]
    [InlineData("maria", "/*!40101 SET NAMES utf8 */; /* no */;", "/*!40101 SET NAMES utf8 */")]
    [InlineData("pg", "DO $x$ SELECT 1; $$;$$ $x$; SELECT 2", "DO $x$ SELECT 1; $$;$$ $x$‖SELECT 2")]
    [InlineData("pg", "SELECT 1\n/\nSELECT 4 / 2\n/\n", "SELECT 1‖SELECT 4 / 2")]
    [InlineData("pg", "SELECT 1\n  /  \nSELECT 4", "SELECT 1\n  /  \nSELECT 4")]
    [InlineData("pg", "SELECT 1\nGO\nSELECT 2\ngo\nSELECT 3", "SELECT 1‖SELECT 2‖SELECT 3")]
    [InlineData("pg", "SELECT 'a\nGO\nb'", "SELECT 'a\nGO\nb'")]
    [InlineData("pg", "SELECT 1 AS\nGOAL", "SELECT 1 AS\nGOAL")]
    [InlineData("pg", "", "")]
    public void Statements_end_where_Liquibase_ends_them(string rules, string text, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : Parts(expected), Split(rules, text));

    [Theory]
    [InlineData("mssql", "CREATE PROCEDURE p AS BEGIN SELECT 1; SELECT CASE WHEN 1=1 THEN 2 END; END; SELECT 3", "CREATE PROCEDURE p AS BEGIN SELECT 1; SELECT CASE WHEN 1=1 THEN 2 END; END‖SELECT 3")]
    [InlineData("mssql", "IF 1=1 BEGIN SELECT 1; SELECT 2; END; SELECT 3", "IF 1=1 BEGIN SELECT 1; SELECT 2; END‖SELECT 3")]
    [InlineData("mssql", "BEGIN TRAN; SELECT 1; COMMIT", "BEGIN TRAN‖SELECT 1‖COMMIT")]
    [InlineData("mssql", "BEGIN TRY SELECT 1; END TRY BEGIN CATCH SELECT 2; END CATCH; SELECT 3", "BEGIN TRY SELECT 1; END TRY BEGIN CATCH SELECT 2; END CATCH‖SELECT 3")]
    [InlineData("sqlite", "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET x=1; SELECT end FROM c; END; SELECT 2", "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET x=1; SELECT end FROM c; END‖SELECT 2")]
    [InlineData("sqlite", "BEGIN; SELECT 1; END; BEGIN IMMEDIATE; COMMIT", "BEGIN‖SELECT 1‖END‖BEGIN IMMEDIATE‖COMMIT")]
    [InlineData("pg", "BEGIN; SELECT 1; END; SELECT 2", "BEGIN‖SELECT 1‖END‖SELECT 2")]
    [InlineData("pg", "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; SELECT 2; END; SELECT 3", "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; SELECT 2; END‖SELECT 3")]
    [InlineData("pg", "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2); SELECT 3", "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)‖SELECT 3")]
    [InlineData("maria", "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; SELECT 2; END; SELECT 3", "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; SELECT 2; END‖SELECT 3")]
    [InlineData("maria", "CREATE PROCEDURE p() BEGIN l: LOOP SET x = IF(a, b, c); LEAVE l; END LOOP l; WHILE a DO SELECT 1; END WHILE; REPEAT SELECT REPEAT('a', 2); UNTIL b END REPEAT; END; SELECT 3",
        "CREATE PROCEDURE p() BEGIN l: LOOP SET x = IF(a, b, c); LEAVE l; END LOOP l; WHILE a DO SELECT 1; END WHILE; REPEAT SELECT REPEAT('a', 2); UNTIL b END REPEAT; END‖SELECT 3")]
    [InlineData("maria", "CREATE PROCEDURE p() BEGIN CASE x WHEN 1 THEN SELECT CASE WHEN a THEN IF(b, 1, 2) WHEN c THEN 3 END; ELSE SELECT 2; END CASE; END; SELECT 3",
        "CREATE PROCEDURE p() BEGIN CASE x WHEN 1 THEN SELECT CASE WHEN a THEN IF(b, 1, 2) WHEN c THEN 3 END; ELSE SELECT 2; END CASE; END‖SELECT 3")]
    [InlineData("maria", "CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF NEW.x IS NULL THEN SET NEW.x = 1; END IF; SELECT 2", "CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF NEW.x IS NULL THEN SET NEW.x = 1; END IF‖SELECT 2")]
    [InlineData("maria", "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; DELETE FROM b; END; SELECT 2", "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; DELETE FROM b; END‖SELECT 2")]
    [InlineData("maria", "CREATE FUNCTION f(a INT) RETURNS INT RETURN a IS NULL; SELECT 2", "CREATE FUNCTION f(a INT) RETURNS INT RETURN a IS NULL‖SELECT 2")]
    [InlineData("maria", "CREATE PROCEDURE p() SELECT 1 AS b; SELECT 2", "CREATE PROCEDURE p() SELECT 1 AS b‖SELECT 2")]
    [InlineData("maria", "CREATE PROCEDURE p AS x INT; BEGIN SELECT 1; END; SELECT 2", "CREATE PROCEDURE p AS x INT; BEGIN SELECT 1; END‖SELECT 2")]
    [InlineData("maria", "CREATE PACKAGE BODY k AS y INT; FUNCTION f RETURN INT AS x INT; BEGIN RETURN 1; END; BEGIN SET y = 1; END; SELECT 2", "CREATE PACKAGE BODY k AS y INT; FUNCTION f RETURN INT AS x INT; BEGIN RETURN 1; END; BEGIN SET y = 1; END‖SELECT 2")]
    [InlineData("maria", "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END; BEGIN; COMMIT", "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END‖BEGIN‖COMMIT")]
    public void A_body_stays_in_one_statement(string rules, string text, string expected) => Assert.Equal(Parts(expected), Split(rules, text));

    [Fact]
    public void Behind_the_body_of_a_procedure_of_PostgreSQL_the_next_statement_begins()
    {
        const string Text = "CREATE PROCEDURE p(n int) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$; SELECT 2";

        Assert.Equal(Parts("CREATE PROCEDURE p(n int) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$‖SELECT 2"),
            SqlSplitter.Split(Text, new Migrations.Dialects.PostgreSql.PostgreSqlDialect().Lexical).Select(s => s.Text));
    }

    [Theory]
    [InlineData("INSERT INTO a VALUES (1)\nGO 3\nSELECT 2", "INSERT INTO a VALUES (1)‖INSERT INTO a VALUES (1)‖INSERT INTO a VALUES (1)‖SELECT 2")]
    [InlineData("SELECT 1; SELECT 2\n  go 2 -- twice\nSELECT 3", "SELECT 1‖SELECT 2‖SELECT 1‖SELECT 2‖SELECT 3")]
    [InlineData("SELECT 1\r\nGO\r\nSELECT 2\r\nGO", "SELECT 1‖SELECT 2")]
    [InlineData("CREATE VIEW v AS SELECT 1 AS a\nGO\nCREATE VIEW w AS SELECT 2 AS a", "CREATE VIEW v AS SELECT 1 AS a‖CREATE VIEW w AS SELECT 2 AS a")]
    [InlineData("DECLARE @x int; SET @x = 1; SELECT 2; SELECT @x; SELECT 3", "DECLARE @x int; SET @x = 1; SELECT 2; SELECT @x‖SELECT 3")]
    [InlineData("DECLARE @x int = 1; DECLARE @y int = @x; SELECT @@VERSION; SELECT @y\nGO\nSELECT 1", "DECLARE @x int = 1; DECLARE @y int = @x; SELECT @@VERSION; SELECT @y‖SELECT 1")]
    [InlineData("DECLARE @x int; CREATE PROCEDURE p @x int AS BEGIN SELECT @x; END; SELECT 1", "DECLARE @x int‖CREATE PROCEDURE p @x int AS BEGIN SELECT @x; END‖SELECT 1")]
    [InlineData("IF 1=1 SELECT 1; ELSE SELECT 2; SELECT 3", "IF 1=1 SELECT 1; ELSE SELECT 2‖SELECT 3")]
    [InlineData("MERGE t USING s ON t.a = s.a WHEN MATCHED THEN DELETE; SELECT 1", "MERGE t USING s ON t.a = s.a WHEN MATCHED THEN DELETE;‖SELECT 1")]
    public void Batches_of_SQL_Server_keep_what_lives_in_a_batch(string text, string expected) => Assert.Equal(Parts(expected), Split("mssql", text));

    [Fact]
    public void GO_splits_even_what_is_not_to_be_split() =>
        Assert.Equal(["SELECT 1; SELECT 2;", "SELECT 3;"], Split("mssql", "SELECT 1; SELECT 2;\nGO\nSELECT 3;", new() { SplitStatements = false }));

    [Fact]
    public void A_GO_count_beyond_all_reason_is_an_error_that_names_its_line()
    {
        var error = Assert.Throws<MigrationException>(() => Split("mssql", "SELECT 1\nGO 10001"));
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pg", "\\nGO", "SELECT 1; SELECT CATEGORY\nGO\nSELECT 3\nGO", "SELECT 1; SELECT CATEGORY‖SELECT 3")]
    [InlineData("pg", "GO", "SELECT 1; SELECT CATEGORY\nGO\nSELECT 3\ngo", "SELECT 1; SELECT CATEGORY‖SELECT 3")]
    [InlineData("pg", "\\nGO\\n", "SELECT 1\nGO\nSELECT 3\nGO\n", "SELECT 1‖SELECT 3")]
    [InlineData("pg", "\nGO", "SELECT 1;\nGO\nSELECT 3;\nGO\n", "SELECT 1;‖SELECT 3;")]
    [InlineData("maria", "/", "SELECT 1; SELECT 4/2\n/\nSELECT 3\n/", "SELECT 1; SELECT 4/2‖SELECT 3")]
    [InlineData("maria", "\\n/\\s*\\n|\\n/\\s*$", "SELECT 1; SELECT 4/2\n/ \nSELECT 3\n/", "SELECT 1; SELECT 4/2‖SELECT 3")]
    [InlineData("maria", "\\n/\\n?", "SELECT 1; SELECT 4/2\n/\nSELECT 3\n/", "SELECT 1; SELECT 4/2‖SELECT 3")]
    [InlineData("maria", ";;", "SELECT 1; SELECT 2;; SELECT 3;;", "SELECT 1; SELECT 2‖SELECT 3")]
    [InlineData("maria", "//", "BEGIN SELECT 1; END// SELECT 3 //\nSELECT 4\n//", "BEGIN SELECT 1; END‖SELECT 3‖SELECT 4")]
    [InlineData("maria", "$$", "CREATE PROCEDURE p() BEGIN SELECT 1; END$$ SELECT 2$$", "CREATE PROCEDURE p() BEGIN SELECT 1; END‖SELECT 2")]
    [InlineData("pg", "$$", "SELECT 1; SELECT 2$$ SELECT 3\n$$\nSELECT 4", "SELECT 1; SELECT 2‖SELECT 3‖SELECT 4")]
    [InlineData("maria", "#", "SELECT 1; SELECT 2# SELECT 3#", "SELECT 1; SELECT 2‖SELECT 3")]
    [InlineData("mssql", "@@", "SELECT 1; SELECT 2@@ SELECT 3 @@", "SELECT 1; SELECT 2‖SELECT 3")]
    [InlineData("pg", "|", "SELECT 1; SELECT 2| SELECT 'a|b'|", "SELECT 1; SELECT 2‖SELECT 'a|b'")]
    [InlineData("pg", "||", "SELECT 1; SELECT 2|| SELECT 3||", "SELECT 1; SELECT 2‖SELECT 3")]
    [InlineData("pg", "END_STMT", "SELECT 1; SELECT xEND_STMT END_STMT SELECT 3 end_stmt", "SELECT 1; SELECT xEND_STMT‖SELECT 3")]
    [InlineData("pg", ";\\s*\\n", "SELECT 1; SELECT 2;\nSELECT 3;\n", "SELECT 1; SELECT 2‖SELECT 3")]
    [InlineData("maria", ";", "CREATE PROCEDURE p() BEGIN SELECT 1; END; SELECT 2", "CREATE PROCEDURE p() BEGIN SELECT 1; END‖SELECT 2")]
    [InlineData("pg", "^", "SELECT 1; SELECT 2^ SELECT 3^", "SELECT 1; SELECT 2‖SELECT 3")]
    [InlineData("mssql", "\\nGO", "CREATE PROCEDURE p AS SELECT 1; SELECT 2;\nGO\nSELECT 3", "CREATE PROCEDURE p AS SELECT 1; SELECT 2;‖SELECT 3")]
    public void The_end_delimiters_in_use_are_understood(string rules, string delimiter, string text, string expected) =>
        Assert.Equal(Parts(expected), Split(rules, text, new() { EndDelimiter = delimiter }));

    [Theory]
    [InlineData("a+b")]
    [InlineData("\\d\\d")]
    [InlineData("[;/]+")]
    [InlineData("\\n\\n")]
    public void An_end_delimiter_that_is_not_understood_is_an_error_that_shows_it(string delimiter)
    {
        var error = Assert.Throws<MigrationException>(() => Split("pg", "SELECT 1", new() { EndDelimiter = delimiter }));
        Assert.Equal(ErrorCode.NotSupported, error.Code);
        Assert.Contains(delimiter, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_DELIMITER_command_of_MariaDB_is_obeyed_until_the_next() =>
        Assert.Equal(
            ["CREATE PROCEDURE p() BEGIN SELECT 1; END", "SELECT 2", "SELECT 3; SELECT 4", "SELECT 5"],
            Split("maria", "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\ndelimiter ;\nSELECT 2;\nDELIMITER $$ -- x\nSELECT 3; SELECT 4$$\nDELIMITER ;\nSELECT 5"));

    [Theory]
    [InlineData("-- c\nSELECT 1 /* x */, '/*y*/' --z", "SELECT 1 , '/*y*/'")]
    [InlineData("SELECT/**/1", "SELECT 1")]
    [InlineData("SELECT 1--x\n,2", "SELECT 1\n,2")]
    public void Comments_are_taken_out_when_asked(string text, string expected) =>
        Assert.Equal([expected], Split("pg", text, new() { StripComments = true }));

    [Fact]
    public void Where_comments_are_stripped_two_dashes_need_no_blank_behind_them()
    {
        Assert.Equal(["-- migrations: allow MIG2004: x\nSELECT 1"], Split("maria", "--migrations: allow MIG2004: x\nSELECT 1", new() { StripComments = true }));
        Assert.Equal(["SELECT 5--1", "SELECT 2"], Split("maria", "--it's no comment; for the server\nSELECT 5--1; SELECT 2 --either", new() { StripComments = true }));
    }

    [Fact]
    public void Comments_that_MariaDB_executes_stay() =>
        Assert.Equal(["/*!40101 SET x=1 */ SELECT 1"], Split("maria", "/*!40101 SET x=1 */ /* c */SELECT 1", new() { StripComments = true }));

    [Fact]
    public void A_text_that_is_not_to_be_split_stays_as_it_is() =>
        Assert.Equal(["SELECT 1;\n/\nSELECT 2;"], Split("pg", "  SELECT 1;\n/\nSELECT 2;\n", new() { SplitStatements = false }));

    [Fact]
    public void Each_statement_says_where_it_starts()
    {
        var statements = SqlSplitter.Split("SELECT 1;\r\n\r\n  SELECT 'ä';SELECT 3", Rules.Of("pg"));
        Assert.Equal([(0, 1, 1), (15, 3, 3), (26, 3, 14)], statements.Select(s => (s.Offset, s.Line, s.Column)));
    }

    [Fact]
    public void What_is_not_closed_is_said()
    {
        var statements = SqlSplitter.Split("SELECT 1; SELECT 'a; SELECT 2", Rules.Of("pg"));
        Assert.Equal([false, true], statements.Select(s => s.Unterminated));
        Assert.Equal("SELECT 'a; SELECT 2", statements[1].Text);
    }

    [Fact]
    public void Splitting_never_fails_and_never_loses_code()
    {
        string[] words = ["BEGIN", "END", "CASE", "CREATE", "PROCEDURE", "IF", "THEN", ";", ";", "\n", "GO", "/", "'", "$$", "--", "/*", "*/", "DECLARE @x", "ELSE", "DELIMITER //", "//", "(", ")", "a"];
        var random = new Random(99);
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(20)).Select(_ => words[random.Next(words.Length)]));
            foreach (var rules in Rules.All)
            {
                var end = 0;
                foreach (var statement in SqlSplitter.Split(text, rules))
                {
                    Assert.True(statement.Offset >= end);
                    Assert.Equal(statement.Text, text.Substring(statement.Offset, statement.Text.Length));
                    end = statement.Offset + statement.Text.Length;
                }
            }
        }
    }
}
