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
