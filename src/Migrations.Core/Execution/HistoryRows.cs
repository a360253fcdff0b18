using Migrations.Changelog;
using Migrations.Changes;
using Migrations.History;
using Migrations.Planning;

namespace Migrations.Execution;

/// <summary>What history says of a change set that runs now, secrets masked.</summary>
static class HistoryRows
{
    public static HistoryRow For(PlannedChangeSet planned, int order, string deploymentId, SecretMask secrets)
    {
        var set = planned.ChangeSet;
        return new()
        {
            Id = set.Id,
            Author = set.Author,
            FileName = set.FileName,
            OrderExecuted = order,
            ExecType = planned.State == MigrationState.MarkRan ? planned.RecordedAs : planned.Row is null ? "EXECUTED" : "RERAN",
            Md5Sum = planned.Prepared.Checksum,
            Description = ChangeDescription.Stored(secrets.Mask(planned.Prepared.Description)),
            Comments = ChangeDescription.Stored(set.Comment is { } comment ? secrets.Mask(comment) : null),
            Tag = planned.Prepared.Tag,
            Contexts = set.HistoryContexts,
            Labels = set.HistoryLabels,
            DeploymentId = deploymentId,
        };
    }
}
