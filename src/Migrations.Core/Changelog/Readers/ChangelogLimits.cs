namespace Migrations.Changelog;

/// <summary>
/// Bounds on what a changelog file may ask of the machine that reads it. A file that exceeds one is an error naming the limit, so that
/// a changelog which is large for good reason can be read by raising that one.
/// </summary>
public sealed record ChangelogLimits
{
    /// <summary>The limits used when nothing is said.</summary>
    public static ChangelogLimits Default { get; } = new();

    /// <summary>The largest file that is read, in bytes: 64 MiB.</summary>
    public long MaxFileSize { get; init; } = 64L * 1024 * 1024;

    /// <summary>How deep maps and lists may nest, aliases followed: 64. Liquibase's parser allows 50.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many keys, values and list entries one file may have once its aliases are expanded: one million.</summary>
    public int MaxNodes { get; init; } = 1_000_000;

    /// <summary>How many files one changelog may be made of: 20,000.</summary>
    public int MaxFiles { get; init; } = 20_000;

    /// <summary>How deep a property may refer to other properties: 32.</summary>
    public int MaxPropertyDepth { get; init; } = 32;

    /// <summary>How long one text may become by the expansion of properties, in UTF-16 units: 16 Mi.</summary>
    public int MaxExpandedLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>The error for an exceeded limit.</summary>
    internal static MigrationException Exceeded(string limit, long value, string what, SourceSpan span) => new(
        ErrorCode.InvalidSyntax,
        FormattableString.Invariant($"{what} exceeds the limit {limit} ({value:N0})."),
        $"If this is intended, raise '{char.ToLowerInvariant(limit[0])}{limit[1..]}' under 'limits' of an environment in migrations.yaml, and give -Environment.",
        span);
}
