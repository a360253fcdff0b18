using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Lint;

/// <summary>Whether a condition is likely to choose few of a table's rows: those of a key, a range or a limit. What only asks for NULL, or nothing at all, may be every row.</summary>
static class RowChoice
{
    /// <summary>Whether few rows are chosen.</summary>
    /// <param name="where">The condition; null for none.</param>
    /// <param name="node">The node that it is of.</param>
    public static bool IsNarrow(SqlPredicate? where, LintNode node) => where switch
    {
        _ when node.Raw is { } sql && IsLimited(sql.Text) => true,
        null => false,
        ColumnEquals { Value: NullValue } or HasValue => false,
        ColumnEquals => true,
        AllOf all => all.Conditions.Any(c => IsNarrow(c, node)),
        RowExists => false,
        RawPredicate raw => IsNarrow(raw.Sql, node.Dialect.Lexical),
        _ => false,
    };

    /// <summary>Whether a statement begins with <c>UPDATE TOP</c> or <c>DELETE TOP</c>.</summary>
    static bool IsLimited(string sql) => sql.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries) is [_, var second, ..] && second.StartsWith("TOP", StringComparison.OrdinalIgnoreCase);

    /// <summary>A comparison with a value, a list, a range or a limit bounds the rows; a comparison of columns, IS NULL and a subquery do not.</summary>
    static bool IsNarrow(string condition, SqlLexicalRules rules)
    {
        var code = new CodeTokens(condition, rules);
        for (var i = 0; i < code.Count; i++)
        {
            if (code.IsAny(i, "LIMIT", "TOP", "FETCH", "CTID", "ROWID", "BETWEEN"))
                return true;
            if (code.Is(i, "IN") && code.Is(i + 1, "(") && (IsValue(code, i + 2) || code.Find("LIMIT", i + 2) > 0))
                return true;
            if (code.Is(i, "ANY") && code.Is(i + 1, "("))
                return true;
            if (code.IsAny(i, "=", "<", ">") && !(code.Is(i, "<") && code.Is(i + 1, ">")) && !code.Is(i - 1, "!") && !(code.Is(i, ">") && code.Is(i - 1, "<"))
                && (IsValue(code, i + 1) || IsValue(code, i - 1) || (code.Is(i + 1, "=") && IsValue(code, i + 2))))
            {
                return true;
            }
        }
        return false;
    }

    // Truth values say no more than NULL does.
    static bool IsValue(CodeTokens code, int at) =>
        code.Kind(at) is SqlTokenKind.String or SqlTokenKind.DollarString or SqlTokenKind.Number || code.IsAny(at, "$", ":", "?", "@") || (code.Is(at, "-") && code.Kind(at + 1) == SqlTokenKind.Number);
}
