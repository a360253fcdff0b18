using Migrations.Changelog;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Turns what is planned into what is shown: secrets masked, no driver or engine type in sight.</summary>
static class PlanSteps
{
    /// <summary>The step of a planned change set.</summary>
    public static PlanStep Of(PlannedChangeSet planned, int order, SecretMask secrets, PlanOrigin origin)
    {
        var set = planned.ChangeSet;
        var tables = TableChange.Of(planned, secrets);
        PlanStatement Show(SqlStatement statement) => new(statement, secrets.Mask(statement.Text));
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
            Comment = set.Comment is { } comment ? secrets.Mask(comment) : null,
            Contexts = set.HistoryContexts,
            Labels = set.HistoryLabels,
            Tag = planned.Prepared.Tag,
            State = planned.State,
            Reason = planned.Reason,
            Statements = [.. planned.Statements.Select(Show)],
            AtRunTimeReason = planned.AtRunTimeReason,
            IsTransactional = planned.Transactional,
            Undo = [.. planned.Undo.Statements.Select(Show)],
            UndoKind = planned.Undo.Kind,
            UndoNote = planned.Undo.Note,
            Findings = [.. planned.Findings.Select(f => (origin.Settings.Strict ? LanguageRule.WhenStrict(f) : f).Of(origin))],
            Target = origin.Target,
            RunId = origin.RunId,
            DeploymentId = origin.DeploymentId,
            Planned = planned,
            Origin = origin.Settings,
        };
    }
}
