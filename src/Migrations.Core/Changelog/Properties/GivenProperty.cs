namespace Migrations.Changelog;

/// <summary>A changelog property that the caller gives (<c>-Property</c>).</summary>
/// <param name="Name">Its name, without regard to case.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsSecret">Whether the value must not be shown: it was given as SecureString.</param>
public sealed record GivenProperty(string Name, string Value, bool IsSecret = false)
{
    /// <summary>The name and, unless it is secret, the value.</summary>
    public override string ToString() => IsSecret ? $"{Name}=${{{Name}}}" : $"{Name}={Value}";
}
