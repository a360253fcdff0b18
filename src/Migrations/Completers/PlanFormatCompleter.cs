using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Migrations.Reports;

namespace Migrations;

/// <summary>Completes the formats of plans.</summary>
public sealed class PlanFormatCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        PlanFormats.Names.Where(n => n.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).Select(n => new CompletionResult(n));
}
