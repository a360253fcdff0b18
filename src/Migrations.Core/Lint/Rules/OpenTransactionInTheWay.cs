using Migrations.Reports;
using Migrations.Sql;

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
    public override IEnumerable<MigrationFinding> Check(LintNode node) => Waits(node) && node is { IsNewTable: false, Raw: not { PlainData: true } } && node.Statistics is { InUseFor: { } time } && time >= Long
        ? [At(node, $"a transaction that uses {node.Table} has been open for {PlanWords.Took(time)}", "End it, or wait until it has ended; and give a short -LockTimeout, so that nobody waits long behind this.")]
        : Nothing;

    /// <summary>Where schema changes are not transactional (MariaDB, MySQL), even the smallest waits for all transactions that have used the table, and others behind it.</summary>
    static bool Waits(LintNode node) => node.BlocksWriters || node is { Lock.Impact: LockImpact.SchemaChanges, Dialect.Features.TransactionalDdl: false };
}
