using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>
/// What a run that has nothing to do needs of a change. It is made while a large changelog is read and the nodes of the change are there anyhow: making them once
/// more, and the change of them, is most of what such a run would do.
/// </summary>
public readonly record struct ChangeSummary
{
    // What is hashed by MD5 has as many digits as one of these, which is no object to be kept: there is one for every change.
    readonly Guid? sum;

    ChangeSummary(string? checksum) => sum = checksum is null ? null : Guid.ParseExact(checksum.AsSpan(ChecksumV9.Prefix.Length), "N");

    /// <summary>The checksum of the change, version 9; null where the change is not for the database.</summary>
    public string? Checksum => sum is { } digits ? $"{ChecksumV9.Prefix}{digits:N}" : null;

    /// <summary>
    /// The summary of a change; null where there is more to say than a summary holds: something is wrong or questionable, its checksum depends on a file, or it
    /// sets a tag.
    /// </summary>
    /// <param name="node">The change, no property in it.</param>
    /// <param name="dbms">Liquibase's short name of the database.</param>
    public static ChangeSummary? Of(ChangelogNode node, string dbms)
    {
        var findings = new List<MigrationFinding>();
        Change change;
        try
        {
            change = ChangeRegistry.Create(node, findings);
        }
        catch (MigrationException)
        {
            // It is told when the change set is looked at, which may be for another database, or allowed to be wrong.
            return null;
        }
        return findings.Count == 0 && change.Tag is null && ChecksumV9.WithoutFiles(change) is { } checksum && !change.Validate(dbms).Any()
            ? new(change.RunsOn(dbms) ? checksum : null)
            : null;
    }
}
