using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Turns what is planned into what is shown: secrets masked, no driver or engine type in sight.</summary>
static class PlanSteps
{
    /// <summary>A finding of a plan.</summary>
    public static MigrationFinding Show(MigrationFinding finding, SecretMask secrets, PlanOrigin origin)
    {
        string? Mask(string? text) => text is null ? null : secrets.Mask(text);
        return finding.Of(origin) with { Message = secrets.Mask(finding.Message), Advice = Mask(finding.Advice), Statement = Mask(finding.Statement), Fix = Mask(finding.Fix) };
    }

    /// <summary>The step of a planned change set.</summary>
    public static PlanStep Of(PlannedChangeSet planned, int order, ImmutableArray<MigrationFinding> findings, SecretMask secrets, PlanOrigin origin)
    {
        var set = planned.ChangeSet;
        PlanStatement Statement(SqlStatement statement) => new(statement, secrets.Mask(statement.Text));
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
            Comment = set.Comment is { } comment ? secrets.Mask(comment) : null,
            Contexts = set.HistoryContexts,
            Labels = set.HistoryLabels,
            Tag = planned.Prepared.Tag,
            State = planned.State,
            Reason = planned.Reason,
            Statements = [.. planned.Nodes.SelectMany(Statements)],
            AtRunTimeReason = planned.AtRunTimeReason,
            IsTransactional = planned.Transactional,
            Undo = [.. planned.Undo.Statements.Select(Statement)],
            UndoKind = planned.Undo.Kind,
            UndoNote = planned.Undo.Note,
            Findings = [.. findings.Select(f => Show(f, secrets, origin))],
            Target = origin.Target,
            RunId = origin.RunId,
            DeploymentId = origin.DeploymentId,
            Planned = planned,
            Origin = origin.Settings,
        };
    }
}
