using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Migrations.Changelog;

/// <summary>
/// Replaces the values of secret properties in any text by <c>${name}</c>, also where a value stands in SQL with its quotes doubled.
/// </summary>
public sealed class SecretMask
{
    readonly FrozenDictionary<string, string> placeholders;
    readonly FrozenDictionary<string, string> secrets;
    readonly Regex? anySecret;

    SecretMask() => placeholders = secrets = FrozenDictionary<string, string>.Empty;

    SecretMask(FrozenDictionary<string, string> placeholders)
    {
        this.placeholders = placeholders;
        // In SQL a secret stands in a literal, so where a quote makes two spellings of it the doubled one, which is the longer, is the one meant.
        secrets = placeholders.GroupBy(p => p.Value, p => p.Key, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.MaxBy(value => value.Length)!, StringComparer.Ordinal);
        var longestFirst = placeholders.Keys.OrderByDescending(value => value.Length).ThenBy(value => value, StringComparer.Ordinal);
        anySecret = new Regex(string.Join('|', longestFirst.Select(Regex.Escape)), RegexOptions.CultureInvariant);
    }

    /// <summary>The mask that has nothing to hide.</summary>
    public static SecretMask None { get; } = new();

    /// <summary>Makes the mask for some secrets.</summary>
    /// <param name="secrets">The names of the properties and their values. Empty values are left out: they hide nothing.</param>
    public static SecretMask For(IEnumerable<KeyValuePair<string, string>> secrets)
    {
        var placeholders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in secrets.Where(secret => secret.Value.Length > 0).OrderBy(secret => secret.Key, StringComparer.Ordinal))
        {
            placeholders.TryAdd(value, $"${{{name}}}");
            placeholders.TryAdd(value.Replace("'", "''", StringComparison.Ordinal), $"${{{name}}}");
        }
        return placeholders.Count == 0 ? None : new SecretMask(placeholders.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>A text that is no SQL with the placeholders replaced by the secrets again.</summary>
    public string UnmaskText(string text) => placeholders.OrderBy(p => p.Key.Length).Aggregate(text, (known, p) => known.Replace(p.Value, p.Key, StringComparison.Ordinal));

    /// <summary>The text with every secret replaced.</summary>
    public string Mask(string text) => anySecret is null ? text : anySecret.Replace(text, match => placeholders[match.Value]);

    /// <summary>The SQL with the placeholders that <see cref="Mask"/> put in replaced by the secrets again.</summary>
    public string Unmask(string sql) => secrets.Aggregate(sql, (text, secret) => text.Replace(secret.Key, secret.Value, StringComparison.Ordinal));
}
