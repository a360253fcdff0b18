using Migrations.Execution;
using Migrations.Lint;
using Migrations.Proof;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Conformance;

/// <summary>A provider whose connection breaks after a number of statements, as it does when the process is killed: nothing is said goodbye to.</summary>
sealed class CutProvider(IDatabaseProvider inner, int statements) : IDatabaseProvider
{
    public string Name => inner.Name;

    public SqlDialect DefaultDialect => inner.DefaultDialect;

    public SqlDialect DialectFor(AssumedServer server) => inner.DialectFor(server);

    public bool Recognizes(string connectionText) => inner.Recognizes(connectionText);

    public MigrationTarget Describe(ConnectionSettings settings) => inner.Describe(settings);

    public async Task<IDatabaseSession> OpenAsync(ConnectionSettings settings, CancellationToken cancellationToken) =>
        new CutSession(await inner.OpenAsync(settings, cancellationToken), statements);

    public Task<IScratchDatabase> CreateScratchAsync(ConnectionSettings? beside, CancellationToken cancellationToken) => inner.CreateScratchAsync(beside, cancellationToken);

    public Task<IScratchDatabase> TakeScratchAsync(ConnectionSettings given, CancellationToken cancellationToken) => inner.TakeScratchAsync(given, cancellationToken);
}

/// <summary>The killed process, as the code that runs in it would never see it.</summary>
sealed class KilledException : Exception;

/// <summary>Sends one statement at a time and breaks after some of them.</summary>
sealed class CutSession(IDatabaseSession inner, int statements) : IDatabaseSession
{
    int left = statements;

    public SqlDialect Dialect => inner.Dialect;

    public MigrationTarget Target => inner.Target;

    public event Action<string, long>? RowsLoaded
    {
        add => inner.RowsLoaded += value;
        remove => inner.RowsLoaded -= value;
    }

    public event Action<string>? ServerMessage
    {
        add => inner.ServerMessage += value;
        remove => inner.ServerMessage -= value;
    }

    public async Task<IReadOnlyList<long>> ExecuteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        var affected = new List<long>();
        foreach (var statement in statements)
        {
            if (left-- <= 0)
            {
                await inner.DisposeAsync();
                throw new KilledException();
            }
            affected.AddRange(await inner.ExecuteAsync([statement], cancellationToken));
        }
        return affected;
    }

    public Task<IReadOnlyList<object?[]>> QueryAsync(string sql, CancellationToken cancellationToken) => Alive().QueryAsync(sql, cancellationToken);

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<object?[], T> make, CancellationToken cancellationToken) => Alive().QueryAsync(sql, make, cancellationToken);

    public Task<QueryResult> ReadAsync(string sql, CancellationToken cancellationToken) => Alive().ReadAsync(sql, cancellationToken);

    public Task<SchemaModel> InspectAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken) =>
        Alive().InspectAsync(keys, into, cancellationToken);

    public Task<IReadOnlyList<CatalogObject>> ReadCatalogAsync(CancellationToken cancellationToken) => Alive().ReadCatalogAsync(cancellationToken);

    public Task<IReadOnlyList<TableStatistics>> ReadStatisticsAsync(IReadOnlyCollection<ObjectName> tables, CancellationToken cancellationToken) =>
        Alive().ReadStatisticsAsync(tables, cancellationToken);

    public Task<IReadOnlyList<string>> FindTablesAsync(string? schema, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        Alive().FindTablesAsync(schema, names, cancellationToken);

    public Task<SessionLock> TryLockAsync(string key, CancellationToken cancellationToken) => Alive().TryLockAsync(key, cancellationToken);

    public Task ReleaseLockAsync(CancellationToken cancellationToken) => Alive().ReleaseLockAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    IDatabaseSession Alive() => left >= 0 ? inner : throw new KilledException();
}
