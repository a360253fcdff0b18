using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Migrations.Execution;
using SQLitePCL;

namespace Migrations.Dialects.Sqlite;

/// <summary>What SQLite's result codes mean.</summary>
static partial class SqliteErrors
{
    /// <summary>Whether another connection is in the way, which waiting may cure.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>What kind of refusal an error is.</summary>
    public static StatementFailure Classify(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_ERROR when Text(exception).StartsWith("no such table:", StringComparison.Ordinal) => StatementFailure.NoSuchTable,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StatementFailure.LockTimeout,
        raw.SQLITE_READONLY or raw.SQLITE_FULL => StatementFailure.NotWritable,
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => StatementFailure.NoRights,
        _ => StatementFailure.Other,
    };

    /// <summary>An error in words: SQLite's own, and what they mean where they do not say it.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="display">The database.</param>
    /// <param name="waited">How long a lock was waited for.</param>
    public static string Describe(SqliteException exception, string display, TimeSpan waited)
    {
        var text = Text(exception);
        return exception.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => FormattableString.Invariant($"{text}: another connection is using {display} (waited {waited.TotalSeconds:0.#} s)"),
            raw.SQLITE_READONLY => $"{text}: {display} or its folder may not be written",
            raw.SQLITE_FULL => $"{text}: there is no room left for {display}",
            raw.SQLITE_CORRUPT => $"{text}: {display} is damaged",
            raw.SQLITE_NOTADB => $"{display} is not a SQLite database, or it is encrypted",
            raw.SQLITE_CANTOPEN => $"{text}: {display} or a file beside it (its journal) cannot be opened",
            // ALTER TABLE … SET NOT NULL and ADD CHECK say no more than this.
            raw.SQLITE_CONSTRAINT when text == "constraint failed" => "constraint failed: there are rows that do not satisfy it",
            _ when Violation(text) is { } violation => violation,
            _ => text.Replace(SqliteRebuild.Prefix, "", StringComparison.Ordinal),
        };
    }

    /// <summary>Where in a statement SQLite complains: it names the word before which it stopped, or the name that it does not know.</summary>
    /// <returns>The place, where the word stands only once; null where that cannot be told.</returns>
    public static (int Line, int Column)? Position(string message, string statement)
    {
        if (Complaint().Match(message) is not { Success: true } match)
            return null;
        var word = match.Groups["word"].Value;
        var at = statement.IndexOf(word, StringComparison.Ordinal);
        if (at < 0 || statement.IndexOf(word, at + 1, StringComparison.Ordinal) >= 0)
            return null;
        var before = statement[..at];
        return (before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n'));
    }

    [GeneratedRegex("""near "(?<word>.+)": syntax error|no such (column|table|function|index|view|trigger): (?<word>[^']+)""")]
    private static partial Regex Complaint();

    /// <summary>SQLite's message out of the driver's, which is <c>SQLite Error 1: '…'.</c></summary>
    static string Text(SqliteException exception)
    {
        var message = exception.Message;
        var open = message.IndexOf('\'', StringComparison.Ordinal);
        var close = message.LastIndexOf('\'');
        return close > open && message.StartsWith("SQLite Error", StringComparison.Ordinal) ? message[(open + 1)..close] : message;
    }

    /// <summary>What a check of foreign keys wants to say, out of the error that carries it.</summary>
    static string? Violation(string text)
    {
        var mark = text.IndexOf(SqliteRebuild.ViolationMark, StringComparison.Ordinal);
        return mark < 0 ? null : text[(mark + SqliteRebuild.ViolationMark.Length)..].TrimEnd('\'', ' ').Replace("''", "'", StringComparison.Ordinal);
    }
}
