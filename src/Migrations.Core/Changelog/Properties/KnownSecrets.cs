namespace Migrations.Changelog;

/// <summary>The secrets that a run has met so far. They become known while a changelog is read and lowered, and whoever shows something masks it with what is known then.</summary>
public sealed class KnownSecrets
{
    readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
    readonly object access = new();
    SecretMask? mask = SecretMask.None, shownMask = SecretMask.None;

    /// <summary>Hides every secret that is known so far.</summary>
    public SecretMask Mask
    {
        get
        {
            lock (access)
                return mask ??= SecretMask.For(values);
        }
    }

    /// <summary>
    /// Hides every line of them, too, for text that is shown and never read back: logs and servers break texts into lines, and a line of a private key is a secret.
    /// </summary>
    public SecretMask ShownMask
    {
        get
        {
            lock (access)
                return shownMask ??= SecretMask.For(values.SelectMany(secret => LinesOf(secret.Value).Append(secret.Value), (secret, text) => KeyValuePair.Create(secret.Key, text)));
        }
    }

    /// <summary>The value of a secret; null where none of that name is known so far.</summary>
    public string? ValueOf(string name)
    {
        lock (access)
            return values.GetValueOrDefault(name);
    }

    /// <summary>The names of the secrets that a text shows in place of their values.</summary>
    /// <param name="masked">The text, secrets masked.</param>
    public IReadOnlyList<string> NamesIn(string masked)
    {
        lock (access)
            return [.. values.Keys.Where(name => masked.Contains($"${{{name}}}", StringComparison.Ordinal))];
    }

    /// <summary>Takes note of a secret.</summary>
    /// <param name="name">The name that is shown in its place, as <c>${name}</c>.</param>
    /// <param name="value">The secret.</param>
    public void Add(string name, string value)
    {
        lock (access)
        {
            if (values.TryGetValue(name, out var known) && known == value)
                return;
            values[name] = value;
            mask = shownMask = null;
        }
    }

    /// <summary>What is shorter is no secret, and hiding it would garble everything.</summary>
    static IEnumerable<string> LinesOf(string secret) => secret.Split(['\r', '\n'], StringSplitOptions.TrimEntries).Where(line => line.Length >= 8);
}
