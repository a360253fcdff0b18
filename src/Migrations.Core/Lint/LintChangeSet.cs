using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>A change set as rules see it.</summary>
/// <param name="Run">The run that it is in.</param>
/// <param name="Planned">What is planned for it.</param>
public sealed record LintChangeSet(LintRun Run, PlannedChangeSet Planned)
{
    /// <summary>The change set as it was read.</summary>
    public ChangeSet ChangeSet => Planned.ChangeSet;

    /// <summary>The database.</summary>
    public SqlDialect Dialect => Run.Dialect;

    /// <summary>Its nodes in order; what raw statements do stands here as nodes of their own.</summary>
    public ImmutableArray<LintNode> Nodes { get; internal set; } = [];
}
