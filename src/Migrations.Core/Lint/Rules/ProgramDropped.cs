using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A view, a sequence, a procedure or a function is dropped, and not made again.</summary>
public sealed class ProgramDropped() : LintRule("MIG3306", nameof(ProgramDropped), FindingSeverity.Warning,
    "Programs that are running still use it and fail from that moment on.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node.Node switch
    {
        DropView drop when IsGone(node, new(ObjectKind.View, drop.View)) => [Dropped(node, $"the view {drop.View}")],
        DropSequence drop when IsGone(node, new(ObjectKind.Sequence, drop.Sequence)) => [Dropped(node, $"the sequence {drop.Sequence}")],
        DropStoredProgram { Program.Kind: not ObjectKind.Trigger } drop when IsGone(node, drop.Program) => [Dropped(node, $"the {drop.Program}")],
        _ => Nothing,
    };

    MigrationFinding Dropped(LintNode node, string what) => At(node, $"{what} is dropped", "Let programs stop using it first, and drop it in a later deployment.");

    static bool IsGone(LintNode node, ObjectKey key) => !node.ChangeSet.Run.IsNew(key) && !node.ChangeSet.Nodes.Any(n => n.Node switch
    {
        CreateView create => key.Kind == ObjectKind.View && create.View.Name == key.Name,
        CreateSequence create => key.Kind == ObjectKind.Sequence && create.Sequence.Name == key.Name,
        CreateStoredProgram create => create.Program.Kind == key.Kind && create.Program.Name == key.Name,
        _ => false,
    });
}
