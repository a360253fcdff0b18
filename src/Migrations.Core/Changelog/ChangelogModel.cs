using System.Collections.Immutable;
using Migrations.Sql;

namespace Migrations.Changelog;

/// <summary>A changelog with everything it includes, read for one target database.</summary>
public sealed record ChangelogModel
{
    /// <summary>The file name of the changelog that was asked for: what a precondition means that names no file.</summary>
    public required string FileName { get; init; }

    /// <summary>The path of that changelog below the search path: its local properties are those that a precondition asks for.</summary>
    public required string SearchPathName { get; init; }

    /// <summary>The quoting strategy that the header of that changelog says; null where it says none.</summary>
    public QuotingStrategy? QuotingStrategy { get; init; }

    /// <summary>
    /// The change sets in the order in which they run, those for other databases included (<see cref="ChangeSet.MatchesDbms"/> is false).
    /// </summary>
    public required ImmutableArray<ChangeSet> ChangeSets { get; init; }

    /// <summary>The preconditions in the headers of all files, in the order in which they are checked: before the first change set.</summary>
    public ImmutableArray<PreconditionContainer> HeaderPreconditions { get; init; } = [];

    /// <summary>What is questionable about the files.</summary>
    public ImmutableArray<MigrationFinding> Findings { get; init; } = [];

    /// <summary>Where the entries of each file begin, change sets and others: what tells to which of them a place belongs.</summary>
    public ImmutableArray<SourceSpan> Entries { get; init; } = [];

    /// <summary>Every file that was read as a changelog or for properties, in that order: full paths.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The properties: for files that changes name, and for preconditions on properties.</summary>
    public required ChangelogProperties Properties { get; init; }

    /// <summary>Replaces the values of secret properties in any text by the names of the properties.</summary>
    public SecretMask Secrets => Properties.Secrets;
}
