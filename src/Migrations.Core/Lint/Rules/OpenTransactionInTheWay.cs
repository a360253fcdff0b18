using Migrations.Reports;

namespace Migrations.Lint.Rules;

/// <summary>A statement needs a table that a transaction has been using for a while.</summary>
public sealed class OpenTransactionInTheWay() : LintRule("MIG3130", nameof(OpenTransactionInTheWay), FindingSeverity.Warning,
    "The statement waits for that transaction, and everybody who comes later waits behind the statement.")
{
    /// <summary>What is shorter is the daily work of a database, and over before anybody has read the plan.</summary>
    static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    /// <summary>However small the table is, the others wait.</summary>
    public override bool DependsOnSize => false;

    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node is { BlocksWriters: true, IsNewTable: false, Raw: not { PlainData: true } } && node.Statistics is { InUseFor: { } time } && time >= Long
        ? [At(node, $"a transaction that uses {node.Table} has been open for {PlanWords.Took(time)}", "End it, or wait until it has ended; and give a short -LockTimeout, so that nobody waits long behind this.")]
        : Nothing;
}
