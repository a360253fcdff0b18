using Migrations.Changelog;
using Migrations.History;
using Migrations.Planning;

namespace Migrations.Execution;

/// <summary>Says where every change set stands. It writes nothing and takes no lock.</summary>
public static class StatusOperation
{
    /// <summary>The change sets of the changelog in its order, then what history has beyond it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="changelog">The changelog; null to look at history alone.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<MigrationInfo>> RunAsync(MigrationRun run, PreparedChangelog? changelog, CancellationToken cancellationToken)
    {
        var history = await run.ReadHistoryAsync(cancellationToken);
        if (changelog is null)
            return [.. history.Rows.Select(r => Of(run, r, r.ExecType == "MARK_RAN" ? MigrationState.MarkRan : MigrationState.Applied, null))];
        var classifier = new ChangeSetClassifier(history, run.Settings.Contexts, new(run.Settings.LabelFilter), run.Session.Dialect.Name);
        var infos = new List<MigrationInfo>();
        foreach (var prepared in changelog.ChangeSets)
        {
            var (state, reason, row) = classifier.Classify(prepared);
            infos.Add(row is null ? Of(run, prepared, state, reason, changelog.Model.Secrets) : Of(run, row, state == MigrationState.Applied && row.ExecType == "MARK_RAN" ? MigrationState.MarkRan : state, reason));
        }
        infos.AddRange(history.Rows.Where(r => !changelog.Contains(r.Identity)).Select(r => r.IsForTag
            ? Of(run, r, MigrationState.Applied, "carries a tag for the state before the first change set")
            : Of(run, r, MigrationState.Unexpected, "in history and not in the changelog")));
        return infos;
    }

    /// <summary>What a row of history says.</summary>
    internal static MigrationInfo Of(MigrationRun run, HistoryRow row, MigrationState state, string? reason) => new()
    {
        Id = row.Id,
        Author = row.Author,
        File = row.FileName,
        State = state,
        Reason = reason,
        AppliedAt = row.DateExecuted,
        OrderExecuted = row.OrderExecuted,
        Checksum = row.Md5Sum,
        Description = row.Description,
        Comment = string.IsNullOrEmpty(row.Comments) ? null : row.Comments,
        Tag = row.Tag,
        Contexts = row.Contexts,
        Labels = row.Labels,
        DeploymentId = row.DeploymentId,
        Target = run.Session.Target,
        RunId = run.RunId,
        Origin = run.Settings,
    };

    static MigrationInfo Of(MigrationRun run, PreparedChangeSet prepared, MigrationState state, string? reason, SecretMask secrets) => new()
    {
        Id = prepared.ChangeSet.Id,
        Author = prepared.ChangeSet.Author,
        File = prepared.ChangeSet.FileName,
        State = state,
        Reason = reason,
        Checksum = prepared.Checksum,
        Description = secrets.Mask(prepared.Description),
        Comment = prepared.ChangeSet.Comment is { } comment ? secrets.Mask(comment) : null,
        Contexts = prepared.ChangeSet.HistoryContexts,
        Labels = prepared.ChangeSet.HistoryLabels,
        Target = run.Session.Target,
        RunId = run.RunId,
        Origin = run.Settings,
    };
}
