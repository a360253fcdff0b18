using Migrations.Lint;
using Migrations.Proof;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>One kind of database: makes dialects without a server and sessions with one.</summary>
public interface IDatabaseProvider
{
    /// <summary>Liquibase's short name: <c>postgresql</c>.</summary>
    string Name { get; }

    /// <summary>The dialect of a current server with default settings, for planning without a connection.</summary>
    SqlDialect DefaultDialect { get; }

    /// <summary>The dialect of a server that is not there, for planning without a connection.</summary>
    /// <param name="server">What it is taken to be.</param>
    /// <exception cref="MigrationException">There is no such server, or it is not supported.</exception>
    SqlDialect DialectFor(AssumedServer server);

    /// <summary>Whether the connection text is for this provider (its URL scheme, or keywords that only it has).</summary>
    bool Recognizes(string connectionText);

    /// <summary>Says where a connection text leads, without connecting and without secrets.</summary>
    /// <exception cref="MigrationException">The text cannot be understood (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    MigrationTarget Describe(ConnectionSettings settings);

    /// <summary>Connects, outside any pool, in UTF-8.</summary>
    /// <exception cref="MigrationException">No connection (<see cref="ErrorCode.ConnectionFailed"/>) or a text that cannot be understood (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    Task<IDatabaseSession> OpenAsync(ConnectionSettings settings, CancellationToken cancellationToken);

    /// <summary>Makes an empty database to try change sets in.</summary>
    /// <param name="beside">The database beside which it is made and like which it is; null where there is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MigrationException">It cannot be made (<see cref="ErrorCode.ScratchUnusable"/>).</exception>
    Task<IScratchDatabase> CreateScratchAsync(ConnectionSettings? beside, CancellationToken cancellationToken);

    /// <summary>Takes a database that was given to try change sets in: it is emptied now and in the end, and stays.</summary>
    /// <param name="given">The database.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IScratchDatabase> TakeScratchAsync(ConnectionSettings given, CancellationToken cancellationToken);
}

/// <summary>
/// One connection, unpooled, that runs the whole of a run: reads history, holds the lock, executes change sets. It is used by one caller at a time
/// and never reconnects: when it is lost, the run stops.
/// </summary>
public interface IDatabaseSession : IAsyncDisposable
{
    /// <summary>The dialect for this server's version and settings.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Where it leads.</summary>
    MigrationTarget Target { get; }

    /// <summary>How the database's own client is started so that it gets to the same place as the same user; null where that cannot be said.</summary>
    ClientProgram? Client => null;

    /// <summary>Whether the database is not there yet, and is made when something is written: then nobody else is at work in it.</summary>
    bool IsMissing => false;

    /// <summary>What the server says while working (NOTICE, PRINT, warnings).</summary>
    event Action<string>? ServerMessage;

    /// <summary>How many rows of a file have been sent, while a load takes long enough for somebody to ask.</summary>
    event Action<string, long>? RowsLoaded;

    /// <summary>
    /// Sends statements in order, in one round trip where the driver and <see cref="SqlStatement.OwnBatch"/> allow it, stopping at the first that fails.
    /// </summary>
    /// <returns>The number of rows each statement affected; -1 where that makes no sense.</returns>
    /// <exception cref="StatementFailedException">The server refused one.</exception>
    /// <exception cref="MigrationException">The connection was lost (<see cref="ErrorCode.ConnectionLost"/>).</exception>
    Task<IReadOnlyList<long>> ExecuteAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken);

    /// <summary>Reads rows. Values are .NET values; NULL is null.</summary>
    /// <exception cref="StatementFailedException">The server refused it.</exception>
    /// <exception cref="MigrationException">The connection was lost (<see cref="ErrorCode.ConnectionLost"/>).</exception>
    Task<IReadOnlyList<object?[]>> QueryAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Reads rows, of each of which something is made at once; else as <see cref="QueryAsync(string, CancellationToken)"/>.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="make">Makes something of a row.</param>
    /// <param name="cancellationToken">Stops the server's work.</param>
    Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<object?[], T> make, CancellationToken cancellationToken);

    /// <summary>Reads rows with the names of their columns; else as <see cref="QueryAsync(string, CancellationToken)"/>.</summary>
    Task<QueryResult> ReadAsync(string sql, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the shape of objects into a model: of those asked for (what is not there is absent in it), and of tables whose foreign keys point at a table asked for;
    /// or, where <paramref name="keys"/> is null, of everything in the default schema, complete.
    /// </summary>
    /// <param name="keys">What to read; null for everything.</param>
    /// <param name="into">The model to add to; its unknowns that were not asked for stay unknown.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<SchemaModel> InspectAsync(IReadOnlyCollection<ObjectKey>? keys, SchemaModel into, CancellationToken cancellationToken);

    /// <summary>
    /// Reads what the catalogue itself says of everything in the database, for comparing two states of it: also what the model does not hold.
    /// Where the inspector reads all there is, that is the model.
    /// </summary>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<CatalogObject>> ReadCatalogAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads how large tables are, from the database's own statistics: in one round trip for all of them, and a second one that looks whether those that seem small are empty.
    /// Tables that are not there are left out; where rights or a lock are in the way, all are.
    /// </summary>
    /// <param name="tables">The tables.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<TableStatistics>> ReadStatisticsAsync(IReadOnlyCollection<ObjectName> tables, CancellationToken cancellationToken);

    /// <summary>
    /// How much slower the database's machine is just now than the one that costs of work were measured on, by a query that takes a moment
    /// (<see cref="SqlDialect.Speed"/>); null where that cannot be told.
    /// </summary>
    Task<double?> MeasureSpeedAsync(CancellationToken cancellationToken) => Task.FromResult<double?>(null);

    /// <summary>The spellings in the catalogue of tables whose names equal one of these without regard to case (DESIGN 3a.6), in one round trip.</summary>
    /// <param name="schema">The schema; null for the default one.</param>
    /// <param name="names">The names to look for.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<string>> FindTablesAsync(string? schema, IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>
    /// Tries once to take the server's own lock that lives and dies with this connection (DESIGN 3a.1).
    /// </summary>
    /// <param name="key">What the lock is for; hashed to what the server allows.</param>
    /// <param name="cancellationToken">Stops trying.</param>
    /// <returns>Taken; held by another session; or not provable here (a pooler in between, an in-memory database), with the reason.</returns>
    Task<SessionLock> TryLockAsync(string key, CancellationToken cancellationToken);

    /// <summary>Releases the server's own lock.</summary>
    Task ReleaseLockAsync(CancellationToken cancellationToken);
}

/// <summary>What a query returned.</summary>
/// <param name="Columns">The names of its columns, as the server gives them.</param>
/// <param name="Rows">The rows: .NET values, null for NULL.</param>
public sealed record QueryResult(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);

/// <summary>What came of trying for the server's own lock.</summary>
/// <param name="State">The outcome.</param>
/// <param name="Detail">Who holds it, or why it proves nothing; null where there is nothing to say.</param>
public sealed record SessionLock(SessionLockState State, string? Detail = null);

/// <summary>Outcomes of trying for the server's own lock.</summary>
public enum SessionLockState
{
    /// <summary>This session has it now.</summary>
    Taken,
    /// <summary>Another living session has it.</summary>
    HeldByOther,
    /// <summary>Such a lock proves nothing on this connection; only the lock row counts.</summary>
    ProvesNothing,
}
