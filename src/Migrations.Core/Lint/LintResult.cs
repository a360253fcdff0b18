using System.Collections.Immutable;

namespace Migrations.Lint;

/// <summary>What looking at a planned change set has brought.</summary>
/// <param name="Findings">What is questionable about it.</param>
/// <param name="Estimates">How much each of its nodes has to do; null where that is not known.</param>
public sealed record LintResult(ImmutableArray<MigrationFinding> Findings, ImmutableArray<WorkEstimate?> Estimates);
