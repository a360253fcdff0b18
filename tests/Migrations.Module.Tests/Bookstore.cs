using System.Text.RegularExpressions;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Sql;

namespace Migrations.Tests;

/// <summary>The bookstore of tests/samples in a session's folder, and its SQLite database as somebody else sees it.</summary>
static partial class Bookstore
{
    /// <summary>The connection that the examples use.</summary>
    public const string Connection = "Data Source=bookstore.db";

    /// <summary>Copies the sample to <c>bookstore</c> in the session's folder.</summary>
    public static void CopyBookstore(this ModuleSession session) => Copy("bookstore", Path.Combine(session.Folder, "bookstore"));

    /// <summary>Copies a folder of tests/samples.</summary>
    public static void Copy(string sample, string to)
    {
        var from = Path.Combine(BuiltModule.Repository, "tests", "samples", sample);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Asks a SQLite file of the session's folder: rows as texts joined by <c>|</c>.</summary>
    public static IReadOnlyList<string> Query(this ModuleSession session, string sql, string file = "bookstore.db") => With(session, file, async database =>
        (IReadOnlyList<string>)[.. (await database.QueryAsync(sql, CancellationToken.None)).Select(row => string.Join('|', row))]);

    /// <summary>Changes something behind the product's back.</summary>
    public static void Execute(this ModuleSession session, string sql, string file = "bookstore.db") => With(session, file, database =>
        database.ExecuteAsync([new(sql, StatementLock.None)], CancellationToken.None));

    static T With<T>(ModuleSession session, string file, Func<IDatabaseSession, Task<T>> work) => Task.Run(async () =>
    {
        var connection = new ConnectionSettings($"Data Source={file}") { BaseDirectory = session.Folder };
        await using var database = await DialectRegistry.For(connection).OpenAsync(connection, CancellationToken.None);
        return await work(database);
    }).GetAwaiter().GetResult();

    /// <summary>The tables and views of the database, ours and the history's left out.</summary>
    public static IReadOnlyList<string> Objects(this ModuleSession session, string file = "bookstore.db") => session.Query(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'DATABASECHANGELOG%' AND name <> 'MIGRATIONS_STATE' ORDER BY name", file);

    /// <summary>What is different in every run, as a letter: times, durations, ids, the session's folder.</summary>
    public static string Stable(string text, string folder)
    {
        text = text.Replace(folder, "FOLDER", StringComparison.Ordinal);
        text = PlanId().Replace(text, "$1 XXXXXXXX");
        text = Moment().Replace(text, m => "YYYY-MM-DD hh:mm:ss"[..m.Length]);
        text = Stamp().Replace(text, "YYYYMMDDhhmmss");
        text = Duration().Replace(text, m => "D ms".PadLeft(m.Length));
        return string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }

    [GeneratedRegex("([Pp]lan) [0-9a-f]{8}")]
    private static partial Regex PlanId();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?")]
    private static partial Regex Moment();

    [GeneratedRegex(@"(?<!\d)20\d{12}(?!\d)")]
    private static partial Regex Stamp();

    [GeneratedRegex(@" +(< 1 ms|\d+ ms|\d+\.\d\d s)")]
    private static partial Regex Duration();
}
