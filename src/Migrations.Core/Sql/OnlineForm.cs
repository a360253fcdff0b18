using System.Collections.Immutable;

namespace Migrations.Sql;

/// <summary>Another way to the same end, beside running programs: change sets in their order, each of which holds no lock for long.</summary>
/// <param name="Steps">The change sets.</param>
public sealed record OnlineForm(ImmutableArray<OnlineStep> Steps)
{
    /// <summary>A form of some change sets.</summary>
    public static OnlineForm Of(params ReadOnlySpan<OnlineStep> steps) => new([.. steps]);
}

/// <summary>One change set of an <see cref="OnlineForm"/>.</summary>
/// <param name="Statements">What it runs.</param>
/// <param name="Rollback">What undoes it; empty where nothing has to be undone.</param>
public sealed record OnlineStep(ImmutableArray<string> Statements, ImmutableArray<string> Rollback)
{
    /// <summary>Whether it runs in a transaction.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>What has to be known of it: what it waits for, which edition it needs.</summary>
    public string? Comment { get; init; }
}
