using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>
/// What a run that has nothing to do needs of a change. It is made while a large changelog is read and the nodes of the change are there anyhow: making them once
/// more, and the change of them, is most of what such a run would do.
/// </summary>
/// <param name="Description">What the change does, as of <see cref="Change.Description"/>.</param>
/// <param name="Checksum">Its checksum, version 9; null where the change is not for the database.</param>
public sealed record ChangeSummary(string Description, string? Checksum)
{
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
            ? new(change.Description, change.RunsOn(dbms) ? checksum : null)
            : null;
    }
}
