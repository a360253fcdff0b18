using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A column is named twice where it may be named once.</summary>
public sealed class AssignedTwice() : LintRule("MIG3506", nameof(AssignedTwice), FindingSeverity.Error,
    "The server refuses it, or only one of them counts.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node.Node switch
    {
        UpdateRows update => Twice(node, update.Values.Select(v => v.Column)),
        InsertRows insert => Twice(node, insert.Values.Select(v => v.Column)),
        CreateTable create => Twice(node, create.Table.Columns.Select(c => c.Name)),
        _ => Nothing,
    };

    IEnumerable<MigrationFinding> Twice(LintNode node, IEnumerable<string> columns)
    {
        var seen = new HashSet<string>(node.Before.Names);
        return columns.FirstOrDefault(c => !seen.Add(c)) is { } column ? [At(node, $"the column {column} of {node.Table} is named twice", "Take one of them out.")] : Nothing;
    }
}
