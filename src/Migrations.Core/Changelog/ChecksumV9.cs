using System.Text;
using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>
/// Liquibase's checksum of version 9, which 4.22 and later write. Independent of how a change set is written down, of when and where it applies,
/// and of white space in SQL.
/// </summary>
public static class ChecksumV9
{
    const int Version = 9;

    /// <summary>What stands before the digits.</summary>
    internal static readonly string Prefix = FormattableString.Invariant($"{Version}:");

    /// <summary>The checksum of a change set.</summary>
    /// <param name="changeSet">The change set.</param>
    /// <param name="changes">All its changes, those for other databases too.</param>
    /// <param name="dbms">Liquibase's short name of the database: changes that are not for it do not count.</param>
    /// <param name="resources">The files and properties that the change set sees.</param>
    /// <param name="expandSqlFiles">
    /// Whether properties in files of <c>sqlFile</c> are expanded first, as Liquibase before 4.26 did; later ones accept such sums where the LIQUIBASE column of the row says so.
    /// </param>
    /// <returns><c>9:</c> and 32 lower-case hexadecimal digits.</returns>
    /// <exception cref="MigrationException">A file that counts cannot be read.</exception>
    public static string Compute(
        ChangeSet changeSet, IReadOnlyCollection<Change> changes, string dbms, IChangeResources resources, bool expandSqlFiles = false) =>
        Sum(changes.Where(change => change.RunsOn(dbms)).Select(change => Of(change, resources, expandSqlFiles)), changeSet);

    /// <summary>The checksum of a change set of whose changes there are summaries.</summary>
    internal static string Compute(ChangeSet changeSet, IEnumerable<ChangeSummary> changes) => Sum(changes.Select(change => change.Checksum), changeSet);

    /// <summary>The checksum of one change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="resources">The files and properties that its change set sees.</param>
    /// <param name="expandSqlFiles">As of <see cref="Compute(ChangeSet, IReadOnlyCollection{Change}, string, IChangeResources, bool)"/>.</param>
    public static string Of(Change change, IChangeResources resources, bool expandSqlFiles = false) => WithoutFiles(change) ?? change.Definition.ChecksumSource switch
    {
        ChecksumSource.SqlFile when change.ReadTextFile(change.Definition.File!, resources) is var text => OfSql(expandSqlFiles ? resources.Expand(text) : text),
        ChecksumSource.AttributesAndSql => ChecksumHash.OfText(Version, $"{OfAttributes(change)}:{OfSql(Body(change, resources))}"),
        ChecksumSource.Rows => ChecksumHash.OfText(Version, FormattableString.Invariant($"{change[CommonAttributes.TableName] ?? "null"}:{Version}:{ChecksumRows.Hash(change, resources)}")),
        var other => throw new InvalidOperationException($"There is no checksum of {other}."),
    };

    /// <summary>The checksum of a change that says all that counts by itself; null where a file may count.</summary>
    internal static string? WithoutFiles(Change change) => change.Definition.ChecksumSource switch
    {
        ChecksumSource.Attributes => OfAttributes(change),
        ChecksumSource.Sql => OfSql(change[change.Definition.Body!]),
        _ => null,
    };

    /// <summary>The text that the attributes of a change are summed as.</summary>
    internal static string TextOf(Change change) => ChecksumText.Of(change, ChecksumForm.V9);

    static string Sum(IEnumerable<string?> changes, ChangeSet changeSet)
    {
        var sums = new StringBuilder();
        foreach (var change in changes)
        {
            if (change is not null)
                sums.Append(change).Append(':');
        }
        foreach (var visitor in changeSet.SqlVisitors)
            sums.Append(Of(visitor)).Append(';');
        return ChecksumHash.OfText(Version, sums.ToString());
    }

    static string OfAttributes(Change change) => ChecksumHash.OfText(Version, TextOf(change));

    static string OfSql(string? sql) => ChecksumHash.OfSql(Version, sql);

    static string? Body(Change change, IChangeResources resources)
    {
        if (change.Definition.File is not { } path || string.IsNullOrEmpty(change[path]))
            return change[change.Definition.Body!];
        var bytes = resources.ReadFile(change.Require(path), change[CommonAttributes.RelativeToChangelogFile] == true, change.SpanOf(path));
        return resources.Expand(FileText.DecodeLeniently(bytes.Span));
    }

    static string Of(SqlVisitor visitor) => ChecksumHash.OfText(Version, SqlVisitorText.Of(visitor));
}
