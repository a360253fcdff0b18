using System.Text.RegularExpressions;

namespace Migrations.Proof;

/// <summary>Sees to it that nothing that is tried on a scratch database reaches another one of the same server.</summary>
/// <param name="neighbours">The databases that can be reached by name from the scratch database; none where a name cannot leave it.</param>
sealed partial class ScratchGuard(IReadOnlyCollection<string> neighbours)
{
    readonly Regex? names = neighbours.Count == 0 ? null : new(
        $"""(?<![\w.])[`"\[]?(?<name>{string.Join('|', neighbours.OrderByDescending(n => n.Length).Select(Regex.Escape))})[`"\]]?\s*\.|(?:^|;)\s*USE\s+[`"\[]?(?<name>\w+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>What a statement names outside the scratch database; null where it stays in it.</summary>
    public string? WayOut(string statement) => names?.Match(statement) is { Success: true } match ? $"the database {match.Groups["name"].Value}"
        : Attach().IsMatch(statement) ? "another file (ATTACH)"
        : Outside().Match(statement) is { Success: true } outside ? $"another server or a file ({outside.Value})" : null;

    [GeneratedRegex(@"^\s*ATTACH\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attach();

    [GeneratedRegex(@"\b(dblink\w*(?=\s*\()|INTO\s+(OUT|DUMP)FILE|COPY\s[^;]*?\b(TO|FROM)\s+(PROGRAM\s+)?'[^']*'|xp_cmdshell|OPENROWSET|OPENQUERY|ALTER\s+SYSTEM|(CREATE|ALTER|DROP)\s+(ROLE|USER|LOGIN|DATABASE|TABLESPACE)|CREATE\s+SUBSCRIPTION)\b?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Outside();
}
