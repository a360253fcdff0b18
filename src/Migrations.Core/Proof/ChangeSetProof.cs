using Migrations.Changelog;
using Migrations.Execution;
using Migrations.History;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>Runs change sets on the scratch database: up, down, up, each by itself, and then all that stood it together.</summary>
/// <param name="scratch">The scratch database.</param>
/// <param name="incomplete">What of the target is not on it as it is there.</param>
/// <param name="secrets">What must not be shown.</param>
sealed class ChangeSetProof(ScratchRun scratch, IReadOnlyCollection<CatalogObject> incomplete, SecretMask secrets)
{
    static readonly HashSet<ObjectName> NoTables = [];

    /// <summary>Those at the end that stood it, without one between them that did not.</summary>
    readonly List<Proven> together = [];

    sealed record Proven(PlannedChangeSet Set, ScratchState Before, DataClaims Claims);

    /// <summary>Proves the way back of a change set. Afterwards it has run.</summary>
    public async Task<IReadOnlyList<MigrationFinding>> RunAsync(PlannedChangeSet set, CancellationToken cancellationToken)
    {
        var findings = new ProofFindings(set.ChangeSet, secrets);
        if (set.State == MigrationState.MarkRan)
        {
            await scratch.RunAsync(await scratch.PlanAsync(set, cancellationToken), cancellationToken);
            scratch.Keep(set);
            return findings.All;
        }
        if (NotProvable(set) is { } reason)
        {
            Give(findings, reason);
            await RunAnywayAsync(set, findings, cancellationToken);
        }
        else if (await UpAsync(set, findings, cancellationToken) is { } up)
        {
            scratch.Keep(set);
            await DownAndUpAsync(up, findings, cancellationToken);
            // Only new tables, and those that had to be empty, are without rows.
            if (up.Style != RowStyle.Edges || up.After.Catalog.Count(o => o.Kind == CatalogObject.Table) > up.Before.Catalog.Count(o => o.Kind == CatalogObject.Table))
                await scratch.FillAsync(RowStyle.Edges, cancellationToken);
        }
        return findings.All;
    }

    /// <summary>The tables whose rows a change set and its way back may change; null for all. The first of those that are tried together is held against all.</summary>
    HashSet<ObjectName>? TablesOf(PlannedChangeSet planned)
    {
        var nodes = planned.Nodes.Select(n => n.Node).Concat(planned.Undo.Nodes).ToList();
        return together.Count == 0 || planned.Undo.Kind == UndoKind.AtRunTime || nodes.Exists(n => n is RawSql or InsertRows or UpdateRows or DeleteRows or LoadRows or PerformAction) ? null
            : [.. nodes.SelectMany(n => n.Touches).Where(k => k.Kind == ObjectKind.Table).Select(k => k.Name)];
    }

    sealed record Up(PlannedChangeSet Set, ScratchState Before, ScratchState After, RowStyle Style, IReadOnlySet<ObjectName>? Tables);

    /// <summary>Runs the change set on rows that are as daring as it bears.</summary>
    /// <returns>What it was before and after; null where it does not run.</returns>
    async Task<Up?> UpAsync(PlannedChangeSet set, ProofFindings findings, CancellationToken cancellationToken)
    {
        for (var style = RowStyle.Edges; ; style++)
        {
            try
            {
                if (style > scratch.Style)
                    await scratch.BuildAsync(style, cancellationToken);
                var planned = await scratch.PlanAsync(set, cancellationToken);
                if (!planned.WillRun)
                {
                    NotProven(findings, $"its precondition is not met on the scratch database: {planned.Reason}");
                    return null;
                }
                if (WayOut(planned.Statements) is { } outside)
                {
                    NotProven(findings, $"it names {outside}, and nothing may leave the scratch database");
                    return null;
                }
                await scratch.FitAsync(DataClaims.Of(planned, [], scratch.Run.Session.Dialect).Searching, cancellationToken);
                var tables = TablesOf(planned);
                var before = await scratch.ReadAsync(tables, cancellationToken);
                await scratch.RunAsync(planned, cancellationToken);
                return new(planned, before, await scratch.ReadAsync(tables, cancellationToken), scratch.Style, tables);
            }
            catch (Exception e) when (IsRefusal(e) && style < RowStyle.None)
            {
                // The rows are in the way: NULL where NOT NULL is to be, a number that is too large.
            }
            catch (Exception e) when (IsRefusal(e))
            {
                together.Clear();
                NotProven(findings, $"it does not run on a copy of the schema: {Refusal(e).Message}");
                await scratch.BuildAsync(RowStyle.Edges, cancellationToken);
                return null;
            }
        }
    }

    async Task DownAndUpAsync(Up up, ProofFindings findings, CancellationToken cancellationToken)
    {
        if (up.Set.Undo.Kind == UndoKind.None || up.Set.ChangeSet.Rollback is RollbackDefinition.Nothing)
        {
            SayWhatStays(up, findings);
            together.Clear();
            return;
        }
        if (await DownAsync(up, findings, cancellationToken) is not { } claims)
            return;
        var dialect = scratch.Run.Session.Dialect;
        var after = await scratch.ReadAsync(up.Tables, cancellationToken);
        var different = CatalogDifference.Between(up.Before.Catalog, after.Catalog, dialect.Features.ColumnPosition).ToLookup(d => IsOfForeignKey(d, up));
        findings.Add(ProofRule.SchemaNotRestored, different[false], "after the undo");
        findings.Add(ProofRule.IndexOfForeignKeyStays, different[true], "after the undo");
        if (scratch.Style == up.Style)
            findings.Add(new RowComparison(up.Before.Rows, up.After.Rows, after.Rows, claims, scratch.Origins, dialect.Names).Differences());
        await AgainAsync(up, findings, cancellationToken);
        if (findings.IsRefuted || scratch.Style != up.Style)
            await StartOverAsync(cancellationToken);
        else
            together.Add(new(up.Set, up.Before, claims));
    }

    /// <summary>Whether it is the index that the database has made by itself for a foreign key of the change set (MariaDB), and that stays when only the key is dropped.</summary>
    static bool IsOfForeignKey(CatalogDifference difference, Up up) => difference is { Was: null, Is: { Kind: "index" } index }
        && up.After.Catalog.Any(o => o.Kind == "foreign key" && o.Owner == index.Owner && o.Part == index.Part);

    static void SayWhatStays(Up up, ProofFindings findings)
    {
        var left = up.Set.Undo.Kind == UndoKind.None ? [] : CatalogDifference.Between(up.Before.Catalog, up.After.Catalog, placesColumns: false);
        foreach (var difference in left)
            findings.Add(ProofRule.LeftByDesign, $"'rollback' says that there is nothing to undo, and {difference.Object} stays: {difference.Describe()}", "Write what undoes it where it is meant to go.", difference.Object.Name);
    }

    /// <summary>Undoes the change set; where rows are in the way of that, says so and undoes it without any.</summary>
    /// <returns>What it said to lose; null where it could not be undone.</returns>
    async Task<DataClaims?> DownAsync(Up up, ProofFindings findings, CancellationToken cancellationToken)
    {
        MigrationException? withRows = null;
        while (true)
        {
            try
            {
                var undo = await scratch.PlanUndoAsync([up.Set.Prepared.Identity], cancellationToken);
                if (WayOut(undo.Run!.ChangeSets.SelectMany(c => c.Statements)) is { } outside)
                {
                    NotProven(findings, $"its way back names {outside}, and nothing may leave the scratch database");
                    return null;
                }
                await scratch.UndoAsync(undo, cancellationToken);
                if (withRows is not null)
                {
                    together.Clear();
                    findings.Add(ProofRule.UndoNeedsEmptyTables, "the way back fails where there are rows", withRows);
                }
                return DataClaims.Of(up.Set, undo.Run.ChangeSets[0].Nodes, scratch.Run.Session.Dialect);
            }
            catch (MigrationException e) when (e.Code is ErrorCode.CommandNotAllowed or ErrorCode.Stopped || (e.Code == ErrorCode.NotSupported && e.Message.Contains("custom change", StringComparison.Ordinal)))
            {
                NotProven(findings, $"its way back does what is not done in a proof: {e.Message}");
                return null;
            }
            catch (Exception e) when (IsRefusal(e) && withRows is null && scratch.Style < RowStyle.None)
            {
                withRows = Refusal(e);
                await scratch.BuildAsync(RowStyle.None, cancellationToken);
            }
            catch (Exception e) when (IsRefusal(e))
            {
                findings.Add(ProofRule.UndoFails, "the way back fails", withRows ?? Refusal(e));
                await StartOverAsync(cancellationToken);
                return null;
            }
        }
    }

    async Task AgainAsync(Up up, ProofFindings findings, CancellationToken cancellationToken)
    {
        try
        {
            await scratch.RunAsync(await scratch.PlanAsync(up.Set, cancellationToken), cancellationToken);
            if (findings.IsRefuted)
                return;
            var again = await scratch.ReadAsync(NoTables, cancellationToken);
            findings.Add(ProofRule.SecondRunDiffers, CatalogDifference.Between(up.After.Catalog, again.Catalog, scratch.Run.Session.Dialect.Features.ColumnPosition), "after running it, undoing it and running it again");
        }
        catch (Exception e) when (IsRefusal(e))
        {
            findings.Add(ProofRule.SecondRunFails, "after the undo the change set does not run again", Refusal(e));
        }
    }

    /// <summary>Undoes all that stood it by themselves at once, as Undo-Migration would, and runs them again.</summary>
    public async Task<IReadOnlyList<(ChangeSetIdentity Set, IReadOnlyList<MigrationFinding> Findings)>> RunTogetherAsync(CancellationToken cancellationToken)
    {
        if (together.Count < 2)
            return [];
        var first = together[0];
        var findings = new ProofFindings(first.Set.ChangeSet, secrets);
        var names = scratch.Run.Session.Dialect;
        var last = await scratch.ReadAsync(null, cancellationToken);
        try
        {
            await scratch.UndoAsync(await scratch.PlanUndoAsync([.. together.Select(p => p.Set.Prepared.Identity)], cancellationToken), cancellationToken);
            var undone = await scratch.ReadAsync(null, cancellationToken);
            var when = FormattableString.Invariant($"after undoing {together.Count} change sets together");
            findings.Add(ProofRule.SchemaNotRestored, CatalogDifference.Between(first.Before.Catalog, undone.Catalog, names.Features.ColumnPosition), when);
            findings.Add(new RowComparison(first.Before.Rows, last.Rows, undone.Rows, DataClaims.Of([.. together.Select(p => p.Claims)]), scratch.Origins, names.Names).Differences());
        }
        catch (Exception e) when (IsRefusal(e))
        {
            findings.Add(ProofRule.UndoFails, FormattableString.Invariant($"undoing {together.Count} change sets together fails"), Refusal(e));
        }
        if (!findings.IsRefuted)
            await AllAgainAsync(last, findings, cancellationToken);
        return [(first.Set.Prepared.Identity, findings.All)];
    }

    async Task AllAgainAsync(ScratchState last, ProofFindings findings, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var proven in together)
                await scratch.RunAsync(await scratch.PlanAsync(proven.Set, cancellationToken), cancellationToken);
            var again = await scratch.ReadAsync(NoTables, cancellationToken);
            findings.Add(ProofRule.SecondRunDiffers, CatalogDifference.Between(last.Catalog, again.Catalog, scratch.Run.Session.Dialect.Features.ColumnPosition), "after undoing and running all change sets again");
        }
        catch (Exception e) when (IsRefusal(e))
        {
            findings.Add(ProofRule.SecondRunFails, "after undoing all change sets they do not run again", Refusal(e));
        }
    }

    // ---- what is not proved ------------------------------------------------------------------------------------

    /// <summary>Why a change set cannot be tried; null where it can.</summary>
    string? NotProvable(PlannedChangeSet set)
    {
        if (set.State == MigrationState.Interrupted)
            return "an earlier run was cut off in it, so that it is carried on and not begun";
        if (set.Statements.Select(s => s.Action).FirstOrDefault(a => a is not (null or OutputAction)) is { } action)
            return $"it does what is not done in a proof: {action.Summary}";
        var touched = set.Nodes.SelectMany(n => n.Node.Touches).Select(k => k.Name).ToHashSet();
        return incomplete.FirstOrDefault(o => touched.Contains(o.Owner)) is { } missing ? $"{missing} could not be copied to the scratch database as it is" : null;
    }

    void NotProven(ProofFindings findings, string reason)
    {
        Give(findings, reason);
        together.Clear();
    }

    static void Give(ProofFindings findings, string reason) => findings.Add(ProofRule.NotProvable, $"the way back could not be proved: {reason}", "Try it by hand on a copy of the database.");

    /// <summary>Runs what can be run of a change set that is not proved, for those behind it.</summary>
    async Task RunAnywayAsync(PlannedChangeSet set, ProofFindings findings, CancellationToken cancellationToken)
    {
        together.Clear();
        try
        {
            var planned = await scratch.PlanAsync(set, cancellationToken);
            if (set.State == MigrationState.Interrupted || WayOut(planned.Statements) is not null)
                return;
            await scratch.RunAsync(planned, cancellationToken);
            scratch.Keep(set);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            await scratch.BuildAsync(RowStyle.Edges, cancellationToken);
        }
    }

    string? WayOut(IEnumerable<SqlStatement> statements) => statements.Select(s => scratch.Guard.WayOut(s.Text)).FirstOrDefault(w => w is not null);

    Task StartOverAsync(CancellationToken cancellationToken)
    {
        together.Clear();
        return scratch.BuildAsync(RowStyle.Edges, cancellationToken);
    }

    /// <summary>Whether the database, or the planner, has refused something; a lost connection is no refusal.</summary>
    static bool IsRefusal(Exception exception) => exception is StatementFailedException or MigrationException { Code: not ErrorCode.ConnectionLost };

    static MigrationException Refusal(Exception exception) => exception as MigrationException ?? StatementErrors.OfOurOwn((StatementFailedException)exception);
}
