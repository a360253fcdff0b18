using System.Management.Automation;

namespace Migrations;

/// <summary>What all completers of words do.</summary>
static class Completion
{
    /// <summary>Those of the words that begin as the user has, in quotes where PowerShell needs them.</summary>
    public static IEnumerable<CompletionResult> Of(IEnumerable<string> words, string wordToComplete)
    {
        var word = wordToComplete.Trim('\'', '"');
        return words.Where(w => w.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(w => new CompletionResult(Quote(w), w, CompletionResultType.ParameterValue, w));
    }

    /// <summary>The paths of the session that is completing. Its runspace is busy with just that, and answers only what is nested in it.</summary>
    public static PathIntrinsics Paths()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext.SessionState.Path").Invoke<PathIntrinsics>()[0];
    }

    static string Quote(string word) => word.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? word : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";
}
