using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A schema or a whole database is dropped.</summary>
public sealed class ContainerDropped() : LintRule("MIG3204", nameof(ContainerDropped), FindingSeverity.Warning,
    "Everything in it is gone, and locked until the transaction ends.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node.Node switch
        {
            RawOperation { Kind: RawOperationKind.DropSchema } drop => [At(node, $"the schema {NameOf(drop)} is dropped with everything in it", Advice)],
            RawOperation { Kind: RawOperationKind.DropDatabase } drop => [At(node, $"the database {NameOf(drop)} is dropped with everything in it", Advice)],
            RawOperation { Kind: RawOperationKind.DropOther, Cascade: true } drop => [At(node, $"{NameOf(drop)} is dropped together with every column and function that needs it", Advice)],
            _ => Nothing,
        };

    const string Advice = "Drop what is in it or needs it in change sets of its own, and the rest at the end.";

    static string NameOf(RawOperation drop) => drop.Part ?? drop.Target?.Name.ToString() ?? "a type";
}
