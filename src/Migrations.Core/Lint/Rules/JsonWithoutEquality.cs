using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A json column is added to a table that is there, where the database has jsonb.</summary>
public sealed class JsonWithoutEquality() : LintRule("MIG3405", nameof(JsonWithoutEquality), FindingSeverity.Warning,
    "Queries with DISTINCT, UNION or GROUP BY on the table fail, because json has no equality.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node)
    {
        if (!node.Dialect.Features.JsonHasNoEquality || NewColumns.Of(node.Node).FirstOrDefault(c => c.Column.Type.BaseName == "json") is not { } json)
            return Nothing;
        var finding = At(node, $"{node.Table}.{json.Column.Name} is json", "Use jsonb.");
        return [node.Node is CreateTable || node.IsHarmless ? finding with { Severity = FindingSeverity.Information } : finding];
    }
}
