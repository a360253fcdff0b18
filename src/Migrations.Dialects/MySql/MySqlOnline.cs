using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>The ways by which MariaDB and MySQL do beside running programs what they copy a table for by themselves.</summary>
static class MySqlOnline
{
    /// <summary>The form of a node; null where there is none.</summary>
    public static OnlineForm? FormOf(SqlNode node, SchemaModel before, MySqlDialect dialect) => node switch
    {
        // Without foreign_key_checks no row is read, and so none is checked.
        AddConstraint { Constraint: ForeignKey } add => OnlineForm.Of(new OnlineStep(
            ["SET SESSION foreign_key_checks = 0", .. add.Render(dialect, before).Select(s => $"{s.Text}, ALGORITHM=INPLACE, LOCK=NONE"), "SET SESSION foreign_key_checks = 1"],
            [.. new DropConstraint(add.Table, add.Constraint).Render(dialect, before).Select(s => s.Text)])
        { Comment = "The rows that are there are not checked: look for those that point nowhere before and after." }),
        _ => null,
    };
}
