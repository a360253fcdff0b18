using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Changes;

namespace Migrations.Planning;

/// <summary>What has to be read of the changes of a change set when somebody asks for it, which for most change sets nobody does.</summary>
/// <param name="set">The change set, whose changes have been read before: what is questionable about them has been said.</param>
/// <param name="applied">The change set with the edits of <c>modifySql</c> that count in its checksum.</param>
/// <param name="dbms">Liquibase's short name of the database.</param>
/// <param name="resources">The files and properties that it sees.</param>
sealed class ChangesOnDemand(ChangeSet set, ChangeSet applied, string dbms, IChangeResources resources)
{
    /// <summary>The files and properties that it sees.</summary>
    public IChangeResources Resources => resources;

    /// <summary>Its changes, those for other databases left out, and what all of them do.</summary>
    public (ImmutableArray<Change> Changes, string Description) Read()
    {
        var all = All();
        return ([.. all.Where(c => c.RunsOn(dbms))], ChangeDescription.Of(all));
    }

    /// <summary>Its checksum by the rules of an older version.</summary>
    public string OlderChecksum(int version) => new ChecksumV8(version).Compute(applied, All(), resources);

    /// <summary>Its checksum as Liquibase before 4.26 calculated it: with the properties in files of <c>sqlFile</c> replaced.</summary>
    public string ExpandedChecksum() => ChecksumV9.Compute(applied, All(), dbms, resources, expandSqlFiles: true);

    ImmutableArray<Change> All() => ChangeRegistry.Create(set.Changes, []);
}
