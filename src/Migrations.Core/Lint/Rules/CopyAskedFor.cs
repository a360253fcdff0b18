using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Lint.Rules;

/// <summary>A statement asks the server for a way that blocks, where it may have a better one.</summary>
public sealed class CopyAskedFor() : LintRule("MIG3505", nameof(CopyAskedFor), FindingSeverity.Warning,
    "Nobody can write to the table until it is copied.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node is { Raw: { } raw, IsHarmless: false } && node.Dialect.Features.AlgorithmClauses && Asked(raw.Text, node.Dialect.Lexical) is { } asked
        ? [At(node, $"{asked} is asked for", "Ask for ALGORITHM=INSTANT, NOCOPY or INPLACE with LOCK=NONE: the server then refuses what it cannot do beside others.")]
        : Nothing;

    static string? Asked(string text, SqlLexicalRules rules)
    {
        if (!text.Contains("ALGORITHM", StringComparison.OrdinalIgnoreCase) && !text.Contains("LOCK", StringComparison.OrdinalIgnoreCase))
            return null;
        var code = new CodeTokens(text, rules);
        for (var i = 0; i < code.Count; i++)
        {
            var value = code.Is(i + 1, "=") ? i + 2 : i + 1;
            if (code.Is(i, "ALGORITHM") && code.Is(value, "COPY"))
                return "ALGORITHM=COPY";
            if (code.Is(i, "LOCK") && code.IsAny(value, "SHARED", "EXCLUSIVE"))
                return $"LOCK={code.Word(value)}";
        }
        return null;
    }
}
