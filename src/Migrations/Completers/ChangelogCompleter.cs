using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using Migrations.Configuration;
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
        try
        {
            if (SettingsOf(fakeBoundParameters) is not { ChangelogPath: not null } settings)
                return [];
            var reading = Task.Run(() => Read(settings));
            return reading.Wait(Patience) ? Completion.Of(reading.Result, wordToComplete) : [];
        }
        catch (Exception e) when (e is MigrationException or AggregateException { InnerException: MigrationException } or SessionStateException)
        {
            // The command itself will say what is wrong with the changelog.
            return [];
        }
    }

    static RunSettings SettingsOf(IDictionary parameters)
    {
        var paths = Completion.Paths();
        var location = paths.CurrentFileSystemLocation.ProviderPath;
        // What variables stand for is not needed to find the changelog, and they need not be set yet.
        var environment = parameters["Environment"] is { } name ? ConfigurationFile.Find(location)?.Environment(Texts(name).First(), new VariableExpansion(_ => "")) : null;
        var roots = ChangelogCmdlet.Roots(parameters["SearchPath"] is { } given ? Texts(given).Select(paths.GetUnresolvedProviderPathFromPSPath) : null, environment, location);
        var written = Convert.ToString(parameters["Path"], CultureInfo.InvariantCulture);
        return new()
        {
            ChangelogPath = string.IsNullOrEmpty(written) ? environment?.Changelog : ChangelogCmdlet.OnSearchPath(written, paths.GetUnresolvedProviderPathFromPSPath(written), paths, roots),
            SearchPath = roots,
            Location = location,
        };
    }

    List<string> Read(RunSettings settings)
    {
        var dialect = DialectRegistry.Get("sqlite").DefaultDialect;
        return [.. Words(ChangelogSource.Read(settings, dialect)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
    }

    static IEnumerable<string> Texts(object value) => LanguagePrimitives.GetEnumerable(value) is { } many
        ? many.Cast<object>().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!)
        : [Convert.ToString(value, CultureInfo.InvariantCulture)!];

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
