using System.Text.Json.Nodes;
using Migrations.History;
using Migrations.Planning;
using Migrations.Schema;

namespace Migrations.Execution;

/// <summary>
/// Sees that nothing has moved between the making of a plan and its run: the same for a plan that comes down the pipeline and for one from a file.
/// What moved is said, each with an error of its own. What the plan itself has done already, in a run that did not come to its end, is no difference.
/// </summary>
/// <param name="run">The run that is to execute it.</param>
/// <param name="changelog">The changelog as it is now.</param>
public sealed class PlanGuard(MigrationRun run, PreparedChangelog changelog)
{
    const string Again = "Plan again, look at it, and run it again.";
    const int Shown = 3;

    /// <summary>Looks at target, secrets, history, changelog and schema, in this order.</summary>
    /// <param name="plan">The plan; one of the run itself is right by nature.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.TargetMismatch"/>, <see cref="ErrorCode.SecretChanged"/>, <see cref="ErrorCode.HistoryChanged"/>, <see cref="ErrorCode.ChangelogChanged"/>,
    /// <see cref="ErrorCode.SchemaChanged"/>.
    /// </exception>
    public async Task RequireUnmovedAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsOf(run))
            return;
        var basis = plan.Basis!;
        RequireTarget(plan);
        RequireSecrets(plan, basis);
        var history = await run.ReadHistoryAsync(cancellationToken);
        // What this plan has run already, or has begun, has changed what it touches.
        var done = RequireHistory(plan, basis.History!, history).Concat(history.Progress.Values.Select(p => p.Identity)).ToHashSet();
        RequireChangelog(plan, basis);
        await RequireSchemaAsync(plan, basis, done, cancellationToken);
    }

    void RequireTarget(MigrationPlan plan)
    {
        var (planned, here) = (plan.Target, run.Session.Target);
        var isOther = planned.Provider != here.Provider || planned.Database != here.Database || planned.Port != here.Port
            || !string.Equals(planned.Server, here.Server, StringComparison.OrdinalIgnoreCase);
        if (isOther)
        {
            throw new MigrationException(ErrorCode.TargetMismatch, $"{Named(plan)} is for {planned} ({planned.Provider}), and the connection leads to {here} ({here.Provider})",
                "Connect to the database that the plan was made for, or make a plan for this one.");
        }
        if (planned.DatabaseId is { } id && here.DatabaseId is { } now && id != now)
        {
            throw new MigrationException(ErrorCode.TargetMismatch, $"{Named(plan)} is for another database: {here} has been restored or made anew since (it was {id}, and is {now})", Again);
        }
    }

    void RequireSecrets(MigrationPlan plan, PlanBasis basis)
    {
        foreach (var secret in basis.Secrets)
        {
            // One that only a file of SQL names is met when its property is looked up.
            _ = changelog.Property(secret.Name);
            if (run.Settings.Secrets.ValueOf(secret.Name) is not { } value)
            {
                throw new MigrationException(ErrorCode.SecretChanged, $"{Named(plan)} has the secret '{secret.Name}' in its statements, and nothing says what it is",
                    $"Give it with -Property @{{ '{secret.Name}' = … }} as a SecureString, or set the environment variable that it came from.");
            }
            if (!secret.Matches(value))
                throw new MigrationException(ErrorCode.SecretChanged, $"the secret '{secret.Name}' is not what it was when {Named(plan)} was made", "Give the same value, or plan again.");
        }
    }

    /// <summary>History has to be what it was; behind that may stand what this plan has done already.</summary>
    /// <returns>The change sets of those.</returns>
    IEnumerable<ChangeSetIdentity> RequireHistory(MigrationPlan plan, HistoryMark mark, HistoryIndex history)
    {
        var rows = HistoryMark.RowsOf(history);
        var since = rows.Skip(mark.Count).ToList();
        if (since.Where(r => plan.IsUndo || r.DeploymentId != plan.DeploymentId).ToList() is { Count: > 0 } foreign)
            throw Moved(plan, $"since it was made, {Count(foreign.Count, "change set has", "change sets have")} run on {run.Session.Target}: {Names(foreign.Select(HistoryMark.Describe))}");
        if (rows.Length < mark.Count)
            throw Moved(plan, FormattableString.Invariant($"history of {run.Session.Target} had {mark.Count} rows when it was made, and has {rows.Length}: change sets have been undone since"));
        if (HistoryMark.Of(rows.Take(mark.Count)) != mark)
            throw Moved(plan, FormattableString.Invariant($"the {mark.Count} rows of history of {run.Session.Target} are not those that were there when it was made, the last of which was {mark.Last ?? "none"}"));
        return since.Select(r => r.Identity);
    }

    static MigrationException Moved(MigrationPlan plan, string how) => new(ErrorCode.HistoryChanged, $"{Named(plan)} is outdated: {how}", Again);

    void RequireChangelog(MigrationPlan plan, PlanBasis basis)
    {
        var now = ChangeSetMark.Of(changelog);
        var (before, current) = (basis.ChangeSets.DistinctBy(c => c.Identity).ToDictionary(c => c.Identity), now.DistinctBy(c => c.Identity).ToDictionary(c => c.Identity));
        Require(now.Where(c => before.TryGetValue(c.Identity, out var was) && was.Checksum != c.Checksum), "edited");
        Require(now.Where(c => !before.ContainsKey(c.Identity)), "added to the changelog");
        Require(basis.ChangeSets.Where(c => !current.ContainsKey(c.Identity)), "taken out of the changelog");
        if (now.Zip(basis.ChangeSets).FirstOrDefault(pair => pair.First.Identity != pair.Second.Identity) is { First: { } moved })
            throw Edited(plan, $"change set {moved.Identity} stands in another place of the changelog than when it was made", moved);
        RequireFiles(plan, basis.Files, FileMark.Of(changelog.Model, run.Settings));

        void Require(IEnumerable<ChangeSetMark> moved, string how)
        {
            if (moved.ToList() is { Count: > 0 } sets)
                throw Edited(plan, $"since it was made, {Count(sets.Count, "change set was", "change sets were")} {how}: {Names(sets.Select(s => s.Identity.ToString()))}", sets[0]);
        }
    }

    static void RequireFiles(MigrationPlan plan, IReadOnlyCollection<FileMark> then, IReadOnlyCollection<FileMark> now)
    {
        Require(now.Where(f => then.Any(t => t.Name == f.Name && t.Sha256 != f.Sha256)), "edited");
        Require(now.Where(f => then.All(t => t.Name != f.Name)), "added to the changelog");
        Require(then.Where(f => now.All(t => t.Name != f.Name)), "taken out of the changelog");

        void Require(IEnumerable<FileMark> moved, string how)
        {
            if (moved.ToList() is { Count: > 0 } files)
                throw Edited(plan, $"since it was made, {Count(files.Count, "file was", "files were")} {how}: {Names(files.Select(f => f.Name))}", null);
        }
    }

    static MigrationException Edited(MigrationPlan plan, string how, ChangeSetMark? set) =>
        new(ErrorCode.ChangelogChanged, $"{Named(plan)} is outdated: {how}", "Check out what it was made of, or plan again, look at it, and run it again.") { ChangeSet = set?.Identity.ToString() };

    async Task RequireSchemaAsync(MigrationPlan plan, PlanBasis basis, HashSet<ChangeSetIdentity> done, CancellationToken cancellationToken)
    {
        var moving = plan.Steps.Where(s => done.Contains(s.Identity)).SelectMany(s => s.Touches).ToHashSet(StringComparer.Ordinal);
        var marks = basis.Objects.Where(o => !moving.Contains(o.Key.ToString())).ToList();
        if (marks.Count == 0)
            return;
        var schema = await run.Session.InspectAsync([.. marks.Select(m => m.Key)], SchemaModel.Unknown(run.Session.Dialect.Names), cancellationToken);
        var drift = marks.Select(m => (Before: m, Now: ObjectMark.Of(m.Key, schema)?.Masked(changelog.Model.Secrets)))
            .Where(o => o.Now is { } found && !JsonNode.DeepEquals(o.Before.Shape, found.Shape))
            .Select(o => $"{o.Before.Key} ({ShapeDifference.Describe(o.Before.Shape, o.Now!.Shape)})").ToList();
        if (drift.Count > 0)
            throw new MigrationException(ErrorCode.SchemaChanged, $"{Named(plan)} is outdated: the schema of {run.Session.Target} is not what it was when it was made: {Names(drift)}", Again);
    }

    static string Named(MigrationPlan plan) => $"plan {plan.PlanId}{(plan.PlanFile is { } file ? $" in {file}" : "")}";

    static string Count(int number, string one, string many) => FormattableString.Invariant($"{number} {(number == 1 ? one : many)}");

    static string Names(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(Shown)) + (all.Count > Shown ? FormattableString.Invariant($" and {all.Count - Shown} more") : "");
    }
}
