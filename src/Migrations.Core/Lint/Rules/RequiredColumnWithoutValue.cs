using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A NOT NULL column without a default is added to a table that is there.</summary>
public sealed class RequiredColumnWithoutValue() : LintRule("MIG3201", nameof(RequiredColumnWithoutValue), FindingSeverity.Warning,
    "It fails where the table has rows, and programs that do not know the column can no longer insert.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node)
    {
        if (node is not { Node: AddColumn { Column: { Nullable: false, Default: null, Identity: null, Generated: null } column } add, IsHarmless: false })
            return Nothing;
        var finding = WithOnlineForm(node, $"the new column {add.Table}.{column.Name} is NOT NULL and has no default", "Add it with a default, or nullable; make it NOT NULL when programs write it and the rows that are there are filled.");
        return [node.Statistics is { Rows: > 0 } && !node.Dialect.Features.FillsRequiredColumns ? finding with { Severity = FindingSeverity.Error } : finding];
    }
}
