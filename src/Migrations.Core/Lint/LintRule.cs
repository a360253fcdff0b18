using Migrations.Changelog;

namespace Migrations.Lint;

/// <summary>
/// A rule about what a plan does to a database in use. Codes are never reused: MIG31xx block or rewrite, MIG32xx lose or depend on data, MIG33xx break
/// programs that are running, MIG34xx are habits, MIG35xx are about raw SQL.
/// </summary>
/// <param name="code">The stable code.</param>
/// <param name="name">The name in words, one per code.</param>
/// <param name="severity">How much it matters where the policy says nothing else.</param>
/// <param name="why">Why it matters, in one sentence.</param>
public abstract class LintRule(string code, string name, FindingSeverity severity, string why)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>The name in words.</summary>
    public string Name { get; } = name;

    /// <summary>How much it matters where the policy says nothing else.</summary>
    public FindingSeverity Severity { get; } = severity;

    /// <summary>Why it matters, in one sentence.</summary>
    public string Why { get; } = why;

    /// <summary>Whether it matters as much as the table is large, so that a policy may set a size below which it does not: what blocks, rewrites or scans.</summary>
    public virtual bool DependsOnSize => Code.StartsWith("MIG31", StringComparison.Ordinal);

    /// <summary>What is questionable about one statement's node.</summary>
    public virtual IEnumerable<MigrationFinding> Check(LintNode node) => Nothing;

    /// <summary>What is questionable about a change set as a whole.</summary>
    public virtual IEnumerable<MigrationFinding> Check(LintChangeSet changeSet) => Nothing;

    /// <summary>No finding.</summary>
    internal static IEnumerable<MigrationFinding> Nothing { get; } = [];

    /// <summary>A finding of this rule.</summary>
    /// <param name="span">The place.</param>
    /// <param name="message">What was found.</param>
    /// <param name="advice">What to do about it.</param>
    private protected MigrationFinding At(SourceSpan span, string message, string advice) =>
        new(Code, Name, Severity, message, advice, span.File, span.Line, span.Column);

    /// <summary>A finding of this rule about a node, with what its statement locks and how much it has to do with.</summary>
    private protected MigrationFinding At(LintNode node, string message, string advice) => At(node.Span, message, advice) with
    {
        Change = node.Span,
        Statement = node.Statement?.Text,
        Object = node.Table?.ToString(),
        Lock = node.Lock.Name,
        LockImpact = node.Lock.Impact.ToString(),
        Rewrites = node.Lock.Rewrites,
        Scans = node.Lock.Scans,
        EstimatedRows = node.Statistics?.Rows,
        EstimatedDuration = node.Duration,
    };

    /// <summary>A finding of this rule about a node, with the change sets that do the same beside running programs, where the database has such a way.</summary>
    private protected MigrationFinding WithOnlineForm(LintNode node, string message, string advice) => At(node, message, advice) with { Fix = ChangeSetText.OnlineFormOf(node) };
}
