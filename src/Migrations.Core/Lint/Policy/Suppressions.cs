using System.Text.RegularExpressions;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.Planning;
using Migrations.Proof;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Lint;

/// <summary>
/// The suppressions of one change set, in the three forms that Liquibase passes over: <c>x-migrations: ['allow MIG3101: reason']</c> on the change set,
/// <c>x-migrations: {allow: ['MIG3101: reason']}</c> inside a change, and a comment <c>-- migrations: allow MIG3206: reason</c> in raw SQL.
/// </summary>
sealed partial class Suppressions
{
    const string Verb = "allow";

    readonly List<(Suppression Suppression, Func<MigrationFinding, bool> Covers)> all = [];
    readonly HashSet<Suppression> used = [];
    readonly List<MigrationFinding> problems = [];

    Suppressions() { }

    /// <summary>Reads those of a change set; null where it has none, as nearly all.</summary>
    public static Suppressions? Of(PlannedChangeSet planned, SqlDialect dialect)
    {
        var set = planned.ChangeSet;
        var changes = planned.Prepared.Changes;
        var comments = planned.Nodes.Where(n => n.Node is RawSql raw && raw.Text.Contains("migrations:", StringComparison.OrdinalIgnoreCase)).ToList();
        if (set.Extensions.IsEmpty && comments.Count == 0 && changes.All(c => c.Extensions is null))
            return null;
        var suppressions = new Suppressions();
        foreach (var scalar in set.Extensions)
            suppressions.AddOfChangeSet(scalar);
        for (var i = 0; i < changes.Length; i++)
            suppressions.AddOfChange(changes[i], i + 1 < changes.Length ? changes[i + 1].Span : null);
        foreach (var node in comments)
            suppressions.AddOfSql((RawSql)node.Node, node.Span, dialect.Lexical);
        return suppressions;
    }

    /// <summary>The finding, with the reason where it is suppressed.</summary>
    public MigrationFinding Apply(MigrationFinding finding, DateOnly today)
    {
        foreach (var (suppression, covers) in all)
        {
            if (suppression.Code != finding.Code || !covers(finding))
                continue;
            used.Add(suppression);
            if (suppression.Counts(today))
                return finding with { Suppression = suppression.Reason };
        }
        return finding;
    }

    /// <summary>What is wrong with the suppressions themselves, once all findings have been looked at.</summary>
    /// <param name="today">The day.</param>
    /// <param name="complete">Whether all findings of the change set are known.</param>
    public IEnumerable<MigrationFinding> Problems(DateOnly today, bool complete)
    {
        foreach (var problem in problems)
            yield return problem;
        foreach (var (suppression, _) in all)
        {
            if (!suppression.Counts(today))
            {
                yield return SuppressionRule.Expired.At(suppression.Span, FormattableString.Invariant($"the suppression of {suppression.Code} was for the time until {suppression.Until:yyyy-MM-dd}, and suppresses nothing any more"),
                    "Mend what it was for, or give it a later day and say why.");
            }
            // What only a proof looks for is not always looked for.
            else if (complete && !used.Contains(suppression) && !ProofRule.Has(suppression.Code))
            {
                yield return SuppressionRule.Unused.At(suppression.Span, $"{suppression.Code} is suppressed here, and nothing of the kind is found on this database", "Take the suppression out, unless it is for another database.");
            }
        }
    }

    void AddOfChangeSet(ScalarValue scalar)
    {
        var text = scalar.SourceText.Trim();
        if (text.StartsWith(Verb + " ", StringComparison.Ordinal))
            Add(text[(Verb.Length + 1)..], scalar.Span, _ => true);
        else
            problems.Add(LanguageRule.UnknownAttribute.At(scalar.Span, $"'x-migrations' has no '{text}'; it is passed over.", $"Write '{Verb} ', the code of a rule, a colon and the reason."));
    }

    void AddOfChange(Change change, SourceSpan? next)
    {
        if (change.Extensions is not { } extensions)
            return;
        foreach (var child in extensions.Children)
        {
            if (child.Name != Verb)
                problems.Add(LanguageRule.UnknownChangeAttribute.At(child.Span, $"'x-migrations' has no '{child.Name}'; it is passed over.", $"Write '{Verb}:' with a list of suppressions."));
            else
                foreach (var scalar in child.Scalars.Where(s => !s.IsNull))
                    Add(scalar.SourceText, scalar.Span, finding => finding.Change == change.Span || (finding.Change is null && IsBetween(finding, change.Span, next)));
        }
    }

    void AddOfSql(RawSql raw, SourceSpan span, SqlLexicalRules rules)
    {
        foreach (var token in SqlLexer.Tokenize(raw.Text, rules).Where(t => t.Kind is SqlTokenKind.LineComment or SqlTokenKind.BlockComment))
            if (Directive().Match(raw.Text, token.Start, token.Length) is { Success: true } match)
                Add(match.Groups["text"].Value, span, finding => finding.Statement == raw.Text);
    }

    void Add(string text, SourceSpan span, Func<MigrationFinding, bool> covers)
    {
        if (Suppression.Read(text, span, out var problem) is { } suppression)
            all.Add((suppression, covers));
        else
            problems.Add(problem!);
    }

    static bool IsBetween(MigrationFinding finding, SourceSpan from, SourceSpan? to) =>
        finding.File == from.File && (finding.Line, finding.Column).CompareTo((from.Line, from.Column)) >= 0
            && (to is not { } end || end.File != from.File || (finding.Line, finding.Column).CompareTo((end.Line, end.Column)) < 0);

    [GeneratedRegex(@"^(--|#|/\*)\s*migrations:\s*allow\s+(?<text>.*?)\s*(\*/)?$", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}
