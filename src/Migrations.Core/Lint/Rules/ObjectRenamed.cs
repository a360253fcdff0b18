using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A view, a sequence, a schema or a type is renamed.</summary>
public sealed class ObjectRenamed() : LintRule("MIG3303", nameof(ObjectRenamed), FindingSeverity.Warning,
    "Programs that are running still use the old name and fail from that moment on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node.Node switch
    {
        RenameObject { Object.Kind: not ObjectKind.Trigger } rename when !node.ChangeSet.Run.IsNew(rename.Object) => [At(node, $"the {rename.Object} becomes {rename.To}", Advice)],
        RawOperation { Kind: RawOperationKind.RenameSchema } rename => [At(node, $"{rename.Target?.ToString() ?? rename.Part ?? "a schema or type"} gets another name", Advice)],
        _ => Nothing,
    };

    const string Advice = "Make it anew under the new name, and drop the old one when no program uses it any more.";
}
