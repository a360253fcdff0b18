using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>The way back that a change set spells out.</summary>
public abstract record RollbackDefinition
{
    RollbackDefinition() { }

    /// <summary>Nothing is said: the inverse of the changes is used where there is one.</summary>
    public static RollbackDefinition Unspecified { get; } = new None();

    /// <summary>Nothing is said: the inverse of the changes is used where there is one.</summary>
    public sealed record None : RollbackDefinition;

    /// <summary>There is nothing to undo (<c>rollback: {}</c>, <c>empty</c> and the like).</summary>
    /// <param name="Span">Where it says so.</param>
    public sealed record Nothing(SourceSpan Span) : RollbackDefinition;

    /// <summary>These changes undo the change set, in this order.</summary>
    /// <param name="Nodes">
    /// Change nodes. SQL given as plain text is a <c>sql</c> node with <c>splitStatements</c> and <c>stripComments</c> true, as Liquibase treats it.
    /// </param>
    /// <param name="Span">Where they stand.</param>
    public sealed record Changes(ImmutableArray<ChangelogNode> Nodes, SourceSpan Span) : RollbackDefinition;

    /// <summary>The changes of an earlier change set are run again.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Author">Its author.</param>
    /// <param name="FileName">Its file name; the file of the change set itself where none is given.</param>
    /// <param name="Nodes">Its changes.</param>
    /// <param name="Span">Where the reference stands.</param>
    public sealed record ChangeSetReference(string Id, string Author, string FileName, ImmutableArray<ChangelogNode> Nodes, SourceSpan Span)
        : RollbackDefinition;
}
