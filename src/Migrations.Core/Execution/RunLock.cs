using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Migrations.History;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>
/// The lock of a run (DESIGN 3a.1): the row of DATABASECHANGELOGLOCK, so that Liquibase and we exclude each other, under a lock of the server's own
/// that dies with this connection. A row of ours whose session lock is free belongs to a dead run and is taken over.
/// </summary>
/// <param name="session">The connection that executes the change sets and holds the lock.</param>
/// <param name="tables">The history tables.</param>
/// <param name="runId">The id of this run.</param>
public sealed class RunLock(IDatabaseSession session, HistoryTables tables, string runId)
{
    const string Mark = " migrations:";
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);
    readonly SqlDialect dialect = session.Dialect;
    readonly LockStatements statements = new(tables, session.Dialect);

    /// <summary>What LOCKEDBY says while this run holds the lock: <c>host (addr) migrations:run id</c>.</summary>
    public string Owner { get; } = FormattableString.Invariant($"{Dns.GetHostName()} ({Address()}){Mark}{runId}");

    /// <summary>Does work under the lock, and gives it back whatever becomes of the work.</summary>
    /// <param name="waitTimeout">How long to wait for another run.</param>
    /// <param name="observer">Is told of waiting, of a takeover, and of a lock that could not be given back.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops waiting, and the work.</param>
    /// <exception cref="MigrationException">Another run still holds it after the time (<see cref="ErrorCode.LockHeld"/>), or the work failed.</exception>
    public async Task HoldAsync(TimeSpan waitTimeout, IRunObserver observer, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await AcquireAsync(waitTimeout, observer, cancellationToken);
        try
        {
            await work(cancellationToken);
        }
        finally
        {
            await ReleaseAsync(observer);
        }
    }

    /// <summary>Takes the lock, waiting for another run where there is one, and creates the history tables where they are missing.</summary>
    /// <param name="waitTimeout">How long to wait for another run.</param>
    /// <param name="observer">Is told of waiting and of a takeover.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="MigrationException">Another run still holds it after the time (<see cref="ErrorCode.LockHeld"/>).</exception>
    async Task AcquireAsync(TimeSpan waitTimeout, IRunObserver observer, CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + waitTimeout;
        var told = false;
        while (true)
        {
            var holder = await TryAcquireAsync(observer, cancellationToken);
            if (holder is null)
                return;
            if (DateTime.UtcNow >= deadline)
            {
                await session.ReleaseLockAsync(cancellationToken);
                throw Held(holder, waitTimeout);
            }
            if (!told)
                observer.Warning($"waiting up to {waitTimeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s for another run: {holder.Describe()}");
            told = true;
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Gives the lock back. A row that is no longer ours is left alone.</summary>
    async Task ReleaseAsync(IRunObserver observer)
    {
        try
        {
            await session.ExecuteAsync([statements.Release(Owner)], CancellationToken.None);
            await session.ReleaseLockAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is MigrationException or StatementFailedException)
        {
            // With the connection the server's lock is gone too, and the next run proves us dead by it. What the work failed of matters more.
            observer.Debug($"the lock could not be released: {e.Message}");
        }
    }

    /// <summary>Whether the row still says that the lock is this run's.</summary>
    public async Task<bool> IsHeldAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken))?.LockedBy == Owner;

    /// <summary>Who holds the lock, judging by the row alone; null where nobody does.</summary>
    public async Task<LockHolder?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!tables.LockExists)
            return null;
        string Q(string column) => dialect.Quote(tables.Column(column));
        var rows = await session.QueryAsync($"SELECT {Q("LOCKED")}, {Q("LOCKEDBY")}, {Q("LOCKGRANTED")} FROM {dialect.Quote(tables.Lock)} WHERE {Q("ID")} = 1", cancellationToken);
        return rows is [var row] && Convert.ToBoolean(row[0], CultureInfo.InvariantCulture)
            ? new(Convert.ToString(row[1], CultureInfo.InvariantCulture) ?? "", Moment(row[2]), session.Target)
            : null;
    }

    static string? Moment(object? value) =>
        value is DateTime time ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <summary>Looks who holds the lock, and whether they are alive, without taking it.</summary>
    public async Task<LockHolder?> LookAsync(CancellationToken cancellationToken)
    {
        if (session.IsMissing)
            return null;
        var server = await session.TryLockAsync(SessionLockKey, cancellationToken);
        if (server.State == SessionLockState.Taken)
            await session.ReleaseLockAsync(cancellationToken);
        var holder = await ReadAsync(cancellationToken);
        return server.State == SessionLockState.HeldByOther ? (holder ?? new("a run that has just begun", null, session.Target)) with { Alive = true } : holder;
    }

    /// <summary>Frees the row of a holder, if it is still that holder's.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> BreakAsync(LockHolder holder, CancellationToken cancellationToken) =>
        await ExecuteAsync(statements.Release(holder.LockedBy), cancellationToken) == 1;

    /// <summary>What the server's own lock is taken for: the same for all runs on the same history.</summary>
    public string SessionLockKey => $"{session.Target.Database}\n{tables.Log.Schema ?? dialect.DefaultSchema}\n{tables.Log.Name}";

    async Task<LockHolder?> TryAcquireAsync(IRunObserver observer, CancellationToken cancellationToken)
    {
        var taken = await session.TryLockAsync(SessionLockKey, cancellationToken);
        if (taken.State == SessionLockState.HeldByOther)
            return await ReadAsync(cancellationToken) is { } other ? other with { Alive = true } : new("another run of this product", null, session.Target) { Alive = true };
        await CreateTablesAsync(cancellationToken);
        while (true)
        {
            if (await ExecuteAsync(statements.Take(Owner), cancellationToken) == 1)
                return null;
            if (await ReadAsync(cancellationToken) is not { } holder)
            {
                await InsertMissingRowAsync(cancellationToken);
                continue;
            }
            // Only the server's lock proves a death, and only for runs that would hold it.
            if (taken.State != SessionLockState.Taken || !holder.LockedBy.Contains(Mark, StringComparison.Ordinal))
                return holder with { Unproven = taken.Detail };
            if (await ExecuteAsync(statements.TakeOver(Owner, holder.LockedBy), cancellationToken) == 1)
            {
                observer.Warning($"took over the lock of a run that has died: {holder.Describe()}");
                return null;
            }
        }
    }

    /// <summary>The row may be missing where somebody emptied the table; where it was merely released in between, nothing is inserted.</summary>
    async Task InsertMissingRowAsync(CancellationToken cancellationToken)
    {
        if ((await session.QueryAsync($"SELECT 1 FROM {dialect.Quote(tables.Lock)} WHERE {dialect.Condition(statements.Id)}", cancellationToken)).Count == 0)
            await ExecuteAsync(statements.AddRow(), cancellationToken);
    }

    async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        if (tables.LogExists && tables.LockExists)
            return;
        // Another run may have made them while this one waited for the lock.
        var found = await session.FindTablesAsync(tables.Log.Schema, [tables.Log.Name, tables.Lock.Name, tables.State.Name], cancellationToken);
        bool Exists(string name) => found.Contains(name, StringComparer.OrdinalIgnoreCase);
        tables.Created(Exists(tables.Log.Name), Exists(tables.Lock.Name), Exists(tables.State.Name));
        var create = tables.CreateMissing(statements);
        if (create.Count == 0)
            return;
        try
        {
            await session.ExecuteAsync(dialect.Features.TransactionalDdl ? [dialect.BeginTransaction, .. create, dialect.CommitTransaction] : create, cancellationToken);
        }
        catch (StatementFailedException e)
        {
            throw new MigrationException(ErrorCode.HistoryUnusable, $"the history tables cannot be created in {session.Target}: {e.Message}",
                e.Kind == StatementFailure.NoRights ? "Grant the role the right to create tables, or create them as an administrator." : null, innerException: e)
            { Statement = e.Statement.Text };
        }
        tables.Created(log: true, @lock: true, state: false);
    }

    MigrationException Held(LockHolder holder, TimeSpan waited) => new(ErrorCode.LockHeld,
        $"the lock on {session.Target} is held: {holder.Describe()}; waited {waited.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s",
        holder.Alive
            ? "Wait for that run to end, or give more time with -WaitTimeout."
            : "If that process no longer runs, free the lock with Unlock-Migration; else wait for it, or give more time with -WaitTimeout.");

    async Task<long> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken) => (await session.ExecuteAsync([statement], cancellationToken))[0];

    static string Address()
    {
        // The address that Liquibase would show: of the interface that leads out, without asking any server. Connecting a datagram socket sends nothing.
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect("192.0.2.1", 9);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException)
        {
            return "127.0.0.1";
        }
    }
}

/// <summary>Who holds the lock.</summary>
/// <param name="LockedBy">LOCKEDBY as stored.</param>
/// <param name="Since">LOCKGRANTED in server time.</param>
/// <param name="Target">Where.</param>
public sealed record LockHolder(string LockedBy, string? Since, MigrationTarget Target)
{
    /// <summary>Whether the server's own lock proves that the holder lives.</summary>
    public bool Alive { get; init; }

    /// <summary>Why nothing can be proved, where that is so.</summary>
    public string? Unproven { get; init; }

    /// <summary>For people: who, since when, alive or not.</summary>
    public string Describe() =>
        $"held by {LockedBy}{(string.IsNullOrEmpty(Since) ? "" : $" since {Since} (server time)")}{(Alive ? ", which is alive" : "")}{(Unproven is null ? "" : $" ({Unproven})")}";
}
