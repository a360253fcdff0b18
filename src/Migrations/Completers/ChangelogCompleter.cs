using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Planning;

namespace Migrations;

/// <summary>Completes from what the changelog says. It reads files only, never a database, and says nothing where they cannot be read in time.</summary>
public abstract class ChangelogCompleter : IArgumentCompleter
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The words that the changelog has for the parameter.</summary>
    private protected abstract IEnumerable<string> Words(PreparedChangelog changelog);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var path = Convert.ToString(fakeBoundParameters["Path"], CultureInfo.InvariantCulture);
        if (string.IsNullOrEmpty(path))
            return [];
        var word = wordToComplete.Trim('\'', '"');
        try
        {
            var paths = Paths();
            var location = paths.CurrentFileSystemLocation.ProviderPath;
            var settings = new RunSettings
            {
                ChangelogPath = paths.GetUnresolvedProviderPathFromPSPath(path),
                SearchPath = fakeBoundParameters["SearchPath"] is { } roots ? [.. Texts(roots).Select(paths.GetUnresolvedProviderPathFromPSPath)] : [location],
                Location = location,
            };
            var reading = Task.Run(() => Read(settings));
            return reading.Wait(Patience)
                ? reading.Result.Where(w => w.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(w => new CompletionResult(Quote(w), w, CompletionResultType.ParameterValue, w))
                : [];
        }
        catch (Exception e) when (e is AggregateException { InnerException: MigrationException } or SessionStateException)
        {
            // The command itself will say what is wrong with the changelog.
            return [];
        }
    }

    /// <summary>The paths of the session that is completing. Its runspace is busy with just that, and answers only what is nested in it.</summary>
    static PathIntrinsics Paths()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext.SessionState.Path").Invoke<PathIntrinsics>()[0];
    }

    List<string> Read(RunSettings settings)
    {
        var dialect = DialectRegistry.Get("sqlite").DefaultDialect;
        return [.. Words(ChangelogSource.Read(settings, dialect)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }

    static IEnumerable<string> Texts(object value) => LanguagePrimitives.GetEnumerable(value) is { } many
        ? many.Cast<object>().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!)
        : [Convert.ToString(value, CultureInfo.InvariantCulture)!];

    static string Quote(string word) => word.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? word : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The words of an expression, without its operators.</summary>
    private protected static IEnumerable<string> WordsOf(string? expression) =>
        (expression ?? "").Split([' ', ',', '(', ')', '!'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => !w.Equals("and", StringComparison.OrdinalIgnoreCase) && !w.Equals("or", StringComparison.OrdinalIgnoreCase) && !w.Equals("not", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Completes ids of change sets.</summary>
public sealed class IdCompleter : ChangelogCompleter
{
    private protected override IEnumerable<string> Words(PreparedChangelog changelog) => changelog.ChangeSets.Select(c => c.ChangeSet.Id);
}

/// <summary>Completes contexts.</summary>
public sealed class ContextCompleter : ChangelogCompleter
{
    private protected override IEnumerable<string> Words(PreparedChangelog changelog) => changelog.ChangeSets.SelectMany(c => WordsOf(c.ChangeSet.HistoryContexts));
}

/// <summary>Completes labels.</summary>
public sealed class LabelCompleter : ChangelogCompleter
{
    private protected override IEnumerable<string> Words(PreparedChangelog changelog) => changelog.ChangeSets.SelectMany(c => WordsOf(c.ChangeSet.HistoryLabels));
}

/// <summary>Completes tags.</summary>
public sealed class TagCompleter : ChangelogCompleter
{
    private protected override IEnumerable<string> Words(PreparedChangelog changelog) => changelog.ChangeSets.Select(c => c.Tag).OfType<string>();
}
