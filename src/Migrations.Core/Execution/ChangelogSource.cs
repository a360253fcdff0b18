using System.Collections.Frozen;
using System.Net;
using System.Security;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.History;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>Reads the changelog that a run is asked for.</summary>
public static class ChangelogSource
{
    /// <summary>
    /// Connects and reads history, and reads and prepares the changelog meanwhile. What the database is has to be known for that: it is taken to be what its provider is for,
    /// and where the server turns out to be another (MySQL for MariaDB), or the changelog asks for what the server alone knows, it is read again.
    /// </summary>
    /// <exception cref="MigrationException">There is no connection, or as of <see cref="Read"/>.</exception>
    public static async Task<(MigrationRun Run, PreparedChangelog Changelog)> OpenAsync(
        IDatabaseProvider provider, RunSettings settings, IRunObserver observer, CancellationToken cancellationToken)
    {
        var expected = provider.DefaultDialect;
        HistoryIndex? history = null;
        var reading = Task.Run(() => Read(settings, expected, hasRun: identity => Volatile.Read(ref history)?.Find(identity) is not null), cancellationToken);
        var run = await MigrationRun.OpenAsync(provider, settings, observer, cancellationToken);
        try
        {
            Volatile.Write(ref history, await run.ReadHistoryAheadAsync(cancellationToken));
            var (dialect, server) = (run.Session.Dialect, run.Session.Target);
            var isAsExpected = dialect.Name == expected.Name && (await reading).Model.Properties.Learn(DatabaseProperties.Of(dialect, settings.HistoryNames, server));
            return (run, isAsExpected ? await reading : Read(settings, dialect, server));
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads and prepares the changelog for a database.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="dialect">The database.</param>
    /// <param name="server">The database as the server has described it; null where nothing is connected.</param>
    /// <param name="hasRun">Whether a change set is known to have run, so that its changes need not be kept; null where nothing is known.</param>
    /// <exception cref="MigrationException">A file is missing, broken, outside the search path, or says something that cannot be run.</exception>
    public static PreparedChangelog Read(RunSettings settings, SqlDialect dialect, MigrationTarget? server = null, Func<ChangeSetIdentity, bool>? hasRun = null)
    {
        var options = new ChangelogOptions
        {
            SearchPath = new SearchPath(settings.Location, settings.SearchPath),
            Dbms = dialect.Name,
            Contexts = [.. settings.Contexts],
            LabelFilter = new(settings.LabelFilter),
            Properties = [.. settings.Properties.Select(Given)],
            DatabaseProperties = DatabaseProperties.Of(dialect, settings.HistoryNames, server),
            Strict = settings.Strict,
            Limits = settings.Limits ?? ChangelogLimits.FromEnvironment(ChangelogOptions.ProcessEnvironment),
            Secrets = settings.Secrets,
            ChangeTypes = ChangeRegistry.Names.ToFrozenSet(StringComparer.Ordinal),
            Summarize = node => ChangeSummary.Of(node, dialect.Name),
        };
        var model = new ChangelogBuilder(options).Build(settings.ChangelogPath!);
        return new(model, dialect.Name, set => new ChangeSetResources(set, options.SearchPath, model.Properties),
            settings.Connection is null ? null : filter => SqlVisitors.Applies(filter, dialect.Name, settings.Contexts, options.LabelFilter),
            hasRun ?? (_ => false));
    }

    static GivenProperty Given(KeyValuePair<string, object> property) => property.Value is SecureString secret
        ? new(property.Key, new NetworkCredential("", secret).Password, IsSecret: true)
        : new(property.Key, JavaText.Of(property.Value));
}
