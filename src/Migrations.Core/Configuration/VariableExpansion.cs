using System.Text.RegularExpressions;
using Migrations.Changelog;

namespace Migrations.Configuration;

/// <summary>Replaces <c>${env:NAME}</c> in the settings of a project.</summary>
/// <param name="variable">Looks an environment variable up; null where there is none.</param>
public sealed partial class VariableExpansion(Func<string, string?> variable)
{
    /// <summary>The text with every variable replaced, and whether there was one.</summary>
    /// <exception cref="MigrationException">A variable is not set.</exception>
    public (string Text, bool UsesVariable) Expand(string text, SourceSpan span)
    {
        var uses = false;
        var expanded = Variable().Replace(text, match =>
        {
            uses = true;
            var name = match.Groups["name"].Value;
            return variable(name) ?? throw new MigrationException(ErrorCode.InvalidConfiguration, $"the environment variable '{name}' is not set",
                $"Set it before the command runs, for example $env:{name} = '…'.", span);
        });
        return (expanded, uses);
    }

    [GeneratedRegex(@"\$\{env:(?<name>[^}]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
