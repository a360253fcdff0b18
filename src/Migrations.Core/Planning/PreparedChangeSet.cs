using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.History;

namespace Migrations.Planning;

/// <summary>A change set whose changes have been read and whose checksum is known: what does not depend on the database's state.</summary>
/// <param name="ChangeSet">The change set.</param>
/// <param name="Checksum">Its checksum, version 9.</param>
/// <param name="Findings">What is questionable about its changes.</param>
public sealed record PreparedChangeSet(ChangeSet ChangeSet, string Checksum, ImmutableArray<MigrationFinding> Findings)
{
    ImmutableArray<Change> changes;
    string? description;

    /// <summary>Its changes, those for other databases left out. Of what has run, they are read again when somebody asks, which hardly anybody does.</summary>
    public ImmutableArray<Change> Changes
    {
        get => changes.IsDefault ? Read().changes : changes;
        init => changes = value;
    }

    /// <summary>What it does, in the words of the history table.</summary>
    public string Description
    {
        get => description ?? Read().description!;
        init => description = value;
    }

    /// <summary>Whether its changes are there without being read again.</summary>
    internal bool HasChanges => !changes.IsDefault;

    /// <summary>Its identity as it is compared.</summary>
    public ChangeSetIdentity Identity { get; } = new(ChangeSet.FileName, ChangeSet.Id, ChangeSet.Author);

    /// <summary>The checksum with all edits of <c>modifySql</c> in it, where some do not apply to the run; it is as valid.</summary>
    public string? ChecksumOfAll { get; init; }

    /// <summary>The files that its changes read; null where the changelog no longer has it, or has it for other databases.</summary>
    public IChangeResources? Resources => OnDemand?.Resources;

    /// <summary>What is wrong with it where <c>onValidationFail: MARK_RAN</c> has it recorded all the same; null where nothing is.</summary>
    public MigrationException? ValidationError { get; init; }

    /// <summary>What is read of its changes when somebody asks; null where the changelog no longer has it, or has it for other databases.</summary>
    internal ChangesOnDemand? OnDemand { get; init; }

    /// <summary>Its checksum by the rules of an older version.</summary>
    internal string OlderChecksum(int version) => OnDemand?.OlderChecksum(version) ?? "";

    /// <summary>Its checksum as Liquibase before 4.26 calculated it: with the properties in files of <c>sqlFile</c> replaced.</summary>
    internal string ExpandedChecksum() => OnDemand?.ExpandedChecksum() ?? "";

    /// <summary>What history alone says of a change set that the changelog no longer has: enough to use the way back that was kept of it.</summary>
    public static PreparedChangeSet OfHistory(HistoryRow row) => new(
        new()
        {
            Id = row.Id,
            Author = row.Author,
            FileName = row.FileName,
            SearchPathName = row.FileName,
            FullPath = "",
            Span = SourceSpan.WholeFile(row.FileName),
        }, row.Md5Sum ?? "", []) { Description = row.Description ?? "" };

    /// <summary>The tag that it sets; the last where it sets several.</summary>
    public string? Tag { get; init; }

    /// <summary>Reads its changes for whoever asks for anything of them first.</summary>
    PreparedChangeSet Read()
    {
        var (read, words) = OnDemand?.Read() ?? ([], "");
        (changes, description) = (read, description ?? words);
        return this;
    }
}
