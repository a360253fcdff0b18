using System.Collections.Immutable;
using Migrations.Sql;

namespace Migrations.Changelog;

/// <summary>A file that is being read: what its change sets inherit, and the files that led to it.</summary>
sealed record ChangelogFrame
{
    public required SearchPathFile File { get; init; }

    /// <summary>The changelog that includes this one.</summary>
    public ChangelogFrame? Parent { get; init; }

    /// <summary>The file name of its change sets: its <c>logicalFilePath</c>, else its path on the search path.</summary>
    public required string FileName { get; init; }

    /// <summary>The context expressions around its change sets, innermost first.</summary>
    public ImmutableArray<ContextExpression> Contexts { get; init; } = [];

    /// <summary>The labels around its change sets, innermost first.</summary>
    public ImmutableArray<LabelSet> Labels { get; init; } = [];

    /// <summary>Whether the include says <c>ignore</c>. As in Liquibase that does not reach the files that this one includes.</summary>
    public bool Ignore { get; init; }

    /// <summary>The strategy of the header; null where it says none. Files that are included do not inherit it.</summary>
    public QuotingStrategy? Quoting { get; init; }

    /// <summary>What <c>removeChangeSetProperty</c> has said so far; it concerns the change sets after it.</summary>
    public List<ColumnPropertyRemoval> Removals { get; } = [];

    /// <summary>This file and those that led to it, innermost first.</summary>
    public IEnumerable<ChangelogFrame> Chain()
    {
        for (var frame = this; frame is not null; frame = frame.Parent) yield return frame;
    }
}

/// <summary>How a file is included.</summary>
/// <param name="Context">The context expression on the include.</param>
/// <param name="Labels">The labels on the include.</param>
/// <param name="Ignore">Whether the include says <c>ignore</c>.</param>
/// <param name="RunWith">What <c>modifyChangeSets</c> around the include says.</param>
/// <param name="Span">Where the include stands.</param>
sealed record Inclusion(ContextExpression Context, LabelSet Labels, bool Ignore, RunWithDefaults? RunWith, SourceSpan Span)
{
    /// <summary>The inclusion of the file that the user names.</summary>
    public static Inclusion Root(string path) =>
        new(ContextExpression.Empty, LabelSet.Empty, Ignore: false, RunWith: null, SourceSpan.WholeFile(path));
}

/// <summary>What <c>modifyChangeSets</c> gives to change sets that do not say it themselves.</summary>
sealed record RunWithDefaults(string? RunWith, string? RunWithSpoolFile)
{
    public ChangeSet ApplyTo(ChangeSet changeSet) => changeSet with
    {
        RunWith = changeSet.RunWith ?? RunWith,
        RunWithSpoolFile = changeSet.RunWithSpoolFile ?? RunWithSpoolFile,
    };
}
