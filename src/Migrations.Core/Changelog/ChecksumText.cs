using System.Collections.Immutable;
using System.Text;
using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>The text that a change's attributes are turned into for its checksum: one line for each, sorted, nothing escaped.</summary>
static class ChecksumText
{
    const int Indent = 4;

    [ThreadStatic]
    static StringBuilder? shared;

    /// <summary>The text of an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="form">What is written of it.</param>
    public static string Of(Element element, ChecksumForm form)
    {
        var text = (shared ??= new()).Clear().Append(element.Definition.Name).Append(':');
        Write(text, element, depth: 0, form);
        return text.ToString();
    }

    static void Write(StringBuilder text, Element element, int depth, ChecksumForm form)
    {
        text.Append('[');
        var first = true;
        foreach (var index in form.Counted(element.Definition))
        {
            var attribute = element.Definition.Attributes[index];
            if (element.ValueAt(index) is not { } value && attribute is not ElementsAttribute { IsWrittenWhenEmpty: true })
                continue;
            text.Append('\n').Append(' ', (depth + 1) * Indent);
            first = false;
            WriteEntry(text, attribute, element.ValueAt(index), depth + 1, form);
        }
        if (!first)
            text.Append('\n');
        text.Append(' ', depth * Indent).Append(']');
    }

    static void WriteEntry(StringBuilder text, ChangeAttribute attribute, object? value, int depth, ChecksumForm form)
    {
        switch (value)
        {
            case null:
                text.Append(form.NameOf(attribute)).Append("=[]");
                break;
            case Element inner:
                Write(text, inner, depth, form);
                break;
            case IEnumerable<Element> list:
                WriteList(text.Append(form.NameOf(attribute)), list, depth, form);
                break;
            case ImmutableSortedDictionary<string, string?> parameters:
                WriteParameters(text.Append(form.NameOf(attribute)), parameters, depth);
                break;
            default:
                text.Append(form.NameOf(attribute)).Append("=\"").Append(value is bool flag ? flag ? "true" : "false" : value).Append('"');
                break;
        }
    }

    static void WriteParameters(StringBuilder text, ImmutableSortedDictionary<string, string?> parameters, int depth)
    {
        if (parameters.IsEmpty)
        {
            text.Append("=[]");
            return;
        }
        text.Append("={");
        var separator = "\n";
        foreach (var (name, value) in parameters)
        {
            text.Append(separator).Append(' ', (depth + 1) * Indent).Append(name).Append("=\"").Append(value ?? "null").Append('"');
            separator = ",\n";
        }
        text.Append('\n').Append(' ', depth * Indent).Append('}');
    }

    static void WriteList(StringBuilder text, IEnumerable<Element> list, int depth, ChecksumForm form)
    {
        text.Append("=[");
        var separator = "\n";
        foreach (var element in list)
        {
            text.Append(separator).Append(' ', (depth + 1) * Indent);
            Write(text, element, depth + 1, form);
            separator = ",\n";
        }
        text.Append('\n').Append(' ', depth * Indent).Append(']');
    }
}

/// <summary>What a version of the checksum takes of the attributes.</summary>
/// <param name="Counted">The places of the attributes that count in an element, in the order in which they are written.</param>
/// <param name="NameOf">The name that an attribute is written with.</param>
sealed record ChecksumForm(Func<ElementDefinition, ImmutableArray<int>> Counted, Func<ChangeAttribute, string> NameOf)
{
    /// <summary>Version 9.</summary>
    public static ChecksumForm V9 { get; } = new(definition => definition.InChecksum, attribute => attribute.Name);

    /// <summary>Version 8 and those before it.</summary>
    public static ChecksumForm V8 { get; } = new(definition => definition.InChecksumV8, attribute => attribute.NameInV8);
}
