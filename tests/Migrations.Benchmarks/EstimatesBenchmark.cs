using System.Diagnostics;
using Migrations.Conformance;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Sql;

namespace Migrations.Benchmarks;

/// <summary>Compares how long a plan says that work on large tables takes with how long it takes.</summary>
static class EstimatesBenchmark
{
    /// <summary>A change, and what takes it back.</summary>
    sealed record Work(string Name, string Change, params string[] Reset);

    static readonly Work[] OnAll =
    [
        new("index on a number", "createIndex: {tableName: big, indexName: ix_a, columns: [column: {name: a}]}", "DROP INDEX ix_a"),
        new("index on a text", "createIndex: {tableName: big, indexName: ix_code, columns: [column: {name: code}]}", "DROP INDEX ix_code"),
        new("unique constraint", "addUniqueConstraint: {tableName: big, constraintName: uq_code, columnNames: code}", "ALTER TABLE big DROP CONSTRAINT uq_code"),
        new("check constraint", "addCheckConstraint: {tableName: big, constraintName: ck_a, constraintBody: a >= 0}", "ALTER TABLE big DROP CONSTRAINT ck_a"),
        new("foreign key", "addForeignKeyConstraint: {baseTableName: big, baseColumnNames: parent_id, referencedTableName: parent, referencedColumnNames: id, constraintName: fk}", "ALTER TABLE big DROP CONSTRAINT fk"),
        new("another type", "modifyDataType: {tableName: big, columnName: a, newDataType: bigint}", "ALTER TABLE big ALTER a TYPE int"),
        new("update of all rows", "update: {tableName: big, columns: [column: {name: status, valueNumeric: 2}]}"),
    ];

    static readonly Work[] OnPostgreSql =
    [
        new("NOT NULL", "addNotNullConstraint: {tableName: big, columnName: a}", "ALTER TABLE big ALTER a DROP NOT NULL"),
        new("column with another default per row", "addColumn: {tableName: big, columns: [column: {name: u, type: uuid, defaultValueComputed: gen_random_uuid()}]}", "ALTER TABLE big DROP u"),
        .. OnAll,
    ];

    static readonly Work[] OnMariaDb =
    [
        new("NOT NULL", "addNotNullConstraint: {tableName: big, columnName: a, columnDataType: int}", "ALTER TABLE big MODIFY a int NULL"),
        new("column with another default per row", "addColumn: {tableName: big, columns: [column: {name: u, type: varchar(36), defaultValueComputed: uuid()}]}", "ALTER TABLE big DROP u"),
        .. OnAll.Select(w => w with
        {
            Reset = [.. w.Reset.Select(r => r.Replace("DROP CONSTRAINT uq", "DROP INDEX uq", StringComparison.Ordinal).Replace("ALTER a TYPE", "MODIFY a", StringComparison.Ordinal)
                .Replace("DROP CONSTRAINT fk", "DROP FOREIGN KEY fk", StringComparison.Ordinal)).Select(r => r.StartsWith("DROP INDEX", StringComparison.Ordinal) ? r + " ON big" : r)],
        }),
    ];

    /// <summary>Prints estimated and measured times on private servers.</summary>
    /// <param name="sizes">Numbers of rows.</param>
    public static async Task<int> RunAsync(int[] sizes)
    {
        Console.WriteLine($"estimated and measured, {Environment.ProcessorCount} cores");
        await using (var postgres = await PostgreSqlServer.StartAsync())
            await MeasureAsync("PostgreSQL", await postgres.CreateDatabaseAsync(), "pg", OnPostgreSql, sizes, n => $"generate_series(1, {n}) AS s(i)", "ANALYZE big");
        if (MariaDbServer.Program is not null)
        {
            await using var maria = await MariaDbServer.StartAsync();
            await MeasureAsync("MariaDB", await maria.CreateDatabaseAsync(), "mariadb", OnMariaDb, sizes, n => $"(SELECT seq AS i FROM seq_1_to_{n}) AS s", "ANALYZE TABLE big");
        }
        return 0;
    }

    static async Task MeasureAsync(string name, string connection, string provider, Work[] all, int[] sizes, Func<int, string> numbers, string analyze)
    {
        foreach (var rows in sizes)
        {
            await using var session = await DialectRegistry.Get(provider).OpenAsync(new(connection), CancellationToken.None);
            Task<IReadOnlyList<long>> Execute(IEnumerable<string> sql) => session.ExecuteAsync([.. sql.Select(s => new SqlStatement(s, StatementLock.Unknown) { Transactional = false })], CancellationToken.None);
            await Execute(
            [
                "DROP TABLE IF EXISTS big", "DROP TABLE IF EXISTS parent", "CREATE TABLE parent (id int PRIMARY KEY)", $"INSERT INTO parent SELECT i FROM {numbers(10_000)}",
                "CREATE TABLE big (id int PRIMARY KEY, a int, code varchar(20), note varchar(100), amount decimal(12,2), created timestamp, status int, parent_id int)",
                $"INSERT INTO big SELECT i, mod(i * 7919.0, 1000003), concat('C', mod(i * 7919.0, 100000007)), repeat('x', 80), i / 7, now(), 1, mod(i, 10000) + 1 FROM {numbers(rows)}",
                "CREATE INDEX ix_parent ON big (parent_id)", analyze,
            ]);
            foreach (var work in all)
            {
                var speed = await session.MeasureSpeedAsync(CancellationToken.None);
                var (statements, estimated) = await PlanAsync(connection, work.Change);
                var start = Stopwatch.GetTimestamp();
                await Execute(statements);
                var measured = Stopwatch.GetElapsedTime(start).TotalSeconds;
                await Execute(work.Reset);
                Console.WriteLine($"{name,-11}{rows,9}  {work.Name,-36}{estimated,8:0.00} s{measured,8:0.00} s{estimated / measured,8:0.00}  speed {speed:0.0}");
            }
        }
    }

    static async Task<(IReadOnlyList<string> Statements, double Estimated)> PlanAsync(string connection, string change)
    {
        var folder = Directory.CreateTempSubdirectory("migrations-benchmark-").FullName;
        var changelog = Path.Combine(folder, "changelog.yaml");
        await File.WriteAllTextAsync(changelog, $"databaseChangeLog:\n- changeSet:\n    id: 1\n    author: bench\n    changes:\n    - {change}\n");
        var settings = new RunSettings { ChangelogPath = changelog, SearchPath = [folder], Location = folder, Connection = new(connection) };
        await using var run = await MigrationRun.OpenAsync(DialectRegistry.For(settings.Connection!), settings, new Silence(), CancellationToken.None);
        var plan = await PlanOperation.PlanAsync(run, ChangelogSource.Read(settings, run.Session.Dialect), CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        var statements = plan.Steps.Single().Statements;
        return ([.. statements.Select(s => s.Sql)], statements.Sum(s => s.EstimatedDuration?.TotalSeconds ?? 0));
    }

    sealed class Silence : IRunObserver
    {
        public bool FollowsEach => true;

        public void Started(PlanStep step, int index, int count) { }

        public void Executing(PlanStep step, PlanStatement statement) { }

        public void RowsLoaded(string file, long rows) { }

        public Task FinishedAsync(MigrationResult result) => Task.CompletedTask;

        public void ServerMessage(string message) { }

        public void Output(OutputTarget target, string message) { }

        public void CommandOutput(string line) { }

        public Task PerformAsync(CustomChangeCall call, object given, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Warning(string message) { }

        public void Debug(string message) { }
    }
}
