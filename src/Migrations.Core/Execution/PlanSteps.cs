using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Planning;
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
    public static PlanStep Of(PlannedChangeSet planned, int order, ImmutableArray<MigrationFinding> findings, SecretMask secrets, PlanOrigin origin)
    {
        var set = planned.ChangeSet;
        string? Masked(string? text) => text is null ? null : secrets.Mask(text);
        PlanStatement Show(SqlStatement statement) => new(statement, secrets.Mask(statement.Text));
        IEnumerable<PlanStatement> Statements(PlannedNode node)
        {
            // Where a step takes several statements, the one that works on the rows stands for all of it.
            var working = node.Estimate is null ? null : node.Statements.MaxBy(s => (s.Lock.Rewrites, s.Lock.Scans, s.Lock.Impact));
            return node.Statements.Select(s => new PlanStatement(s, secrets.Mask(s.Text))
            {
                EstimatedRows = s.Lock.Impact == LockImpact.None ? null : node.Estimate?.Rows,
                EstimatedDuration = ReferenceEquals(s, working) ? node.Estimate?.Duration : null,
            });
        }
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
            Scope = new(() => StepScope.Of(planned, secrets)),
            Comment = Masked(set.Comment),
            Contexts = set.HistoryContexts,
            Labels = set.HistoryLabels,
            Tag = planned.Prepared.Tag,
            State = planned.State,
            Reason = Masked(planned.Reason),
            Statements = [.. planned.Nodes.SelectMany(Statements)],
            AtRunTimeReason = Masked(planned.AtRunTimeReason),
            IsTransactional = planned.Transactional,
            Undo = [.. planned.Undo.Statements.Select(Show)],
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
}
