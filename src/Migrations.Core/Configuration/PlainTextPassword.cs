using System.Text.RegularExpressions;

namespace Migrations.Configuration;

/// <summary>Finds a password that stands in a connection where everybody can read it.</summary>
static partial class PlainTextPassword
{
    /// <summary>Whether there is one that does not come from a variable.</summary>
    public static bool IsIn(string connection) => Password().IsMatch(connection);

    /// <summary>What is said of it.</summary>
    public static string Warning(ConfigurationValue connection) =>
        $"{connection.Span}: the password stands in the file in plain text. Write ${{env:NAME}} in its place and set that environment variable, or leave it out and give -Credential.";

    [GeneratedRegex(@"\b(password|pwd)\s*=\s*(?!\$\{env:)[^;&\s]|://[^/@:\s]*:(?!\$\{env:)[^/@\s]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Password();
}
