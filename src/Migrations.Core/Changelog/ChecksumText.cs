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
    /// <param name="counted">The places of the attributes that count in an element, in the order in which they are written.</param>
    public static string Of(Element element, Func<ElementDefinition, ImmutableArray<int>> counted)
    {
        var text = (shared ??= new()).Clear().Append(element.Definition.Name).Append(':');
        Write(text, element, depth: 0, counted);
        return text.ToString();
    }

    static void Write(StringBuilder text, Element element, int depth, Func<ElementDefinition, ImmutableArray<int>> counted)
    {
        text.Append('[');
        var first = true;
        foreach (var index in counted(element.Definition))
        {
            var attribute = element.Definition.Attributes[index];
            if (element.ValueAt(index) is not { } value && attribute is not ElementsAttribute { IsWrittenWhenEmpty: true })
                continue;
            text.Append('\n').Append(' ', (depth + 1) * Indent);
            first = false;
            WriteEntry(text, attribute, element.ValueAt(index), depth + 1, counted);
        }
        if (!first)
            text.Append('\n');
        text.Append(' ', depth * Indent).Append(']');
    }

    static void WriteEntry(StringBuilder text, ChangeAttribute attribute, object? value, int depth, Func<ElementDefinition, ImmutableArray<int>> counted)
    {
        switch (value)
        {
            case null:
                text.Append(attribute.Name).Append("=[]");
                break;
            case Element inner:
                Write(text, inner, depth, counted);
                break;
            case IEnumerable<Element> list:
                WriteList(text.Append(attribute.Name), list, depth, counted);
                break;
            default:
                text.Append(attribute.Name).Append("=\"").Append(value is bool flag ? flag ? "true" : "false" : value).Append('"');
                break;
        }
    }

    static void WriteList(StringBuilder text, IEnumerable<Element> list, int depth, Func<ElementDefinition, ImmutableArray<int>> counted)
    {
        text.Append("=[");
        var separator = "\n";
        foreach (var element in list)
        {
            text.Append(separator).Append(' ', (depth + 1) * Indent);
            Write(text, element, depth + 1, counted);
            separator = ",\n";
        }
        text.Append('\n').Append(' ', depth * Indent).Append(']');
    }
}
