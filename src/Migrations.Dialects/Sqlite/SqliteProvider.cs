using Microsoft.Data.Sqlite;
using Migrations.Execution;
using Migrations.Proof;
using Migrations.Sql;
using SQLitePCL;

namespace Migrations.Dialects.Sqlite;

/// <summary>Connects to SQLite files.</summary>
sealed class SqliteProvider : IDatabaseProvider
{
    static readonly TimeSpan DefaultBusyTimeout = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "sqlite";

    /// <inheritdoc/>
    public SqlDialect DefaultDialect => new SqliteDialect();

    /// <summary>The version is that of the library that comes with the module, whatever is assumed.</summary>
    public SqlDialect DialectFor(AssumedServer server)
    {
        server.RefuseEdition("SQLite");
        return DefaultDialect;
    }

    /// <inheritdoc/>
    public bool Recognizes(string connectionText) => SqliteConnectionText.Recognizes(connectionText.Trim());

    /// <inheritdoc/>
    public MigrationTarget Describe(ConnectionSettings settings) => new(Name, null, null, SqliteConnectionText.Parse(settings).Display);

    /// <inheritdoc/>
    public async Task<IDatabaseSession> OpenAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var text = SqliteConnectionText.Parse(settings);
        RequireFolder(text);
        // SQLite creates a missing file as soon as it opens it, and planning must not leave one behind: until something is to be written, memory stands in.
        var isMissing = text.Path is { } path && text.Builder.Mode == SqliteOpenMode.ReadWriteCreate && !File.Exists(path);
        var connection = new SqliteConnection(isMissing ? "Data Source=:memory:" : text.Builder.ConnectionString);
        try
        {
            var file = await OpenAsync(connection, text, cancellationToken);
            var target = new MigrationTarget(Name, null, null, text.Display) { ServerVersion = connection.ServerVersion };
            return new SqliteSession(connection, new(text.ForeignKeys), target, file, settings.LockTimeout ?? text.BusyTimeout ?? DefaultBusyTimeout)
            {
                MissingFile = isMissing ? text : null,
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IScratchDatabase> CreateScratchAsync(ConnectionSettings? beside, CancellationToken cancellationToken) =>
        Task.FromResult<IScratchDatabase>(SqliteScratch.Create(beside is null ? null : SqliteConnectionText.Parse(beside)));

    /// <inheritdoc/>
    public Task<IScratchDatabase> TakeScratchAsync(ConnectionSettings given, CancellationToken cancellationToken) =>
        Task.FromResult<IScratchDatabase>(SqliteScratch.Take(SqliteConnectionText.Parse(given)));

    /// <summary>Opens a connection and makes it behave as every other client's does.</summary>
    /// <returns>The file as SQLite itself has resolved it; null for memory.</returns>
    /// <exception cref="MigrationException">It cannot be opened (<see cref="ErrorCode.ConnectionFailed"/>).</exception>
    internal static async Task<string?> OpenAsync(SqliteConnection connection, SqliteConnectionText text, CancellationToken cancellationToken)
    {
        try
        {
            // Opening reads the file, which may be far away.
            return await Task.Run(() => Open(connection, text), cancellationToken);
        }
        catch (SqliteException e)
        {
            throw Failed(e, text);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException)
        {
            throw Refused("the native library of SQLite cannot be loaded on this machine", "Check that the module is complete: lib/runtimes holds the library for this platform.", e);
        }
    }

    static string? Open(SqliteConnection connection, SqliteConnectionText text)
    {
        connection.Open();
        // Liquibase's SQLite takes "x" for a text where there is no column x, and so do the changelogs and schemas that it has run.
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_DQS_DML, 1, out _);
        raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_DQS_DDL, 1, out _);
        using var command = connection.CreateCommand();
        command.CommandTimeout = (int)DefaultBusyTimeout.TotalSeconds;
        // The bundled library has both on by default, unlike SQLite itself. The last query is the first to read the file.
        command.CommandText = $"PRAGMA recursive_triggers = {Switch(text.RecursiveTriggers)}; PRAGMA foreign_keys = {Switch(text.ForeignKeys)}; PRAGMA schema_version";
        command.ExecuteNonQuery();
        command.CommandText = "SELECT file FROM pragma_database_list WHERE name = 'main'";
        var file = command.ExecuteScalar() as string;
        // On Windows SQLite does not follow links.
        return string.IsNullOrEmpty(file) ? null : File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
    }

    static void RequireFolder(SqliteConnectionText text)
    {
        if (text.Path is not { } path)
            return;
        if (Directory.Exists(path))
            throw Refused($"{path} is a folder, not a SQLite database", "Name the file in it.");
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            throw Refused($"the folder {folder} does not exist", "Create the folder, or correct the path; the file itself is created when it is missing.");
        if (text.Builder.Mode is SqliteOpenMode.ReadOnly or SqliteOpenMode.ReadWrite && !File.Exists(path))
            throw Refused($"the database {path} does not exist", "Correct the path, or leave the mode out to have the file created.");
    }

    static string Switch(bool on) => on ? "ON" : "OFF";

    static MigrationException Failed(SqliteException failure, SqliteConnectionText text)
    {
        var advice = SqliteErrors.Classify(failure) switch
        {
            StatementFailure.LockTimeout => "Wait until the other program is done with the file, and run again.",
            StatementFailure.NoRights or StatementFailure.NotWritable => "Give this user the right to read and write the file and its folder.",
            _ => "Check that the path is that of a SQLite database, and that it opens with another tool.",
        };
        return Refused($"the database {text.Display} cannot be opened: {SqliteErrors.Describe(failure, text.Display, DefaultBusyTimeout)}", advice, failure);
    }

    static MigrationException Refused(string message, string advice, Exception? cause = null) => new(ErrorCode.ConnectionFailed, message, advice, innerException: cause);
}
