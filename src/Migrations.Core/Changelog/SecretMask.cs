using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>Replaces the values of secret properties in any text by <c>${name}</c>.</summary>
public sealed class SecretMask
{
    readonly ImmutableArray<(string Value, string Placeholder)> secrets;

    SecretMask(ImmutableArray<(string, string)> secrets) => this.secrets = secrets;

    /// <summary>The mask that has nothing to hide.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>Makes the mask for some secrets.</summary>
    /// <param name="secrets">The names of the properties and their values. Empty values are left out: they hide nothing.</param>
    public static SecretMask For(IEnumerable<KeyValuePair<string, string>> secrets) =>
        new([.. secrets.Where(s => s.Value.Length > 0)
            .OrderByDescending(s => s.Value.Length).ThenBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => (s.Value, $"${{{s.Key}}}"))]);

    /// <summary>The text with every secret replaced, longer secrets first.</summary>
    public string Mask(string text)
    {
        foreach (var (value, placeholder) in secrets) text = text.Replace(value, placeholder, StringComparison.Ordinal);
        return text;
    }
}
