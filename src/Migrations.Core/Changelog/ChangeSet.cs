using System.Collections.Immutable;
using Migrations.Sql;

namespace Migrations.Changelog;

/// <summary>One change set of a changelog: what identifies it, when it applies, and its changes as they were written, properties expanded.</summary>
public sealed record ChangeSet
{
    /// <summary>The id, as Liquibase stores it (an unquoted <c>001</c> is <c>1</c>).</summary>
    public required string Id { get; init; }

    /// <summary>The author; <c>null</c> in writing where none is given, as Liquibase stores it.</summary>
    public required string Author { get; init; }

    /// <summary>
    /// The file name that identifies the change set and stands in FILENAME: its own <c>logicalFilePath</c>, else the changelog's,
    /// else the path of its file below the search path, always with <c>/</c>.
    /// </summary>
    public required string FileName { get; init; }

    /// <summary>The file it stands in: the path below the search path, before any <c>logicalFilePath</c>. Relative paths inside start here.</summary>
    public required string SearchPathName { get; init; }

    /// <summary>The full path of the file it stands in.</summary>
    public required string FullPath { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>
    /// The context expressions of the changelogs and includes around it, innermost first; all of them must match, and <see cref="Context"/> too.
    /// </summary>
    public ImmutableArray<ContextExpression> InheritedContexts { get; init; } = [];

    /// <summary>Its own context expression.</summary>
    public ContextExpression Context { get; init; } = ContextExpression.Empty;

    /// <summary>
    /// The labels of the includes around it, innermost first; the label expression of the run must match each of them, and <see cref="Labels"/>
    /// too.
    /// </summary>
    public ImmutableArray<LabelSet> InheritedLabels { get; init; } = [];

    /// <summary>Its own labels.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>The databases it is for.</summary>
    public DbmsFilter Dbms { get; init; } = DbmsFilter.Any;

    /// <summary>
    /// Whether <see cref="Dbms"/> names the target. Where not, nothing but the identity was read: Liquibase does not look further either.
    /// </summary>
    public bool MatchesDbms { get; init; } = true;

    /// <summary><c>runAlways</c>: it runs in every run.</summary>
    public bool RunAlways { get; init; }

    /// <summary><c>runOnChange</c>: it runs again when its checksum has changed.</summary>
    public bool RunOnChange { get; init; }

    /// <summary><c>runInTransaction</c>: whether it runs in a transaction where the database can.</summary>
    public bool RunInTransaction { get; init; } = true;

    /// <summary><c>failOnError</c>: whether its failure stops the run.</summary>
    public bool FailOnError { get; init; } = true;

    /// <summary><c>onValidationFail</c>: what changes lead to that are not valid on the database.</summary>
    public ValidationFailAction OnValidationFail { get; init; }

    /// <summary><c>ignore</c>, its own or that of an include around it: it is left alone, as if it were not there.</summary>
    public bool Ignore { get; init; }

    /// <summary><c>runOrder</c>: whether it runs before or after all others.</summary>
    public RunOrder RunOrder { get; init; }

    /// <summary><c>runWith</c>: the executor asked for; null is the usual one.</summary>
    public string? RunWith { get; init; }

    /// <summary><c>runWithSpoolFile</c>, for executors that write one.</summary>
    public string? RunWithSpoolFile { get; init; }

    /// <summary><c>objectQuotingStrategy</c>, its own or the changelog's.</summary>
    public QuotingStrategy ObjectQuotingStrategy { get; init; }

    /// <summary>The <c>comment</c>s, joined by line breaks.</summary>
    public string? Comment { get; init; }

    /// <summary><c>created</c>, as written.</summary>
    public string? Created { get; init; }

    /// <summary>
    /// <c>validCheckSum</c>: sums that are accepted besides the right one (<c>9:…</c>, <c>ANY</c>, <c>ALL</c>, <c>*</c>, <c>1:any</c>).
    /// </summary>
    public ImmutableArray<string> ValidCheckSums { get; init; } = [];

    /// <summary>Its preconditions.</summary>
    public PreconditionContainer? Preconditions { get; init; }

    /// <summary>The changes in order: the name of a node is the change type. Not validated.</summary>
    public ImmutableArray<ChangelogNode> Changes { get; init; } = [];

    /// <summary>The way back that was written.</summary>
    public RollbackDefinition Rollback { get; init; } = RollbackDefinition.Unspecified;

    /// <summary>The edits of <c>modifySql</c> in order.</summary>
    public ImmutableArray<SqlVisitor> SqlVisitors { get; init; } = [];

    /// <summary>The entries of <c>x-migrations</c> on the change set.</summary>
    public ImmutableArray<ScalarValue> Extensions { get; init; } = [];

    /// <summary><c>file::id::author</c>.</summary>
    public string Identity => $"{FileName}::{Id}::{Author}";

    /// <summary>
    /// What goes into the CONTEXTS column: inherited and own, joined by <c> AND </c>, in parentheses where one has a blank or comma; null for none.
    /// </summary>
    public string? HistoryContexts => ContextExpression.Join(InheritedContexts, Context);

    /// <summary>What goes into the LABELS column: inherited and own labels, joined by commas; null for none.</summary>
    public string? HistoryLabels => LabelSet.Join(InheritedLabels, Labels);

    /// <summary>Whether the context expressions, inherited and own, all hold for a run.</summary>
    /// <param name="contexts">The contexts of the run.</param>
    public bool IsInContexts(IReadOnlyCollection<string> contexts) =>
        Context.Matches(contexts) && InheritedContexts.All(expression => expression.Matches(contexts));

    /// <summary>Whether the label expression of a run holds for the labels, own and of each include.</summary>
    /// <param name="filter">The label expression of the run.</param>
    public bool IsLabelled(LabelExpression filter) => filter.Matches(Labels) && InheritedLabels.All(filter.Matches);

    /// <summary><c>file::id::author</c>.</summary>
    public override string ToString() => Identity;
}
