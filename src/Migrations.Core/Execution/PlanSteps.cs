using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Lint;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Turns what is planned into what is shown: secrets masked, no driver or engine type in sight.</summary>
static class PlanSteps
{
    /// <summary>The step of a planned change set.</summary>
    /// <param name="planned">The change set.</param>
    /// <param name="order">Its place, from 1.</param>
    /// <param name="findings">What was found in it.</param>
    /// <param name="secrets">What must not be shown.</param>
    /// <param name="origin">Where the plan comes from.</param>
    /// <param name="run">Knows the tables that the steps before have made, and learns those of this one.</param>
    public static PlanStep Of(PlannedChangeSet planned, int order, ImmutableArray<MigrationFinding> findings, SecretMask secrets, PlanOrigin origin, LintRun run)
    {
        var set = planned.ChangeSet;
        string? Masked(string? text) => text is null ? null : secrets.Mask(text);
        var tables = TableChange.Of(planned, secrets);
        PlanStatement Show(SqlStatement statement, long? rows = null) => new(statement, secrets.Mask(statement.Text)) { EstimatedRows = rows };
        return new()
        {
            Order = order,
            Id = set.Id,
            Author = set.Author,
            File = set.FileName,
            SourcePath = set.Span.File,
            Line = set.Span.Line,
            Column = set.Span.Column,
            Checksum = planned.Prepared.Checksum,
            Description = secrets.Mask(planned.Prepared.Description),
            Changes = [.. planned.Prepared.Changes.Select(change => change.Definition.Name).Distinct(StringComparer.Ordinal)],
            Objects = TableChange.ObjectsOf(planned, tables),
            TableChanges = tables,
            Comment = Masked(set.Comment),
            Contexts = set.HistoryContexts,
            Labels = set.HistoryLabels,
            Tag = planned.Prepared.Tag,
            State = planned.State,
            Reason = Masked(planned.Reason),
            Statements = [.. planned.Nodes.SelectMany(node => Follow(node, run).Select(s => Show(s.Statement, s.Rows)))],
            Touches = [.. TouchedObjects.Of(planned).Select(key => key.ToString()).Distinct(StringComparer.Ordinal)],
            AtRunTimeReason = Masked(planned.AtRunTimeReason),
            IsTransactional = planned.Transactional,
            Undo = [.. planned.Undo.Statements.Select(s => Show(s))],
            UndoKind = planned.Undo.Kind,
            UndoNote = Masked(planned.Undo.Note),
            Findings = [.. findings.Select(f => f.Of(origin))],
            Target = origin.Target,
            RunId = origin.RunId,
            DeploymentId = origin.DeploymentId,
            OrderExecuted = planned.Row?.OrderExecuted,
            Planned = planned,
            Origin = origin.Settings,
        };
    }

    /// <summary>The statements of a node, with no rows where this very deployment has made the table: nobody waits for those.</summary>
    static IEnumerable<(SqlStatement Statement, long? Rows)> Follow(PlannedNode node, LintRun run)
    {
        var table = node.Node.Touches.FirstOrDefault(key => key.Kind == ObjectKind.Table)?.Name;
        long? rows = table is not null && run.IsNew(table) ? 0 : null;
        foreach (var effect in node.Node is RawSql { Effects: { } effects } ? effects : [node.Node])
            run.Follow(effect);
        return node.Statements.Select(statement => (statement, rows));
    }
}
