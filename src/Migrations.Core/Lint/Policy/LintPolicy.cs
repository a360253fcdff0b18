using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Migrations.Lint;

/// <summary>What a project allows: from <c>policy</c> in <c>migrations.yaml</c>, for all environments and for the one that is used.</summary>
public sealed record LintPolicy
{
    /// <summary>What counts where nothing is said.</summary>
    public static LintPolicy Default { get; } = new();

    /// <summary>How much findings matter, by the codes of their rules, where it is not what the rule says.</summary>
    public ImmutableDictionary<string, RuleLevel> Rules { get; init; } = ImmutableDictionary<string, RuleLevel>.Empty;

    /// <summary>From which severity on findings stop a run; null for what the command does by itself.</summary>
    public FailureThreshold? FailOn { get; init; }

    /// <summary>What a statement with no more than this many rows costs is only worth knowing.</summary>
    public long? HarmlessRows { get; init; }

    /// <summary>What takes no longer than this is only worth knowing.</summary>
    public TimeSpan? HarmlessDuration { get; init; }

    /// <summary>The server's version that is planned for without a connection; null for a current one.</summary>
    public string? TargetVersion { get; init; }

    /// <summary>The server's edition that is planned for without a connection; null for the one that can do least.</summary>
    public string? TargetEdition { get; init; }

    /// <summary>What new names have to look like, by the kind of object.</summary>
    public ImmutableDictionary<NamedObject, Regex> Naming { get; init; } = ImmutableDictionary<NamedObject, Regex>.Empty;

    /// <summary>Whether something takes so little that it harms nobody.</summary>
    /// <param name="finding">What was found.</param>
    public bool IsSmall(MigrationFinding finding) =>
        (finding.EstimatedRows is { } rows && rows <= HarmlessRows) || (finding.EstimatedDuration is { } duration && duration <= HarmlessDuration);
}

/// <summary>Kinds of objects that naming conventions tell apart.</summary>
public enum NamedObject
{
    /// <summary>Tables.</summary>
    Table,
    /// <summary>Columns.</summary>
    Column,
    /// <summary>Indexes.</summary>
    Index,
    /// <summary>Primary keys.</summary>
    PrimaryKey,
    /// <summary>Foreign keys.</summary>
    ForeignKey,
    /// <summary>Unique constraints.</summary>
    UniqueConstraint,
    /// <summary>Check constraints.</summary>
    CheckConstraint,
    /// <summary>Views.</summary>
    View,
    /// <summary>Sequences.</summary>
    Sequence,
    /// <summary>Change sets: their ids.</summary>
    ChangeSet,
}
