using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Planning;

/// <summary>A rule about plans, by which findings are known. Codes are never reused.</summary>
/// <param name="Code">The stable code: <c>MIG2</c> and three digits.</param>
/// <param name="Name">The name in words.</param>
/// <param name="Severity">How much it matters when nothing else is said.</param>
/// <param name="Why">What it is about, in one sentence.</param>
public sealed record PlanRule(string Code, string Name, FindingSeverity Severity, string Why)
{
    // MIG2001 was once a checksum of an older version that was not verified; MIG2002 and MIG2004 are lint rules (DataLoss, TransactionControl).

    /// <summary>A change set has no way back.</summary>
    public static PlanRule NoWayBack { get; } = new("MIG2003", nameof(NoWayBack), FindingSeverity.Information,
        "A change set has no way back.");

    /// <summary>Raw SQL that leaves another role, database or search path behind.</summary>
    public static PlanRule SessionStateLeft { get; } = new("MIG2005", nameof(SessionStateLeft), FindingSeverity.Warning,
        "Raw SQL that leaves another role, database or search path behind.");

    /// <summary>A precondition that is not met and only warns.</summary>
    public static PlanRule UnmetPrecondition { get; } = new("MIG2011", nameof(UnmetPrecondition), FindingSeverity.Warning,
        "A precondition that is not met and only warns.");

    /// <summary>Every rule.</summary>
    public static ImmutableArray<PlanRule> All { get; } = [NoWayBack, SessionStateLeft, UnmetPrecondition];

    /// <summary>A finding of this rule.</summary>
    public MigrationFinding At(SourceSpan span, string message, string? advice = null) => new(Code, Name, Severity, message, advice, span.File, span.Line, span.Column);
}
