using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

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

    /// <summary>The names of the limits as they are set: <c>maxNodes</c> and so on.</summary>
    public static ImmutableArray<string> Names => [.. Setters.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The limits that environment variables set (<c>MIGRATIONS_MAX_NODES</c> and so on), the usual ones for the rest.</summary>
    /// <param name="environment">Looks up a variable.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: a value is no limit.</exception>
    public static ChangelogLimits FromEnvironment(Func<string, string?> environment) => Names.Aggregate(Default, (limits, name) =>
        environment(VariableOf(name)) is { Length: > 0 } value ? limits.With(name, value, VariableOf(name)) : limits);

    /// <summary>These limits with one set.</summary>
    /// <param name="name">Its name, without regard to case.</param>
    /// <param name="value">A whole number above zero.</param>
    /// <param name="source">What sets it, for the message.</param>
    /// <param name="span">Where it is set.</param>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: there is no such limit, or the value is none.</exception>
    public ChangelogLimits With(string name, string value, string source, SourceSpan? span = null)
    {
        if (!Setters.TryGetValue(name, out var set))
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"There is no limit '{name}'.",
                NameSuggestion.Advice(name, Names, $"The limits are {string.Join(", ", Names)}."), span);
        }
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= int.MaxValue
            ? set(this, (int)number)
            : throw new MigrationException(ErrorCode.InvalidValue, $"'{value}' of {source} is no limit.", $"Write a whole number from 1 to {int.MaxValue}.", span);
    }

    /// <summary>The error for an exceeded limit.</summary>
    internal static MigrationException Exceeded(string limit, long value, string what, SourceSpan span) => new(
        ErrorCode.InvalidSyntax,
        FormattableString.Invariant($"{what} exceeds the limit {limit} ({value:N0})."),
        $"If this is intended, raise it with the environment variable {VariableOf(limit)}, or with 'limits' of an environment in migrations.yaml.",
        span);

    static FrozenDictionary<string, Func<ChangelogLimits, int, ChangelogLimits>> Setters { get; } = new Dictionary<string, Func<ChangelogLimits, int, ChangelogLimits>>
    {
        ["maxFileSize"] = (limits, value) => limits with { MaxFileSize = value },
        ["maxDepth"] = (limits, value) => limits with { MaxDepth = value },
        ["maxNodes"] = (limits, value) => limits with { MaxNodes = value },
        ["maxFiles"] = (limits, value) => limits with { MaxFiles = value },
        ["maxPropertyDepth"] = (limits, value) => limits with { MaxPropertyDepth = value },
        ["maxExpandedLength"] = (limits, value) => limits with { MaxExpandedLength = value },
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary><c>MIGRATIONS_MAX_NODES</c> of <c>MaxNodes</c>.</summary>
    static string VariableOf(string limit)
    {
        var name = new StringBuilder("MIGRATIONS");
        for (var i = 0; i < limit.Length; i++)
        {
            if (i == 0 || char.IsAsciiLetterUpper(limit[i])) name.Append('_');
            name.Append(char.ToUpperInvariant(limit[i]));
        }
        return name.ToString();
    }
}
