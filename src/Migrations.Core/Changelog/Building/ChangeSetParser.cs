using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>Makes a change set of its node. The changes stay nodes.</summary>
sealed class ChangeSetParser(ChangelogOptions options, ICollection<MigrationFinding> findings)
{
    const string ExtensionKey = "x-migrations";

    static readonly string[] Attributes =
    [
        "id", "author", "runAlways", "alwaysRun", "runOnChange", "contextFilter", "context", "labels", "dbms", "runInTransaction", "failOnError",
        "onValidationFail", "ignore", "objectQuotingStrategy", "runOrder", "runWith", "runWithSpoolFile", "logicalFilePath", "created", "comment",
    ];

    static readonly string[] Parts = ["validCheckSum", "validCheckSums", "preConditions", "changes", "rollback", "modifySql", ExtensionKey];

    readonly PreconditionParser preconditions = new(findings);
    readonly SqlVisitorParser visitors = new(findings);

    /// <summary>Reads a <c>changeSet</c> node.</summary>
    /// <param name="node">The node, properties expanded.</param>
    /// <param name="frame">The file in which it stands.</param>
    /// <param name="earlier">The change sets before it.</param>
    /// <exception cref="MigrationException">It is not in the language.</exception>
    public ChangeSet Parse(ChangelogNode node, ChangelogFrame frame, IReadOnlyList<ChangeSet> earlier)
    {
        var a = new NodeAttributes(node, findings);
        var identified = new ChangeSet
        {
            Id = a.Required("id"),
            Author = Author(a, earlier),
            FileName = a.TrimmedText("logicalFilePath") is { } logical ? LogicalName(logical) : frame.FileName,
            SearchPathName = frame.File.Name,
            FullPath = frame.File.FullPath,
            Span = node.Span,
            Dbms = a.Dbms(),
        };
        if (options.Dbms is not null && !identified.Dbms.Matches(options.Dbms)) return identified with { MatchesDbms = false };

        var content = new Content(new RollbackParser(identified.FileName, earlier, findings), frame);
        foreach (var child in node.Children) AddPart(child, a, content);
        return WithAttributes(identified, a, frame) with
        {
            Preconditions = content.Preconditions,
            Changes = content.Changes.ToImmutable(),
            Rollback = content.Rollback.Result(),
            SqlVisitors = content.Visitors.ToImmutable(),
            ValidCheckSums = content.CheckSums.ToImmutable(),
            Extensions = content.Extensions.ToImmutable(),
        };
    }

    /// <summary>A path as it stands in FILENAME.</summary>
    public static string LogicalName(string path)
    {
        var name = path.Replace('\\', '/');
        return name.StartsWith('/') ? name[1..] : name;
    }

    static ChangeSet WithAttributes(ChangeSet identified, NodeAttributes a, ChangelogFrame frame) => identified with
    {
        InheritedContexts = frame.Contexts,
        Context = a.Context(),
        InheritedLabels = frame.Labels,
        Labels = a.Labels(),
        RunAlways = a.Flag("runAlways", a.Flag("alwaysRun", otherwise: false)),
        RunOnChange = a.Flag("runOnChange", otherwise: false),
        RunInTransaction = a.Flag("runInTransaction", otherwise: true),
        FailOnError = a.Flag("failOnError", otherwise: true),
        OnValidationFail = a.Choice("onValidationFail", ValidationFailAction.Halt, StringComparison.Ordinal,
            ("HALT", ValidationFailAction.Halt), ("MARK_RAN", ValidationFailAction.MarkRan)),
        Ignore = frame.Ignore | a.Flag("ignore", otherwise: false),
        RunOrder = a.Choice("runOrder", RunOrder.AsWritten, StringComparison.Ordinal, ("first", RunOrder.First), ("last", RunOrder.Last)),
        RunWith = a.TrimmedText("runWith"),
        RunWithSpoolFile = a.TrimmedText("runWithSpoolFile"),
        ObjectQuotingStrategy = QuotingStrategies.Read(a, "objectQuotingStrategy") ?? frame.Quoting ?? default,
        Comment = Comment(a.Node),
        Created = a.Find("created")?.Scalar?.Text,
    };

    void AddPart(ChangelogNode child, NodeAttributes a, Content content)
    {
        switch (child.Name)
        {
            case "changes":
                foreach (var change in child.Children) AddPart(change, a, content);
                foreach (var scalar in child.Scalars.Where(scalar => !scalar.IsNull))
                {
                    findings.Add(LanguageRule.IgnoredEntry.At(scalar.Span, $"'{scalar.SourceText}' is no change; it is passed over.",
                        $"Write '{scalar.SourceText}:' with what belongs to it, or remove it."));
                }
                break;
            case "rollback": AddRollback(child, a, content); break;
            case "modifySql": content.Visitors.AddRange(visitors.Parse(child)); break;
            case "preConditions": content.Preconditions = preconditions.Parse(child); break;
            case "validCheckSum" or "validCheckSums": content.CheckSums.AddRange(CheckSums(child)); break;
            case ExtensionKey: AddExtensions(child, content); break;
            default:
                if (ChangeOf(child, a, content) is { } single) content.Changes.Add(single);
                break;
        }
    }

    // Apart from the above, so that its closure is not made for every part.
    void AddRollback(ChangelogNode child, NodeAttributes a, Content content) => content.Rollback.Add(child, node => ChangeOf(node, a, content));

    /// <summary>The node as a change; null where it is none. Only an unknown name with something below it is an error for Liquibase.</summary>
    ChangelogNode? ChangeOf(ChangelogNode node, NodeAttributes a, Content content)
    {
        if (options.ChangeTypes.Contains(node.Name)) return content.Edit(node);
        if (node.Children.IsEmpty)
        {
            if (!Attributes.Contains(node.Name, StringComparer.OrdinalIgnoreCase)) a.Unknown(node, Known);
            return null;
        }
        if (options.ChangeTypes.Count == 0) return node;
        throw new MigrationException(ErrorCode.UnknownChangeType, $"There is no change '{node.Name}'.",
            NameSuggestion.Advice(node.Name, Known.Where(name => name != node.Name), "Look up the change types in the help: about_Migrations."), node.Span);
    }

    IEnumerable<string> Known => [.. Attributes, .. Parts, .. options.ChangeTypes];

    static void AddExtensions(ChangelogNode child, Content content)
    {
        if (!child.Children.IsEmpty)
        {
            throw new MigrationException(ErrorCode.InvalidChangelog,
                $"'{ExtensionKey}' of a change set is a list of texts; Liquibase would refuse anything else.",
                $"Write it as '{ExtensionKey}: [online]'.", child.Span);
        }
        content.Extensions.AddRange(child.Scalars.Where(scalar => !scalar.IsNull));
    }

    string Author(NodeAttributes a, IReadOnlyList<ChangeSet> earlier)
    {
        // Liquibase accepts an empty author. Where there is none at all it fails later, when it writes the history row.
        var author = a.Text("author") ?? throw a.Missing("author");
        if (author.Length == 0) findings.Add(LanguageRule.MissingAuthor.At(
            a.Node.Span, "The change set has no author.", "Name one: it is part of what identifies the change set."));
        // Most are by who wrote the one before, and the text need not be kept as often.
        return earlier is [.., { Author: var before }] && before == author ? before : author;
    }

    static string? Comment(ChangelogNode node)
    {
        if (node.Child("comment") is null) return null;
        var comments = node.ChildrenNamed("comment")
            .Select(comment => comment.Scalars.Length > 1 ? NodeAttributes.JavaList(comment) : comment.Scalar?.Text);
        return string.Join('\n', comments).Trim() is { Length: > 0 } text ? text : null;
    }

    static IEnumerable<string> CheckSums(ChangelogNode node) => node.Scalars.Where(scalar => !scalar.IsNull).Select(scalar => scalar.Value as string
        ?? throw new MigrationException(ErrorCode.InvalidValue, $"'{scalar.SourceText}' is no checksum.", "Put it in quotes.", scalar.Span));

    /// <summary>What the parts of one change set add up to.</summary>
    sealed class Content(RollbackParser rollback, ChangelogFrame frame)
    {
        public RollbackParser Rollback => rollback;

        public PreconditionContainer? Preconditions { get; set; }

        public ImmutableArray<ChangelogNode>.Builder Changes { get; } = ImmutableArray.CreateBuilder<ChangelogNode>();

        public ImmutableArray<SqlVisitor>.Builder Visitors { get; } = ImmutableArray.CreateBuilder<SqlVisitor>();

        public ImmutableArray<string>.Builder CheckSums { get; } = ImmutableArray.CreateBuilder<string>();

        public ImmutableArray<ScalarValue>.Builder Extensions { get; } = ImmutableArray.CreateBuilder<ScalarValue>();

        public ChangelogNode Edit(ChangelogNode change) => frame.Removals.Aggregate(change, (edited, removal) => removal.ApplyTo(edited));
    }
}
