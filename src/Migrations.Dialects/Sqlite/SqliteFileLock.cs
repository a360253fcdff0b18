using Migrations.Execution;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// The lock of a run on a database file: the operating system's exclusive lock on a file beside it, which goes with the process whatever ends it.
/// Never on the database file itself: closing any handle to that would drop SQLite's own locks (POSIX). The side file stays behind, empty:
/// deleting it could take it from under a run that has just locked it.
/// </summary>
/// <param name="databasePath">The database file with all links resolved; null where there is no file, and so nobody to lock out.</param>
sealed class SqliteFileLock(string? databasePath) : IDisposable
{
    FileStream? held;

    /// <summary>Tries once.</summary>
    /// <exception cref="MigrationException">The side file cannot be made.</exception>
    public SessionLock TryTake()
    {
        if (databasePath is null || held is not null)
            return new(SessionLockState.Taken);
        var path = databasePath + ".migrations.lock";
        if (Open(path) is not { } file)
            return new(SessionLockState.HeldByOther, $"another process has locked {path}");
        if (Open(path) is { } second)
        {
            second.Dispose();
            file.Dispose();
            return new(SessionLockState.ProvesNothing, $"the file system of {path} has no locks");
        }
        held = file;
        return new(SessionLockState.Taken);
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        held?.Dispose();
        held = null;
    }

    static FileStream? Open(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unusable(path, e);
        }
        catch (IOException e) when (e is DirectoryNotFoundException or PathTooLongException || IsReadOnly(e))
        {
            throw Unusable(path, e);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>EROFS (30) and ENOSPC (28), as .NET carries errno on Unix; ERROR_WRITE_PROTECT and ERROR_DISK_FULL on Windows.</summary>
    static bool IsReadOnly(IOException e) => (e.HResult & 0xFFFF) is var code && (OperatingSystem.IsWindows() ? code is 19 or 112 : code is 28 or 30);

    static MigrationException Unusable(string path, Exception e) => new(ErrorCode.ConnectionFailed, $"the lock file {path} cannot be opened: {e.Message}",
        "Give this user the right to write in the folder of the database: SQLite needs it too, for its journal.", innerException: e);
}
