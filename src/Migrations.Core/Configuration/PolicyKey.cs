using System.Collections.Immutable;
using Migrations.Lint;

namespace Migrations.Configuration;

/// <summary>What kind of value a setting of a policy takes.</summary>
public enum PolicyKind
{
    /// <summary>A <see cref="FailureThreshold"/>.</summary>
    FailOn,
    /// <summary>A map of rules and <see cref="RuleLevel"/>s.</summary>
    Rules,
    /// <summary>A number of rows.</summary>
    Rows,
    /// <summary>A number of seconds, or hours:minutes:seconds.</summary>
    Duration,
    /// <summary>A text.</summary>
    Text,
    /// <summary>A map of kinds of objects and regular expressions.</summary>
    Naming,
}

/// <summary>A setting of a policy: the one place that says how it is called, what it takes and what it sets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Description">What it is, for those who write the file.</param>
/// <param name="Apply">Sets it.</param>
public sealed record PolicyKey(string Name, PolicyKind Kind, string Description, Func<LintPolicy, ConfigurationValue, LintPolicy> Apply)
{
    /// <summary>All settings of a policy.</summary>
    public static ImmutableArray<PolicyKey> All { get; } =
    [
        new("failOn", PolicyKind.FailOn, "From which severity on findings stop a run: error, warning or none. -FailOn goes before it.", (p, v) => p with { FailOn = v.Choice<FailureThreshold>() }),
        new("rules", PolicyKind.Rules, "What rules mean here: a code (MIG3101) or name, and error, warning, information or off.", (p, v) => p with { Rules = p.Rules.SetItems(v.Settings().Select(Level)) }),
        new("harmlessRows", PolicyKind.Rows, "What blocks, rewrites or scans a table with no more rows than this is only worth knowing.", (p, v) => p with { HarmlessRows = v.Number() }),
        new("harmlessDuration", PolicyKind.Duration, "What blocks for no longer than this is only worth knowing: seconds, or hours:minutes:seconds.", (p, v) => p with { HarmlessDuration = v.Duration() }),
        new("targetVersion", PolicyKind.Text, "The server's version that is planned for without a connection, such as 15 or 10.11.", (p, v) => p with { TargetVersion = v.Text() }),
        new("targetEdition", PolicyKind.Text, "SQL Server's edition that is planned for without a connection: Standard, Enterprise, Developer, Express, Azure or AzureManagedInstance.", (p, v) => p with { TargetEdition = v.Text() }),
        new("naming", PolicyKind.Naming, "What new names have to look like: regular expressions for table, column, index, primaryKey, foreignKey, uniqueConstraint, checkConstraint, view, sequence and changeSet.",
            (p, v) => p with { Naming = p.Naming.SetItems(v.Settings().Select(s => KeyValuePair.Create(ObjectOf(s), s.Value.Pattern()))) }),
    ];

    /// <summary>Reads a policy.</summary>
    /// <param name="policy">What counts where it says nothing.</param>
    /// <param name="value">The setting.</param>
    /// <exception cref="MigrationException">It has a key that is none, or a value that is not what its key takes.</exception>
    public static LintPolicy Read(LintPolicy policy, ConfigurationValue value)
    {
        foreach (var (name, setting) in value.Settings())
        {
            var key = All.FirstOrDefault(k => k.Name == name) ?? throw setting.Unknown("setting of a policy", All.Select(k => k.Name));
            policy = key.Apply(policy, setting);
        }
        return policy;
    }

    /// <summary>A word of ours as the file spells it: <c>primaryKey</c>.</summary>
    internal static string Spelling(string word) => char.ToLowerInvariant(word[0]) + word[1..];

    static KeyValuePair<string, RuleLevel> Level((string Name, ConfigurationValue Value) setting) => RuleCatalogue.Find(setting.Name) is { } rule
        ? KeyValuePair.Create(rule.Code, setting.Value.Choice<RuleLevel>())
        : throw new MigrationException(ErrorCode.InvalidConfiguration, $"there is no rule '{setting.Name}'", RuleCatalogue.Advice(setting.Name), setting.Value.Span);

    static NamedObject ObjectOf((string Name, ConfigurationValue Value) setting) => Enum.GetNames<NamedObject>().FirstOrDefault(n => Spelling(n) == setting.Name) is { } name
        ? Enum.Parse<NamedObject>(name)
        : throw setting.Value.Unknown("kind of object", Enum.GetNames<NamedObject>().Select(Spelling));
}
