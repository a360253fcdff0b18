using System.Collections.Immutable;
using System.Text.Json;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>
/// Finds the way back of a change set while what was there before it is known. A written <c>rollback</c> wins over the inverse of the nodes (DESIGN 3a.3).
/// </summary>
/// <param name="changelog">Gives changes their files and properties.</param>
/// <param name="dialect">The database.</param>
/// <param name="contexts">The contexts of the run.</param>
/// <param name="labels">The label expression of the run.</param>
public sealed class UndoPlanner(PreparedChangelog changelog, SqlDialect dialect, IReadOnlyCollection<string> contexts, LabelExpression labels)
{
    readonly ChangeSetLowering lowering = new(changelog, dialect, contexts, labels);

    /// <summary>The way back of a change set that is about to run.</summary>
    /// <param name="prepared">The change set.</param>
    /// <param name="logical">Its nodes before <see cref="SqlDialect.Adapt"/>.</param>
    /// <param name="before">The schema before it.</param>
    /// <param name="after">The schema after it.</param>
    public UndoPlan Plan(PreparedChangeSet prepared, ImmutableArray<LogicalNode> logical, SchemaModel before, SchemaModel after)
    {
        if (prepared.ChangeSet.Rollback is not RollbackDefinition.None)
            return WrittenOrNone(prepared, after);
        UndoPlan undo;
        try
        {
            undo = Invert(logical, before);
        }
        catch (UnknownObjectException)
        {
            return new(UndoKind.AtRunTime, [], [], "made when the change set runs, from what is there then");
        }
        if (undo.Kind == UndoKind.None)
            return undo;
        return undo with { Statements = Statements(prepared.ChangeSet, undo.Nodes, after), Kept = new(() => !IsDerivable(prepared, undo)) };
    }

    /// <summary>The way back of a change set that has run: written, kept, or derived from the changelog alone.</summary>
    /// <param name="prepared">The change set.</param>
    /// <param name="ranAs">The checksum with which it ran.</param>
    /// <param name="kept">The nodes kept when it ran; null for none.</param>
    /// <param name="schema">The live schema.</param>
    /// <exception cref="MigrationException">There is none (<see cref="ErrorCode.RollbackImpossible"/>).</exception>
    public (UndoPlan Plan, ImmutableArray<PlannedNode> Nodes, SchemaModel After) PlanApplied(PreparedChangeSet prepared, string? ranAs, string? kept, SchemaModel schema)
    {
        var set = prepared.ChangeSet;
        ImmutableArray<LogicalNode> nodes;
        UndoPlan plan;
        if (set.Rollback is not RollbackDefinition.None)
        {
            plan = Written(prepared, schema);
            nodes = WrittenNodes(set, schema);
        }
        else
        {
            plan = kept is not null ? Kept(changelog.Model.Secrets.Unmask(kept)) : Derived(prepared);
            if (plan.Kind == UndoKind.None)
            {
                throw new MigrationException(ErrorCode.RollbackImpossible, $"there is no way back for change set {set.Identity}: {plan.Note}",
                    "Write a 'rollback' into the change set (it does not enter the checksum); an empty one ('rollback: {}', in SQL '--rollback empty') says that there is nothing to undo.", set.Span) { ChangeSet = set.Identity };
            }
            if (prepared.Checksum != ranAs && plan.Nodes.FirstOrDefault(n => n.ReadsFile is not null) is { ReadsFile: { } file })
            {
                throw new MigrationException(ErrorCode.RollbackImpossible, $"the way back of change set {set.Identity} reads {file} again, and the file or the change set has been edited since it ran",
                    "Put them back as they were, or write a 'rollback' into the change set.", set.Span) { ChangeSet = set.Identity };
            }
            nodes = [.. Rebase(plan.Nodes, schema).Select(n => new LogicalNode(n.WithFiles(prepared.Resources), set.Span))];
        }
        var (planned, after) = lowering.Render(set, nodes, schema, rollback: true);
        return (plan with { Statements = [.. planned.SelectMany(n => n.Statements)] }, planned, after);
    }

    /// <summary>A faulty <c>rollback</c> does not keep a change set from running, as in Liquibase, which looks at it when it is undone; but it is said.</summary>
    UndoPlan WrittenOrNone(PreparedChangeSet prepared, SchemaModel after)
    {
        try
        {
            return Written(prepared, after);
        }
        catch (MigrationException e) when (e.Code != ErrorCode.UnknownChangeType)
        {
            return new(UndoKind.None, [], [], $"its 'rollback' cannot be used: {e.Message}");
        }
    }

    UndoPlan Written(PreparedChangeSet prepared, SchemaModel schema)
    {
        if (prepared.ChangeSet.Rollback is RollbackDefinition.Nothing)
            return UndoPlan.Nothing;
        try
        {
            var nodes = WrittenNodes(prepared.ChangeSet, schema);
            return new(UndoKind.Explicit, [.. nodes.Select(n => n.Node)], Statements(prepared.ChangeSet, nodes, schema), null);
        }
        catch (UnknownObjectException e)
        {
            return new(UndoKind.Explicit, [], [], $"the shape of {e.Key} is looked at when it is undone");
        }
    }

    ImmutableArray<LogicalNode> WrittenNodes(ChangeSet set, SchemaModel schema)
    {
        var nodes = set.Rollback switch
        {
            RollbackDefinition.Changes changes => changes.Nodes,
            RollbackDefinition.ChangeSetReference reference => reference.Nodes,
            _ => [],
        };
        var findings = new List<MigrationFinding>();
        var changesToRun = ChangeRegistry.Create(nodes, findings).Where(c => c.RunsOn(dialect.Name));
        return lowering.Lower(set, changesToRun, schema, findings);
    }

    /// <summary>The inverses of the nodes, last first.</summary>
    UndoPlan Invert(ImmutableArray<LogicalNode> logical, SchemaModel before)
    {
        var inverses = new List<Inverse>();
        var schema = before;
        foreach (var node in logical)
        {
            inverses.Add(node.Node.Invert(schema));
            schema = dialect.Apply(node.Node, schema);
        }
        inverses.Reverse();
        if (inverses.Find(i => i.Impossible is not null) is { } impossible)
            return new(UndoKind.None, [], [], impossible.Impossible);
        var losses = inverses.Where(i => i.Loss is not null).Select(i => i.Loss).Distinct().ToList();
        var nodes = inverses.SelectMany(i => i.Nodes).ToImmutableArray();
        return nodes.IsEmpty ? UndoPlan.Nothing : new(UndoKind.Automatic, nodes, [], losses.Count == 0 ? null : $"does not bring back {string.Join(" and ", losses)}");
    }

    /// <summary>Whether the changelog alone, without knowing anything of the schema, gives the same way back.</summary>
    bool IsDerivable(PreparedChangeSet prepared, UndoPlan undo)
    {
        var derived = Derived(prepared);
        // Most are told to be the same without writing them down; only what holds lists is not.
        return derived.Kind == undo.Kind && (derived.Nodes.SequenceEqual(undo.Nodes) || Serialize(derived.Nodes) == Serialize(undo.Nodes));
    }

    UndoPlan Derived(PreparedChangeSet prepared)
    {
        try
        {
            var nothingKnown = SchemaModel.Unknown(dialect.Names);
            var logical = lowering.Lower(prepared.ChangeSet, prepared.Changes, nothingKnown, []);
            return Invert(logical, nothingKnown);
        }
        catch (UnknownObjectException e)
        {
            return new(UndoKind.None, [], [], $"what was there before was not kept ({e.Key})");
        }
        catch (MigrationException e)
        {
            // With the schema it could be planned. What the changelog alone is refused for, it does not give.
            return new(UndoKind.None, [], [], e.Message);
        }
    }

    /// <summary>What a node of a way back brings back without its data, in words; null where it loses nothing.</summary>
    public static string? RestoresWithoutData(SqlNode node) => node switch
    {
        CreateTable table => $"table {table.Table.Name}",
        AddColumn column => $"column {column.Table}.{column.Column.Name}",
        CreateSequence sequence => $"sequence {sequence.Sequence.Name}",
        _ => null,
    };

    /// <summary>The nodes as they are kept: JSON, never SQL, so that they are rendered against the schema that is there when they are needed.</summary>
    public static string Serialize(ImmutableArray<SqlNode> nodes) => JsonSerializer.Serialize(nodes, StateStore.Json);

    static UndoPlan Kept(string json) =>
        JsonSerializer.Deserialize<ImmutableArray<SqlNode>>(json, StateStore.Json) is { IsEmpty: false } nodes ? new(UndoKind.Automatic, nodes, [], null) : UndoPlan.Nothing;

    /// <summary>What a node restores of a column or sequence is a delta: it is put upon the object as it is now, not as it was then.</summary>
    IEnumerable<SqlNode> Rebase(ImmutableArray<SqlNode> nodes, SchemaModel schema)
    {
        foreach (var node in nodes)
        {
            var rebased = node is AlterColumn { Before: not null } alter && schema.Find(alter.Table, out Table? table) == Presence.Known
                ? alter.Onto(table!.Column(alter.After.Name, schema.Names) ?? schema.RequireColumn(alter.Table, alter.After.Name))
                : node is AlterSequence { Before: not null } numbering && schema.Find(numbering.After.Name, out Sequence? sequence) == Presence.Known
                ? numbering.Onto(sequence!)
                : node;
            yield return rebased;
            schema = dialect.Apply(rebased, schema);
        }
    }

    ImmutableArray<SqlStatement> Statements(ChangeSet set, ImmutableArray<SqlNode> nodes, SchemaModel schema) => Statements(set, [.. nodes.Select(n => new LogicalNode(n, set.Span))], schema);

    ImmutableArray<SqlStatement> Statements(ChangeSet set, ImmutableArray<LogicalNode> nodes, SchemaModel schema) =>
        [.. lowering.Render(set, nodes, schema, rollback: true).Nodes.SelectMany(n => n.Statements)];
}
