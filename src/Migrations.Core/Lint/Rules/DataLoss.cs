using Migrations.Sql;
using System.Globalization;

namespace Migrations.Lint.Rules;

/// <summary>A statement destroys data.</summary>
public sealed class DataLoss() : LintRule(LossCode, nameof(DataLoss), FindingSeverity.Warning,
    "What is dropped comes back without its data.")
{
    /// <summary>Its code, by which other parts know it.</summary>
    internal const string LossCode = "MIG2002";

    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node)
    {
        if (node.Node.Destroys is not { } risk || node.ChangeSet.Run.IsHarmless(risk.Table) || (risk.Column is { } column && node.ChangeSet.Run.IsNew(risk.Table, column)))
            return Nothing;
        var finding = At(node, Describe(risk, node.ChangeSet.Run.StatisticsOf(risk.Table)), "Make sure that nothing needs it any more; what is dropped comes back without its data.");
        // Rows that are chosen by a key are meant, not forgotten.
        return [risk.Where is not null && RowChoice.IsNarrow(risk.Where, node) ? finding with { Severity = FindingSeverity.Information } : finding];
    }

    static string Describe(DataAtRisk risk, TableStatistics? size)
    {
        var rows = size is null ? "" : string.Create(CultureInfo.InvariantCulture, $", about {size.Rows:N0} of them");
        return risk switch
        {
            { Column: { } column } => $"the values of {risk.Table}.{column} are lost{(size is null ? "" : string.Create(CultureInfo.InvariantCulture, $", in about {size.Rows:N0} rows"))}",
            { Where: not null } => $"rows of {risk.Table} are lost{(size is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; it has about {size.Rows:N0}"))}",
            _ => $"the rows of {risk.Table} are lost{rows}",
        };
    }
}
