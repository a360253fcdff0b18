using System.Collections.Immutable;
using System.Globalization;
using Migrations.Sql;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Migrations.Lint;

/// <summary>Writes change sets as YAML that stands in a changelog in place of the one that was looked at.</summary>
static class ChangeSetText
{
    /// <summary>The online form of a node's effect; null where there is none.</summary>
    public static string? OnlineFormOf(LintNode node)
    {
        try
        {
            return node.Dialect.Online(node.Node, node.Before) is { Steps.IsEmpty: false } form ? Write(form, IdOf(node), node.ChangeSet.ChangeSet.Author) : null;
        }
        catch (Exception e) when (e is MigrationException or Schema.UnknownObjectException)
        {
            // Raw SQL may do what no change type can say, and then there is nothing to write it with.
            return null;
        }
    }

    /// <summary>The id of the change set, with the place of the node where it does more, because the rest stays there.</summary>
    static string IdOf(LintNode node) => node.ChangeSet.Nodes is { Length: > 1 } nodes
        ? string.Create(CultureInfo.InvariantCulture, $"{node.ChangeSet.ChangeSet.Id}-{nodes.IndexOf(node, 0, nodes.Length, ReferenceEqualityComparer.Instance) + 1}")
        : node.ChangeSet.ChangeSet.Id;

    /// <summary>The change sets of a form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="id">The id of the one that they stand for, or where several stand for it, what their ids begin with.</param>
    /// <param name="author">Their author.</param>
    public static string Write(OnlineForm form, string id, string author)
    {
        var list = new YamlSequenceNode();
        for (var i = 0; i < form.Steps.Length; i++)
            list.Add(new YamlMappingNode("changeSet", ChangeSetOf(form.Steps[i], form.Steps.Length == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{i + 1}"), author)));
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(list)).Save(text, assignAnchors: false);
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('.', '\n') + "\n";
    }

    static YamlMappingNode ChangeSetOf(OnlineStep step, string id, string author)
    {
        var set = new YamlMappingNode { { "id", Scalar(id) }, { "author", Scalar(author) } };
        if (!step.Transactional)
            set.Add("runInTransaction", "false");
        if (step.Comment is { } comment)
            set.Add("comment", Scalar(comment));
        set.Add("changes", Statements(step.Statements));
        set.Add("rollback", step.Rollback.IsEmpty ? new YamlSequenceNode(new YamlMappingNode("empty", new YamlMappingNode())) : Statements(step.Rollback));
        return set;
    }

    // A statement of its own each, so that none has to be split.
    static YamlSequenceNode Statements(ImmutableArray<string> statements) => new(statements.Select(statement =>
        (YamlNode)new YamlMappingNode("sql", new YamlMappingNode { { "splitStatements", "false" }, { "sql", Scalar(statement) } })));

    static YamlScalarNode Scalar(string text) => new(text)
    {
        Style = text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal : IsPlain(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted,
    };

    static bool IsPlain(string text) => text.Length > 0 && char.IsLetter(text[0]) && !text.EndsWith(' ')
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && !text.EndsWith(':')
        && text is not ("null" or "true" or "false" or "yes" or "no" or "Null" or "True" or "False") && text.All(c => c is >= ' ' and < (char)127);
}
