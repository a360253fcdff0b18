using System.Collections.Immutable;
using System.Globalization;
using Migrations.Changelog;
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
            return node.Dialect.Online(node.Node, node.Before) is { Steps.IsEmpty: false } form ? Write(form, node.ChangeSet.ChangeSet) : null;
        }
        catch (Exception e) when (e is MigrationException or Schema.UnknownObjectException)
        {
            // Raw SQL may do what no change type can say, and then there is nothing to write it with.
            return null;
        }
    }

    /// <summary>The change sets of a form, named after the one that they stand for.</summary>
    public static string Write(OnlineForm form, ChangeSet instead)
    {
        var list = new YamlSequenceNode();
        for (var i = 0; i < form.Steps.Length; i++)
            list.Add(new YamlMappingNode("changeSet", ChangeSetOf(form.Steps[i], form.Steps.Length == 1 ? instead.Id : string.Create(CultureInfo.InvariantCulture, $"{instead.Id}-{i + 1}"), instead.Author)));
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
