using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>The names that a node gives.</summary>
static class NewNames
{
    /// <summary>The names of a node; none for most.</summary>
    public static IEnumerable<string> Of(SqlNode node) => node switch
    {
        CreateTable { Table: var table } => [table.Name.Name, .. table.Columns.Select(c => c.Name), .. table.Constraints.Select(c => c.Name).OfType<string>()],
        AddColumn add => [add.Column.Name, .. add.Constraints.Select(c => c.Name).OfType<string>()],
        AddConstraint { Constraint.Name: { } name } => [name],
        CreateIndex create => [create.Index.Name],
        RenameColumn rename => [rename.To],
        RenameTable rename => [rename.To],
        RenameObject rename => [rename.To],
        CreateView create => [create.View.Name.Name],
        CreateSequence create => [create.Sequence.Name.Name],
        _ => [],
    };
}
