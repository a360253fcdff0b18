using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Turns what is planned into what is shown: secrets masked, no driver or engine type in sight.</summary>
static class PlanSteps
{
    /// <summary>The step of a planned change set.</summary>
    public static PlanStep Of(PlannedChangeSet planned, int order, ImmutableArray<MigrationFinding> findings, SecretMask secrets, PlanOrigin origin)
    {
        var set = planned.ChangeSet;
        string? Masked(string? text) => text is null ? null : secrets.Mask(text);
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
            Comment = Masked(set.Comment),
            Contexts = set.HistoryContexts,
            Labels = set.HistoryLabels,
            Tag = planned.Prepared.Tag,
            State = planned.State,
            Reason = Masked(planned.Reason),
            Statements = [.. planned.Statements.Select(Show)],
            Touches = [.. TouchedObjects.Of(planned).Select(key => key.ToString()).Distinct(StringComparer.Ordinal)],
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
