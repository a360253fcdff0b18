using Migrations.Execution;
using Npgsql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>What the server's errors mean, and what of them may be shown.</summary>
static class PostgreSqlErrors
{
    /// <summary>What kind of refusal it is.</summary>
    public static StatementFailure Classify(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable => StatementFailure.NoSuchTable,
        PostgresErrorCodes.InsufficientPrivilege => StatementFailure.NoRights,
        PostgresErrorCodes.LockNotAvailable => StatementFailure.LockTimeout,
        PostgresErrorCodes.DeadlockDetected => StatementFailure.Deadlock,
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DiskFull => StatementFailure.NotWritable,
        _ => StatementFailure.Other,
    };

    /// <summary>Whether the server has ended the connection, or is about to.</summary>
    public static bool EndsConnection(PostgresException e) => e.InvariantSeverity is "FATAL" or "PANIC" || e.SqlState.StartsWith("08", StringComparison.Ordinal)
        || e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.DatabaseDropped;

    /// <summary>
    /// Whether the detail names objects (what depends on a column), as in refusals of definitions and states. That of a violated constraint or a bad value holds values of rows.
    /// </summary>
    static bool HasHarmlessDetail(PostgresException e) => e.SqlState[..2] is "0A" or "2B" or "3F" or "42" or "53" or "54" or "55" or "57";

    /// <summary>The server's message, with its detail where that holds no values of rows, and its hint.</summary>
    public static string Message(PostgresException e)
    {
        var text = e.MessageText;
        if (!string.IsNullOrEmpty(e.Detail) && HasHarmlessDetail(e))
            text += $" ({e.Detail.ReplaceLineEndings("; ").TrimEnd('.')})";
        return string.IsNullOrEmpty(e.Hint) ? text : $"{text}. {e.Hint}";
    }

    /// <summary>The exception without what may hold values of rows.</summary>
    public static PostgresException Presentable(PostgresException e) => HasHarmlessDetail(e) && e.Where is null
        ? e
        : new(e.MessageText, e.Severity, e.InvariantSeverity, e.SqlState, HasHarmlessDetail(e) ? e.Detail : null, e.Hint, e.Position, e.InternalPosition, null, null,
            e.SchemaName, e.TableName, e.ColumnName, e.DataTypeName, e.ConstraintName);

    /// <summary>Line and column of the server's position, which counts characters from 1.</summary>
    public static (int Line, int Column)? Place(string statement, int position)
    {
        if (position <= 0)
            return null;
        var (line, column, seen) = (1, 1, 1);
        foreach (var rune in statement.EnumerateRunes())
        {
            if (seen++ == position)
                return (line, column);
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
        }
        return (line, column);
    }
}
