using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Migrations.Changelog;

namespace Migrations.Configuration;

/// <summary>A value of <c>migrations.yaml</c>, read as what its setting takes. Texts are taken as they are written: <c>1.10</c> stays <c>1.10</c>.</summary>
/// <param name="node">The setting with its value.</param>
/// <param name="variables">Replaces <c>${env:NAME}</c>.</param>
public sealed class ConfigurationValue(ChangelogNode node, VariableExpansion variables)
{
    /// <summary>Where the setting stands.</summary>
    public SourceSpan Span => node.Span;

    /// <summary>The text as it is written.</summary>
    public string Written => Single().SourceText;

    /// <summary>A text.</summary>
    public string Text() => Expanded(Single()).Text;

    /// <summary>A text, the parts of a text between commas, or a list of texts.</summary>
    public ImmutableArray<string> Texts()
    {
        RequireNoMap("a text or a list of texts");
        return [.. node.Scalars.SelectMany(s => Expanded(s).Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }

    /// <summary>A path.</summary>
    /// <param name="folder">Where a relative one starts.</param>
    public string Path(string folder) => System.IO.Path.GetFullPath(Text(), folder);

    /// <summary>A path, or a list of paths.</summary>
    /// <param name="folder">Where relative ones start.</param>
    public ImmutableArray<string> Paths(string folder)
    {
        RequireNoMap("a path or a list of paths");
        return [.. node.Scalars.Select(s => System.IO.Path.GetFullPath(Expanded(s).Text, folder))];
    }

    /// <summary>A length of time.</summary>
    public TimeSpan Duration() => Configuration.Duration.SecondsOf(Text()) is { } seconds && Configuration.Duration.FromSeconds(seconds) is { } time
        ? time
        : throw Wrong("a number of seconds, or hours:minutes:seconds");

    /// <summary>Properties: what is made of a variable is a secret.</summary>
    public ImmutableDictionary<string, object> Properties()
    {
        var properties = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var child in Entries("a map of names and values"))
        {
            var (text, usesVariable) = Expanded(new ConfigurationValue(child, variables).Single());
            properties[child.Name] = usesVariable ? new NetworkCredential("", text).SecurePassword : text;
        }
        return properties.ToImmutable();
    }

    /// <summary>Limits: those that it does not name are as without it.</summary>
    public ChangelogLimits Limits()
    {
        var limits = ChangelogLimits.FromEnvironment(ChangelogOptions.ProcessEnvironment);
        foreach (var child in Entries("a map of limits and numbers"))
            limits = limits.With(child.Name, new ConfigurationValue(child, variables).Text(), $"'{child.Name}'", child.Span);
        return limits;
    }

    /// <summary>The settings below this one.</summary>
    public IEnumerable<(string Name, ConfigurationValue Value)> Settings() =>
        Entries("a map of settings").Select(child => (child.Name, new ConfigurationValue(child, variables)));

    /// <summary>The error where its name is none.</summary>
    internal MigrationException Unknown(string what, IEnumerable<string> known) => ConfigurationFile.Unknown(node, what, known);

    /// <summary>A number from zero.</summary>
    public long Number() => long.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong("a whole number from 0");

    /// <summary>One of a few words, without regard to case.</summary>
    public T Choice<T>() where T : struct, Enum =>
        Enum.TryParse<T>(Text(), ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : throw Wrong($"one of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}");

    /// <summary>A regular expression, which matches in linear time: whoever writes the file cannot make a plan hang.</summary>
    public Regex Pattern()
    {
        try
        {
            return new(Text(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Wrong($"a regular expression without look-around and back references ({e.Message})");
        }
    }

    ImmutableArray<ChangelogNode> Entries(string what) => node.Scalars.IsEmpty ? node.Children : throw Wrong(what);

    ScalarValue Single()
    {
        RequireNoMap("a text");
        return node.Scalars is [var scalar] ? scalar : throw Wrong("one text");
    }

    void RequireNoMap(string what)
    {
        if (!node.Children.IsEmpty)
            throw Wrong(what);
    }

    (string Text, bool UsesVariable) Expanded(ScalarValue scalar) => variables.Expand(scalar.SourceText, scalar.Span);

    MigrationException Wrong(string what) => new(ErrorCode.InvalidConfiguration, $"'{node.Name}' is not what it has to be.", $"Write {what}.", node.Scalar?.Span ?? node.Span);
}
