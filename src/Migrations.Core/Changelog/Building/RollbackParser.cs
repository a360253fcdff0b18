namespace Migrations.Changelog;

/// <summary>Collects what the <c>rollback</c> nodes of one change set say.</summary>
/// <param name="fileName">The file name of the change set, where references are looked for when they name no other.</param>
/// <param name="earlier">The change sets before this one.</param>
/// <param name="findings">Gets what is questionable.</param>
sealed class RollbackParser(string fileName, IReadOnlyList<ChangeSet> earlier, ICollection<MigrationFinding> findings)
{
    const string Nothing = "empty";

    readonly List<ChangelogNode> nodes = [];
    RollbackDefinition.ChangeSetReference? reference;
    SourceSpan? span;

    /// <summary>All that was said.</summary>
    public RollbackDefinition Result()
    {
        if (span is not { } place) return RollbackDefinition.Unspecified;
        if (reference is not null && reference.Nodes.Length == nodes.Count) return reference;
        return nodes.TrueForAll(node => node.Name == Nothing)
            ? new RollbackDefinition.Nothing(place)
            : new RollbackDefinition.Changes([.. nodes], place);
    }

    /// <summary>Adds a <c>rollback</c> node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="changeOf">Makes a change of a child; null for one that is passed over.</param>
    /// <exception cref="MigrationException">
    /// <see cref="ErrorCode.InvalidChangelog"/>: it is of a form that has no meaning, or refers to nothing.
    /// </exception>
    public void Add(ChangelogNode node, Func<ChangelogNode, ChangelogNode?> changeOf)
    {
        span ??= node.Span;
        var attributes = new NodeAttributes(node, findings);
        if (attributes.Text("changeSetId") is { } id)
        {
            attributes.ReportUnknown("changeSetId", "changeSetAuthor", "changeSetPath");
            reference = Reference(node, id, attributes);
            nodes.AddRange(reference.Nodes);
            return;
        }
        nodes.AddRange(node.Children.Select(changeOf).OfType<ChangelogNode>());
        if (node.Scalars.Length > 1) throw NoMeaning(node, "A list of texts is no rollback.");
        if (node.Scalar is not { IsNull: false } scalar) return;
        if (scalar.Value is not string sql) throw NoMeaning(node, $"'{scalar.SourceText}' is no rollback.");
        if (sql.Trim().Length > 0) nodes.Add(SqlNode(sql, scalar));
    }

    RollbackDefinition.ChangeSetReference Reference(ChangelogNode node, string id, NodeAttributes attributes)
    {
        var author = attributes.Text("changeSetAuthor") ?? "";
        var path = attributes.Text("changeSetPath") ?? fileName;
        var normalized = SearchPath.Normalize(path);
        var found = earlier.Where(set => set.MatchesDbms
            && set.Id.Equals(id, StringComparison.OrdinalIgnoreCase) && set.Author.Equals(author, StringComparison.OrdinalIgnoreCase)
            && SearchPath.Normalize(set.FileName).Equals(normalized, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0)
        {
            throw new MigrationException(ErrorCode.InvalidChangelog, $"There is no change set '{path}::{id}::{author}' before this one.",
                "Name the id, author and file of a change set that stands earlier in the changelog.", node.Span);
        }
        return new RollbackDefinition.ChangeSetReference(id, author, path, [.. found.SelectMany(set => set.Changes)], node.Span);
    }

    static ChangelogNode SqlNode(string sql, ScalarValue scalar)
    {
        ChangelogNode[] attributes = [Attribute("sql", scalar with { Value = sql }), Flag("splitStatements"), Flag("stripComments")];
        return new ChangelogNode("sql", [], [.. attributes], scalar.Span);

        ChangelogNode Flag(string name) => Attribute(name, new ScalarValue(true, "true", scalar.Span));
        ChangelogNode Attribute(string name, ScalarValue value) => new(name, [value], [], scalar.Span);
    }

    static MigrationException NoMeaning(ChangelogNode node, string message) =>
        new(ErrorCode.InvalidChangelog, message, "Write SQL as one text, or a list of changes such as '- dropTable: {tableName: t}'.", node.Span);
}
