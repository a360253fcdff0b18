using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A domain gets a constraint, which reaches into every table that uses it.</summary>
public sealed class DomainReadsTables() : LintRule("MIG3120", nameof(DomainReadsTables), FindingSeverity.Warning,
    "All rows of every table that uses the domain are read while those tables are locked, and columns of such a domain are written anew when they are added.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { Node: RawOperation { Kind: RawOperationKind.DomainConstraint or RawOperationKind.ConstrainedDomain } domain }
        ? [At(node, $"{domain.Target?.Name.ToString() ?? domain.Part ?? "a domain"} gets a constraint, which is checked in every table that uses it", "Put a check on the column instead: it can be added without a scan and validated later.")]
        : Nothing;
}
