using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Completes the effects of raw SQL from the schema that they meet.</summary>
static class RawEffects
{
    /// <summary>The effect on a schema.</summary>
    /// <param name="effect">The effect as it was read.</param>
    /// <param name="guarded">Whether the statement says IF EXISTS or IF NOT EXISTS.</param>
    /// <param name="schema">The schema before it.</param>
    /// <returns>The effect, null where it does nothing; and whether the schema after it can be told.</returns>
    public static (SqlNode? Node, bool Certain) Resolve(SqlNode effect, bool guarded, SchemaModel schema)
    {
        if (guarded && IsThere(effect, schema) is not false and var there)
            return there == true ? (null, true) : (effect, false);
        return effect switch
        {
            RawOperation { Kind: RawOperationKind.DropConstraint, Target: { } target } drop when schema.TableOrNull(target.Name) is { } table =>
                drop.Named(table, schema.Names) is { } constraint ? (new DropConstraint(target.Name, constraint), !drop.Cascade) : (drop, guarded),
            AddConstraint { Constraint: PrimaryKey { UsingIndex: { } index, Columns: [] } key } add => OverIndex(add, index, schema, columns => key with { Columns = columns }),
            AddConstraint { Constraint: UniqueConstraint { UsingIndex: { } index, Columns: [] } unique } add => OverIndex(add, index, schema, columns => unique with { Columns = columns }),
            AlterColumn { Before: null } alter when schema.TableOrNull(alter.Table)?.Column(alter.After.Name, schema.Names) is { } column =>
                // MODIFY of MariaDB and MySQL says all of a column anew; what it does not say is gone.
                (alter.Changed.HasFlag(ColumnAspects.Type | ColumnAspects.Nullable | ColumnAspects.Default | ColumnAspects.Identity | ColumnAspects.Remarks)
                    ? alter with { Before = column } : alter.Onto(column), true),
            _ => (effect, true),
        };
    }

    static (SqlNode Node, bool Certain) OverIndex(
        AddConstraint add, string index, SchemaModel schema, Func<System.Collections.Immutable.ImmutableArray<string>, TableConstraint> constraint)
    {
        if (schema.TableOrNull(add.Table) is not { } table)
            return (add, true);
        var taken = table.Indexes.FirstOrDefault(i => schema.Names.Equals(i.Name, index));
        return taken is null ? (add, false) : (add with { Constraint = constraint([.. taken.Columns.Select(c => c.Name)]) }, true);
    }

    /// <summary>Whether what it would make is there already; null where that is not known.</summary>
    static bool? IsThere(SqlNode effect, SchemaModel schema) => effect switch
    {
        CreateTable create => IsThere(schema.Find(create.Table.Name, out Table? _)),
        CreateSequence create => IsThere(schema.Find(create.Sequence.Name, out Sequence? _)),
        CreateView { Replace: false } create => IsThere(schema.Find(create.View.Name, out View? _)),
        AddColumn add => schema.TableOrNull(add.Table)?.Column(add.Column.Name, schema.Names) is not null,
        CreateIndex create => schema.TableOrNull(create.Table)?.HasIndex(create.Index.Name, schema.Names) == true,
        _ => false,
    };

    static bool? IsThere(Presence presence) => presence switch { Presence.Known => true, Presence.Absent => false, _ => null };
}

/// <summary>One effect of a raw statement, where it happens.</summary>
/// <param name="Node">What it does.</param>
/// <param name="Before">The schema before it.</param>
/// <param name="After">The schema after it.</param>
public sealed record RawEffect(SqlNode Node, SchemaModel Before, SchemaModel After)
{
    /// <summary>Whether the schema after it can be told from what is known.</summary>
    public bool IsCertain { get; init; }
}
