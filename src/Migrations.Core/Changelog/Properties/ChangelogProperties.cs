using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Migrations.Changelog;

/// <summary>
/// The properties that <c>${name}</c> stands for. As in Liquibase the first of these that knows a name decides: the environment, the properties of the
/// system (<see cref="JavaSystem"/>), the facts about the database (<c>database.*</c>), what the caller gives, the global properties of all changelogs
/// in the order in which they are read, the local properties of the file from last to first. Names are compared without regard to case. <c>${env:NAME}</c> is a secret from the environment.
/// </summary>
public sealed class ChangelogProperties
{
    const string EnvironmentPrefix = "env:";

    const string DatabasePrefix = "database.";

    readonly ChangelogOptions options;
    // Change sets are prepared by several threads at once.
    readonly ConcurrentDictionary<string, string?> askedFacts = new(StringComparer.OrdinalIgnoreCase);
    FrozenDictionary<string, string> facts;
    readonly FrozenDictionary<string, GivenProperty> given;
    readonly List<ChangelogProperty> globals = [];
    readonly Dictionary<string, List<ChangelogProperty>> locals = new(StringComparer.Ordinal);

    /// <summary>Makes the properties of a run, those of changelogs not yet among them.</summary>
    public ChangelogProperties(ChangelogOptions options)
    {
        this.options = options;
        facts = options.DatabaseProperties;
        given = options.Properties.ToFrozenDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var property in options.Properties.Where(property => property.IsSecret)) options.Secrets.Add(property.Name, property.Value);
    }

    /// <summary>Hides every secret that is known so far.</summary>
    public SecretMask Secrets => options.Secrets.Mask;

    /// <summary>Replaces the properties in a text. What is not known stays as it is written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">The name of the changelog in which it stands (<see cref="SearchPathFile.Name"/>), for its local properties.</param>
    /// <param name="span">Where it stands.</param>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.InvalidSyntax"/>: a limit of <see cref="ChangelogLimits"/> is exceeded, as by properties that contain each other.
    /// </exception>
    public ExpandedText Expand(string text, string fileName, SourceSpan span) =>
        MayBeIn(text)
            ? new PropertyExpansion(this, fileName, options.Limits, span).Expand(text)
            : new ExpandedText(text, UsesSecret: false);

    /// <summary>Whether a text is to be looked at for properties at all.</summary>
    internal static bool MayBeIn(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>The text of a property as it is defined, not expanded; null where it is not known.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="fileName">The changelog whose local properties are looked at too.</param>
    public string? ValueOf(string name, string fileName) => Find(name, fileName) is { Value: { } value } ? JavaText.Of(value) : null;

    /// <summary>Whether the environment decides what a name stands for, and with which value.</summary>
    internal string? FromEnvironment(string name) => options.Environment(name) ?? JavaSystem.Property(name);

    /// <summary>Takes the facts about the database from now on, of which some may not have been known before there was a connection.</summary>
    /// <returns>Whether what has been read so far would be the same with them.</returns>
    internal bool Learn(FrozenDictionary<string, string> known)
    {
        facts = known;
        return askedFacts.All(asked => known.GetValueOrDefault(asked.Key) == asked.Value);
    }

    internal void DefineGlobal(ChangelogProperty property) => globals.Add(property);

    internal void DefineLocal(string fileName, ChangelogProperty property)
    {
        if (!locals.TryGetValue(fileName, out var list)) locals[fileName] = list = [];
        list.Add(property);
    }

    /// <summary>What a name stands for: a typed value, whether it is secret.</summary>
    internal (object? Value, bool IsSecret) Find(string name, string fileName)
    {
        if (name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
            && options.Environment(name[EnvironmentPrefix.Length..]) is { } secret)
        {
            options.Secrets.Add(name, secret);
            return (secret, true);
        }
        if (FromEnvironment(name) is { } variable) return (variable, false);
        if (name.StartsWith(DatabasePrefix, StringComparison.OrdinalIgnoreCase)) askedFacts[name] = facts.GetValueOrDefault(name);
        if (facts.TryGetValue(name, out var fact)) return (fact, false);
        if (given.TryGetValue(name, out var property)) return (property.Value, property.IsSecret);
        var defined = globals.Find(candidate => IsMeant(candidate, name))
            ?? (locals.TryGetValue(fileName, out var list) ? list.FindLast(candidate => IsMeant(candidate, name)) : null);
        return (defined?.Value, false);
    }

    bool IsMeant(ChangelogProperty property, string name) =>
        property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        && (options.Dbms is null || property.Dbms.Matches(options.Dbms))
        && property.Context.Matches(options.Contexts)
        && options.LabelFilter.Matches(property.Labels);
}
