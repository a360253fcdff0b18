using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Migrations.Configuration;

namespace Migrations;

/// <summary>Completes the environments of the nearest migrations.yaml.</summary>
public sealed class EnvironmentCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return Completion.Of(ConfigurationFile.Find(Completion.Paths().CurrentFileSystemLocation.ProviderPath)?.EnvironmentNames ?? [], wordToComplete);
        }
        catch (MigrationException)
        {
            // The command itself will say what is wrong with the file.
            return [];
        }
    }
}
