using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>What a raw statement says about transactions.</summary>
static class TransactionWord
{
    internal enum Kind
    {
        /// <summary>Nothing.</summary>
        None,
        /// <summary>BEGIN, START TRANSACTION.</summary>
        Begins,
        /// <summary>COMMIT, ROLLBACK, END.</summary>
        Ends,
        /// <summary>SAVEPOINT, RELEASE, ROLLBACK TO.</summary>
        Marks,
    }

    /// <summary>What a statement says: only one that is nothing else counts.</summary>
    public static Kind Of(RawSql? raw)
    {
        if (raw is null || raw.Text.Length > 200)
            return Kind.None;
        var words = WithoutComments(raw.Text).Split([' ', '\t', '\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 8)
            return Kind.None;
        var (first, second) = (Upper(words, 0), Upper(words, 1));
        return first switch
        {
            "BEGIN" when second is "" or "TRANSACTION" or "TRAN" or "WORK" or "ISOLATION" or "READ" or "IMMEDIATE" or "DEFERRED" or "EXCLUSIVE" => Kind.Begins,
            "START" when second == "TRANSACTION" => Kind.Begins,
            "COMMIT" or "END" or "ABORT" when second is "" or "TRANSACTION" or "TRAN" or "WORK" or "AND" => Kind.Ends,
            "ROLLBACK" when words.Contains("TO", StringComparer.OrdinalIgnoreCase) => Kind.Marks,
            "ROLLBACK" => Kind.Ends,
            "SAVEPOINT" or "RELEASE" => Kind.Marks,
            _ => Kind.None,
        };
    }

    static string Upper(string[] words, int at) => at < words.Length ? words[at].ToUpperInvariant() : "";

    static string WithoutComments(string text) => string.Join('\n', text.Split('\n').Select(line => line.IndexOf("--", StringComparison.Ordinal) is >= 0 and var at ? line[..at] : line));
}
