namespace Migrations.Changelog;

/// <summary>The secrets that a run has met so far. They become known while a changelog is read and lowered, and whoever shows something masks it with what is known then.</summary>
public sealed class KnownSecrets
{
    readonly Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
    readonly object access = new();
    SecretMask? mask;

    /// <summary>Hides every secret that is known so far.</summary>
    public SecretMask Mask
    {
        get
        {
            lock (access)
                return mask ??= SecretMask.For(values);
        }
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
            mask = null;
        }
    }
}
