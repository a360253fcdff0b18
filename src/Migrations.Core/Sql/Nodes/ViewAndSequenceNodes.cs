using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>Creates a view.</summary>
/// <param name="View">The view.</param>
/// <param name="Replace">Replaces a view of that name.</param>
public sealed record CreateView(View View, bool Replace = false) : SqlNode
{
    /// <summary>Whether it puts back what a replacement put away: also where the database would not replace one view by the other (PostgreSQL takes no column away).</summary>
    public bool Restores { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.With(View);

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before)
    {
        if (!Replace)
            return Inverse.By(new DropView(View.Name));
        return before.Find(View.Name, out View? replaced) switch
        {
            Presence.Known => Inverse.By(new CreateView(replaced!, Replace: true) { Restores = true }),
            Presence.Absent => Inverse.By(new DropView(View.Name)),
            _ => throw new UnknownObjectException(new(ObjectKind.View, View.Name)),
        };
    }

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [new(ObjectKind.View, View.Name)];
}

/// <summary>Drops a view.</summary>
/// <param name="View">Its resolved name.</param>
/// <param name="IfExists">Does nothing where there is none.</param>
public sealed record DropView(ObjectName View, bool IfExists = false) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.Without(new(ObjectKind.View, View));

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => before.Find(View, out View? dropped) switch
    {
        Presence.Known => Inverse.By(new CreateView(dropped!)),
        Presence.Absent when IfExists => new([]),
        Presence.Unknown => throw new UnknownObjectException(new(ObjectKind.View, View)),
        _ => throw new MigrationException(ErrorCode.ObjectNotFound, $"there is no view {View} at this point", "Check the view's name, or set 'ifExists: true'."),
    };

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [new(ObjectKind.View, View)];
}

/// <summary>Creates a sequence.</summary>
/// <param name="Sequence">The sequence.</param>
public sealed record CreateSequence(Sequence Sequence) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.With(Sequence);

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.By(new DropSequence(Sequence.Name));

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [new(ObjectKind.Sequence, Sequence.Name)];
}

/// <summary>Drops a sequence.</summary>
/// <param name="Sequence">Its resolved name.</param>
public sealed record DropSequence(ObjectName Sequence) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => schema.Without(new(ObjectKind.Sequence, Sequence));

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => before.Find(Sequence, out Sequence? dropped) switch
    {
        Presence.Known => new([new CreateSequence(dropped!)], Loss: $"the current number of {Sequence}"),
        Presence.Unknown => throw new UnknownObjectException(new(ObjectKind.Sequence, Sequence)),
        _ => throw new MigrationException(ErrorCode.ObjectNotFound, $"there is no sequence {Sequence} at this point", "Check the sequence's name."),
    };

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [new(ObjectKind.Sequence, Sequence)];
}

/// <summary>Changes how a sequence numbers.</summary>
/// <param name="Before">The sequence as it is; null where it is not known (then <see cref="Changed"/> says what changes).</param>
/// <param name="After">The sequence as it shall be; where <see cref="Before"/> is null, only the changed parts count.</param>
/// <param name="Changed">What the change set wants changed.</param>
public sealed record AlterSequence(Sequence? Before, Sequence After, SequenceAspects Changed) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) =>
        Before is not null ? schema.With(After) : schema.Find(After.Name, out Sequence? sequence) == Presence.Known ? schema.With(Merge(sequence!)) : schema;

    /// <summary>The same change put upon the sequence as it is now: only what this node changes is taken from <see cref="After"/>.</summary>
    public AlterSequence Onto(Sequence sequence) => this with { Before = sequence, After = Merge(sequence) };

    Sequence Merge(Sequence sequence) => sequence with
    {
        Type = Changed.HasFlag(SequenceAspects.Type) ? After.Type : sequence.Type,
        IncrementBy = Changed.HasFlag(SequenceAspects.IncrementBy) ? After.IncrementBy : sequence.IncrementBy,
        MinValue = Changed.HasFlag(SequenceAspects.MinValue) ? After.MinValue : sequence.MinValue,
        MaxValue = Changed.HasFlag(SequenceAspects.MaxValue) ? After.MaxValue : sequence.MaxValue,
        Cycle = Changed.HasFlag(SequenceAspects.Cycle) ? After.Cycle : sequence.Cycle,
        CacheSize = Changed.HasFlag(SequenceAspects.CacheSize) ? After.CacheSize : sequence.CacheSize,
        Ordered = Changed.HasFlag(SequenceAspects.Ordered) ? After.Ordered : sequence.Ordered,
    };

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => before.Find(After.Name, out Sequence? altered) switch
    {
        Presence.Known => Inverse.By(new AlterSequence(Merge(altered!), altered!, Changed)),
        Presence.Unknown => throw new UnknownObjectException(new(ObjectKind.Sequence, After.Name)),
        _ => throw new MigrationException(ErrorCode.ObjectNotFound, $"there is no sequence {After.Name} at this point", "Check the sequence's name."),
    };

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [new(ObjectKind.Sequence, After.Name)];
}

/// <summary>The parts of a sequence that an <see cref="AlterSequence"/> changes.</summary>
[Flags]
public enum SequenceAspects
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The type of its numbers.</summary>
    Type = 1,
    /// <summary>The step.</summary>
    IncrementBy = 2,
    /// <summary>The lowest number.</summary>
    MinValue = 4,
    /// <summary>The highest number.</summary>
    MaxValue = 8,
    /// <summary>Whether it starts again at the end.</summary>
    Cycle = 16,
    /// <summary>How many numbers are kept ready.</summary>
    CacheSize = 32,
    /// <summary>Whether numbers are handed out in order.</summary>
    Ordered = 64,
}

/// <summary>Renames a view, a sequence or a trigger. Tables have a node of their own, because foreign keys follow them.</summary>
/// <param name="Object">What is renamed.</param>
/// <param name="To">The new name within the same schema.</param>
/// <param name="Table">The table of a trigger.</param>
public sealed record RenameObject(ObjectKey Object, string To, ObjectName? Table = null) : SqlNode
{
    ObjectKey Renamed => Object with { Name = Object.Name.Sibling(To) };

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema)
    {
        if (Table is not null)
            return schema.Change(Table, t => t with { Triggers = [.. t.Triggers.Select(r => schema.Names.Equals(r.Name, Object.Name.Name) ? r with { Name = To } : r)] });
        var after = schema.Without(Object);
        // A whole statement has the old name in it: it is looked at again.
        if (Object.Kind == ObjectKind.View && schema.Find(Object.Name, out View? view) == Presence.Known && !view!.FullDefinition)
            return after.With(view with { Name = Renamed.Name });
        return Object.Kind == ObjectKind.Sequence && schema.Find(Object.Name, out Sequence? sequence) == Presence.Known
            ? after.With(sequence! with { Name = Renamed.Name })
            : after.Forget([Renamed]);
    }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Inverse.By(new RenameObject(Renamed, Object.Name.Name, Table));

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => Table is null ? [Object, Renamed] : [TableKey(Table)];
}
