namespace Migrations.Lint.Rules;

/// <summary>A time stamp without a time zone, where the database has one with it.</summary>
public sealed class TimeWithoutZone() : LintRule("MIG3403", nameof(TimeWithoutZone), FindingSeverity.Information,
    "What moment a value means depends on who reads it.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) =>
        node.Dialect.Features.ZonedTimestamps && NewColumns.Of(node.Node).FirstOrDefault(c => c.Column.Type is { BaseName: "timestamp" or "timestamp without time zone" } type && !type.Suffix.StartsWith("with time zone", StringComparison.Ordinal)) is { } time
        ? [At(node, $"{node.Table}.{time.Column.Name} is {time.Column.Type}", "Use timestamptz.")]
        : Nothing;
}
