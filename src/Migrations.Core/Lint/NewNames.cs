using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>The names that a node gives.</summary>
static class NewNames
{
    /// <summary>The names of a node with what they name; none for most.</summary>
    public static IEnumerable<(NamedObject Kind, string Name)> Of(SqlNode node) => node switch
    {
        CreateTable { Table: var table } => [(NamedObject.Table, table.Name.Name), .. table.Columns.Select(c => (NamedObject.Column, c.Name)), .. Of(table.Constraints)],
        AddColumn add => [(NamedObject.Column, add.Column.Name), .. Of(add.Constraints)],
        AddConstraint add => Of([add.Constraint]),
        CreateIndex create => [(NamedObject.Index, create.Index.Name)],
        RenameColumn rename => [(NamedObject.Column, rename.To)],
        RenameTable rename => [(NamedObject.Table, rename.To)],
        RenameObject { Object.Kind: ObjectKind.View } rename => [(NamedObject.View, rename.To)],
        RenameObject { Object.Kind: ObjectKind.Sequence } rename => [(NamedObject.Sequence, rename.To)],
        CreateView create => [(NamedObject.View, create.View.Name.Name)],
        CreateSequence create => [(NamedObject.Sequence, create.Sequence.Name.Name)],
        _ => [],
    };

    static IEnumerable<(NamedObject Kind, string Name)> Of(IEnumerable<TableConstraint> constraints)
    {
        foreach (var constraint in constraints)
        {
            if (constraint.Name is { } name)
            {
                yield return (constraint switch
                {
                    PrimaryKey => NamedObject.PrimaryKey,
                    ForeignKey => NamedObject.ForeignKey,
                    UniqueConstraint => NamedObject.UniqueConstraint,
                    _ => NamedObject.CheckConstraint,
                }, name);
            }
        }
    }
}
