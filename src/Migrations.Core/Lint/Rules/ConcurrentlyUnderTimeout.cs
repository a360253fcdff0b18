using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>Something that runs beside others for long has a short timeout.</summary>
public sealed class ConcurrentlyUnderTimeout() : LintRule("MIG3503", nameof(ConcurrentlyUnderTimeout), FindingSeverity.Warning,
    "It waits for every older transaction, fails when the time is over, and leaves an invalid index behind that a second try finds in its way.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet)
    {
        List<MigrationFinding>? found = null;
        LintNode? timeout = null;
        foreach (var node in changeSet.Nodes)
        {
            if (node.Node is RawOperation { Kind: RawOperationKind.Timeout })
                timeout = SetsNoLimit(node.Raw?.Text) ? null : node;
            else if (timeout is not null && (node.Node is RawOperation { Concurrently: true } || (node.Node is CreateIndex or DropIndex && node.Raw is { Transactional: false })))
                (found ??= []).Add(At(node, "this statement works beside others for as long as it takes, but an earlier one of the change set sets a timeout", "Set the timeouts to 0 for it, and look for an invalid index when it fails."));
        }
        return found ?? Nothing;
    }

    static bool SetsNoLimit(string? text) => text is not null && (text.TrimEnd(' ', ';', '\'').EndsWith('0') && !text.TrimEnd(' ', ';', '\'').EndsWith("00", StringComparison.Ordinal) && !char.IsDigit(text.TrimEnd(' ', ';', '\'')[^2])
        || text.StartsWith("RESET", StringComparison.OrdinalIgnoreCase) || text.TrimEnd(' ', ';').EndsWith("DEFAULT", StringComparison.OrdinalIgnoreCase));
}
