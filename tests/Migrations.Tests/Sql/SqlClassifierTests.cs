using Migrations.Sql.Text;

namespace Migrations.Tests.Sql;

public class SqlClassifierTests
{
    static SqlClassification Classify(string rules, string text) => SqlClassifier.Classify(text, Rules.Of(rules));

    static string Describe(SqlClassification c) => (c.Changes is { } changes ? string.Join(", ", changes) : "anything") + (c.ReachesOthers ? " and others" : "");

    [Theory]
    [InlineData("pg", "INSERT INTO t (a, b) VALUES (lower('x'), now()), (1, 2) ON CONFLICT (a) DO UPDATE SET b = excluded.b RETURNING (a)")]
    [InlineData("pg", "INSERT INTO s.t (a) SELECT x::varchar(10) FROM (VALUES (1), (2)) v(x) WHERE a IN (SELECT 1)")]
    [InlineData("pg", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n), m (j) AS MATERIALIZED (SELECT 1) DELETE FROM t USING n WHERE t.a = n.i")]
    [InlineData("pg", "SELECT pg_catalog.setval('s', 1), count(*) FILTER (WHERE a) OVER (PARTITION BY b) FROM unnest(ARRAY[1]) AS u(a)")]
    [InlineData("pg", "UPDATE t SET (a, b) = (1, 2) WHERE cast(a AS numeric(10, 2)) > any (array(select 1))")]
    [InlineData("pg", "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE")]
    [InlineData("pg", "COPY t FROM '/x'")]
    [InlineData("pg", "-- nothing\n")]
    [InlineData("pg", "INSERT INTO a VALUES (1); INSERT INTO b VALUES (2);")]
    [InlineData("maria", "REPLACE INTO t VALUES (my_function(1))")]
    [InlineData("maria", "SELECT 1 INTO @x")]
    [InlineData("maria", "LOAD DATA INFILE 'x' INTO TABLE t")]
    [InlineData("sqlite", "INSERT OR REPLACE INTO t VALUES (abs(1))")]
    [InlineData("sqlite", "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a")]
    [InlineData("mssql", "INSERT INTO t VALUES (dbo.f(1)) UPDATE t SET a = 1, [drop] = 2, t.[create] = 3")]
    [InlineData("mssql", "DECLARE @x int = 1; SET @x = 2; IF @x = 2 BEGIN DELETE FROM t WHERE a = @x; PRINT 'x' END ELSE RAISERROR('x', 16, 1)")]
    [InlineData("mssql", "INSERT INTO t OUTPUT inserted.id INTO @x SELECT a FROM b OPTION (USE HINT ('X'))")]
    [InlineData("mssql", "SELECT * INTO #t FROM a")]
    [InlineData("mssql", "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET a = 1 OUTPUT inserted.a INTO x;")]
    [InlineData("mssql", ";WITH a AS (SELECT 1 AS b) DELETE FROM t")]
    public void Statements_that_only_move_rows_are_plain_data(string rules, string text)
    {
        var result = Classify(rules, text);
        Assert.Equal(SqlKind.PlainData, result.Kind);
        Assert.Equal(("", true, false), (Describe(result), result.RunsInTransaction, result.ControlsTransaction));
    }

    [Theory]
    [InlineData("pg", "CREATE TABLE IF NOT EXISTS s.\"T\" (a int)", "table s.T")]
    [InlineData("pg", "CREATE UNLOGGED TABLE t AS SELECT f(1)", "table t")]
    [InlineData("pg", "CREATE TABLE t PARTITION OF p FOR VALUES IN (1)", "table t, table p")]
    [InlineData("pg", "ALTER TABLE IF EXISTS ONLY t ADD COLUMN a int, ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES x (a) ON DELETE CASCADE", "table t")]
    [InlineData("pg", "ALTER TABLE t DROP COLUMN a CASCADE", "table t and others")]
    [InlineData("pg", "ALTER TABLE t RENAME TO u", "table t, table u and others")]
    [InlineData("pg", "ALTER TABLE t RENAME CONSTRAINT a TO b", "table t")]
    [InlineData("pg", "ALTER TABLE t RENAME a TO b", "table t and others")]
    [InlineData("pg", "ALTER TABLE t SET SCHEMA s", "table t and others")]
    [InlineData("pg", "ALTER TABLE t ATTACH PARTITION u DEFAULT", "table t and others")]
    [InlineData("pg", "DROP TABLE IF EXISTS a, s.b", "table a, table s.b")]
    [InlineData("pg", "DROP TABLE a CASCADE", "table a and others")]
    [InlineData("pg", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY t (lower(a))", "table t")]
    [InlineData("pg", "CREATE INDEX ON t (a)", "table t")]
    [InlineData("pg", "DROP INDEX CONCURRENTLY i, j", "index i, index j")]
    [InlineData("pg", "ALTER INDEX i RENAME TO j", "index i")]
    [InlineData("pg", "CREATE OR REPLACE RECURSIVE VIEW v (a) AS SELECT 1", "view v")]
    [InlineData("pg", "CREATE MATERIALIZED VIEW v AS SELECT 1", "view v")]
    [InlineData("pg", "DROP VIEW v, w", "view v, view w")]
    [InlineData("pg", "CREATE TEMP SEQUENCE s", "sequence s")]
    [InlineData("pg", "ALTER SEQUENCE s RESTART WITH 5", "sequence s")]
    [InlineData("pg", "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION f()", "table s.t")]
    [InlineData("pg", "DROP TRIGGER g ON t", "table t")]
    [InlineData("pg", "COMMENT ON COLUMN s.t.c IS 'x'", "table s.t, view s.t")]
    [InlineData("pg", "COMMENT ON FUNCTION f() IS 'x'", "")]
    [InlineData("pg", "CREATE OR REPLACE FUNCTION f() RETURNS void AS $$ DROP TABLE t; COMMIT; $$ LANGUAGE sql", "")]
    [InlineData("pg", "CREATE EXTENSION IF NOT EXISTS pgcrypto", "")]
    [InlineData("pg", "CREATE TYPE mood AS ENUM ('a')", "")]
    [InlineData("pg", "ALTER TYPE mood ADD VALUE 'b'", "")]
    [InlineData("pg", "ALTER TYPE mood RENAME TO m", "anything")]
    [InlineData("pg", "DROP TYPE mood CASCADE", " and others")]
    [InlineData("pg", "CREATE SCHEMA s", "")]
    [InlineData("pg", "CREATE SCHEMA s CREATE TABLE t (a int)", "anything")]
    [InlineData("pg", "GRANT SELECT ON t TO u", "")]
    [InlineData("pg", "TRUNCATE a, b CASCADE", "")]
    [InlineData("pg", "SELECT a INTO TEMP x FROM t", "table x")]
    [InlineData("pg", "DROP OWNED BY u", "anything")]
    [InlineData("pg", "CREATE TABLE a (i int); DROP TABLE b", "table a, table b")]
    [InlineData("maria", "CREATE OR REPLACE DEFINER=`root`@`%` SQL SECURITY INVOKER VIEW `v` AS SELECT 1", "view v")]
    [InlineData("maria", "ALTER IGNORE TABLE t MODIFY a int", "table t")]
    [InlineData("maria", "ALTER TABLE t CHANGE a b int", "table t and others")]
    [InlineData("maria", "ALTER TABLE t RENAME KEY a TO b", "table t")]
    [InlineData("maria", "RENAME TABLE a TO b, c.d TO c.e", "table a, view a, table b, view b, table c.d, view c.d, table c.e, view c.e and others")]
    [InlineData("maria", "DROP INDEX i ON t", "table t")]
    [InlineData("maria", "CREATE FULLTEXT INDEX i ON t (a)", "table t")]
    [InlineData("maria", "DROP TRIGGER g", "anything")]
    [InlineData("maria", "DROP DATABASE d", "anything")]
    [InlineData("maria", "CREATE PROCEDURE p() BEGIN DROP TABLE t; COMMIT; END", "")]
    [InlineData("maria", "CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW BEGIN DELETE FROM u; END", "table t")]
    [InlineData("sqlite", "CREATE TRIGGER IF NOT EXISTS g AFTER UPDATE OF a, b ON t BEGIN DELETE FROM u; END", "table t")]
    [InlineData("sqlite", "DROP INDEX IF EXISTS i", "index i")]
    [InlineData("sqlite", "CREATE VIRTUAL TABLE t USING fts5(a)", "table t and others")]
    [InlineData("sqlite", "ALTER TABLE t RENAME COLUMN a TO b", "table t and others")]
    [InlineData("mssql", "IF OBJECT_ID(N'dbo.t') IS NOT NULL DROP TABLE dbo.t CREATE TABLE [u] (a int)", "table dbo.t, table u")]
    [InlineData("mssql", "ALTER TABLE t ALTER COLUMN a int NOT NULL ALTER TABLE u DROP CONSTRAINT c", "table t, table u")]
    [InlineData("mssql", "CREATE UNIQUE NONCLUSTERED INDEX i ON db..t (a)", "table db..t")]
    [InlineData("mssql", "DROP INDEX i ON t, j ON u", "table t, table u")]
    [InlineData("mssql", "DROP INDEX t.i", "anything")]
    [InlineData("mssql", "ALTER INDEX ALL ON t REBUILD", "table t")]
    [InlineData("mssql", "SELECT a INTO t FROM u; INSERT INTO v SELECT 1", "table t")]
    [InlineData("mssql", "CREATE OR ALTER PROCEDURE p AS DROP TABLE t EXEC q COMMIT", "")]
    [InlineData("mssql", "CREATE TRIGGER g ON t AFTER INSERT AS ROLLBACK", "table t")]
    [InlineData("mssql", "CREATE TRIGGER g ON ALL SERVER FOR LOGON AS ROLLBACK", "")]
    [InlineData("mssql", "ALTER VIEW v AS SELECT 1 AS a", "view v")]
    [InlineData("mssql", "CREATE FULLTEXT INDEX ON t (a) KEY INDEX k", "table t")]
    [InlineData("mssql", "GRANT ALTER, EXECUTE ON SCHEMA::dbo TO u", "")]
    [InlineData("mssql", "TRUNCATE TABLE t", "")]
    [InlineData("mssql", "ALTER SCHEMA s TRANSFER dbo.t", "anything")]
    [InlineData("mssql", "CREATE SYNONYM s FOR t", "")]
    public void Ddl_names_the_objects_that_it_changes(string rules, string text, string expected)
    {
        var result = Classify(rules, text);
        Assert.Equal((SqlKind.Ddl, expected), (result.Kind, Describe(result)));
        Assert.False(result.ControlsTransaction);
    }

    [Theory]
    [InlineData("pg", "SELECT my_function()")]
    [InlineData("pg", "SELECT s.lower('x')")]
    [InlineData("pg", "SELECT \"lower\"('x')")]
    [InlineData("pg", "INSERT INTO t SELECT create_hypertable('t', 'c')")]
    [InlineData("pg", "CALL p()")]
    [InlineData("pg", "DO $$ BEGIN NULL; END $$")]
    [InlineData("pg", "EXECUTE p")]
    [InlineData("pg", "FROBNICATE t")]
    [InlineData("pg", "INSERT INTO t VALUES ('a")]
    [InlineData("pg", "INSERT INTO t VALUES (1); SELECT f()")]
    [InlineData("maria", "CALL p()")]
    [InlineData("maria", "/*!40101 SET x=1 */")]
    [InlineData("maria", "BEGIN NOT ATOMIC DROP TABLE t; END")]
    [InlineData("mssql", "EXEC sp_rename 'a', 'b'")]
    [InlineData("mssql", "sp_rename 'a', 'b'")]
    [InlineData("mssql", "INSERT INTO t EXEC p")]
    [InlineData("mssql", "DECLARE @s nvarchar(10) = N'x'; EXEC (@s)")]
    public void What_is_not_understood_may_change_anything(string rules, string text)
    {
        var result = Classify(rules, text);
        Assert.Equal((SqlKind.Opaque, "anything"), (result.Kind, Describe(result)));
    }

    [Theory]
    [InlineData("pg", "BEGIN")]
    [InlineData("pg", "START TRANSACTION ISOLATION LEVEL SERIALIZABLE")]
    [InlineData("pg", "END")]
    [InlineData("pg", "INSERT INTO t VALUES (1); COMMIT")]
    [InlineData("pg", "PREPARE TRANSACTION 'x'")]
    [InlineData("pg", "DO $$ BEGIN DELETE FROM t; COMMIT; END $$")]
    [InlineData("maria", "SET autocommit=0")]
    [InlineData("maria", "SET SESSION sql_mode='', @@autocommit = 1")]
    [InlineData("maria", "LOCK TABLES t WRITE")]
    [InlineData("maria", "BEGIN NOT ATOMIC START TRANSACTION; COMMIT; END")]
    [InlineData("sqlite", "SAVEPOINT a")]
    [InlineData("mssql", "BEGIN TRAN UPDATE t SET a = 1 COMMIT")]
    [InlineData("mssql", "SET IMPLICIT_TRANSACTIONS ON")]
    [InlineData("mssql", "BEGIN TRY BEGIN TRANSACTION; EXEC p; COMMIT END TRY BEGIN CATCH ROLLBACK END CATCH")]
    public void Transaction_control_is_found_wherever_it_stands(string rules, string text) => Assert.True(Classify(rules, text).ControlsTransaction);

    [Theory]
    [InlineData("pg", "SET search_path TO a, b", true)]
    [InlineData("pg", "SET LOCAL search_path TO a", false)]
    [InlineData("pg", "SET SESSION ROLE r", true)]
    [InlineData("pg", "SET statement_timeout = 0", false)]
    [InlineData("pg", "SELECT pg_catalog.set_config('search_path', '', false)", true)]
    [InlineData("pg", "SELECT set_config('search_path', '', true)", false)]
    [InlineData("pg", "RESET ALL", true)]
    [InlineData("maria", "USE d", true)]
    [InlineData("maria", "SET NAMES utf8mb4", false)]
    [InlineData("maria", "SET FOREIGN_KEY_CHECKS = 0", false)]
    [InlineData("sqlite", "PRAGMA foreign_keys = ON", false)]
    [InlineData("mssql", "USE [d]", true)]
    [InlineData("mssql", "EXECUTE AS USER = 'x'", true)]
    [InlineData("mssql", "SET IDENTITY_INSERT t ON; INSERT INTO t (a) VALUES (1); SET IDENTITY_INSERT t OFF", false)]
    public void Session_settings_say_whether_names_mean_something_else_afterwards(string rules, string text, bool changes)
    {
        var result = Classify(rules, text);
        Assert.Equal((SqlKind.SessionState, changes, changes ? "anything" : ""), (result.Kind, result.ChangesSession, Describe(result)));
    }

    [Theory]
    [InlineData("pg", "CREATE INDEX CONCURRENTLY i ON t (a)")]
    [InlineData("pg", "DROP INDEX CONCURRENTLY IF EXISTS i")]
    [InlineData("pg", "REINDEX TABLE CONCURRENTLY t")]
    [InlineData("pg", "REINDEX (CONCURRENTLY) TABLE t")]
    [InlineData("pg", "VACUUM FULL t")]
    [InlineData("pg", "CREATE DATABASE d")]
    [InlineData("pg", "DROP DATABASE IF EXISTS d")]
    [InlineData("pg", "CREATE TABLESPACE s LOCATION '/x'")]
    [InlineData("pg", "ALTER SYSTEM SET x = 1")]
    [InlineData("pg", "ALTER TABLE t DETACH PARTITION u CONCURRENTLY")]
    [InlineData("pg", "DISCARD ALL")]
    [InlineData("pg", "INSERT INTO t VALUES (1); VACUUM")]
    [InlineData("mssql", "CREATE DATABASE d")]
    [InlineData("mssql", "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON")]
    [InlineData("mssql", "BACKUP DATABASE d TO DISK = 'x'")]
    [InlineData("mssql", "EXEC sp_configure 'x', 1; RECONFIGURE")]
    [InlineData("mssql", "CREATE FULLTEXT CATALOG c")]
    [InlineData("mssql", "DROP FULLTEXT INDEX ON t")]
    [InlineData("sqlite", "VACUUM")]
    [InlineData("sqlite", "PRAGMA main.journal_mode = WAL")]
    [InlineData("sqlite", "PRAGMA foreign_keys = OFF")]
    public void What_a_server_refuses_inside_a_transaction_is_known(string rules, string text) => Assert.False(Classify(rules, text).RunsInTransaction);

    [Theory]
    [InlineData("pg", "CREATE INDEX concurrently_i ON t (a)")]
    [InlineData("pg", "ALTER TYPE t ADD VALUE 'x'")]
    [InlineData("pg", "REFRESH MATERIALIZED VIEW CONCURRENTLY v")]
    [InlineData("pg", "REINDEX TABLE t")]
    [InlineData("pg", "ALTER DATABASE d SET search_path = a")]
    [InlineData("mssql", "CREATE INDEX i ON t (a)")]
    [InlineData("mssql", "ALTER DATABASE SCOPED CONFIGURATION SET MAXDOP = 1")]
    [InlineData("sqlite", "PRAGMA user_version = 1")]
    public void What_a_transaction_may_hold_is_not_kept_out_of_it(string rules, string text) => Assert.True(Classify(rules, text).RunsInTransaction);

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT 1 AS a", true)]
    [InlineData("CREATE OR ALTER FUNCTION f() RETURNS int AS BEGIN RETURN 1 END", true)]
    [InlineData("ALTER TRIGGER g ON t AFTER INSERT AS SELECT 1", true)]
    [InlineData("CREATE SCHEMA s", true)]
    [InlineData("ALTER SCHEMA s TRANSFER t", false)]
    [InlineData("CREATE PARTITION FUNCTION f (int) AS RANGE LEFT FOR VALUES (1)", false)]
    [InlineData("CREATE TABLE t (a int)", false)]
    public void What_SQL_Server_wants_alone_in_its_batch_is_known(string text, bool alone) => Assert.Equal(alone, Classify("mssql", text).OwnBatch);
}
