using System.Globalization;
using System.Text;
using System.Xml;

namespace Migrations.Reports;

/// <summary>What the reports in XML have in common.</summary>
static class XmlReport
{
    /// <summary>A writer of a document. The file behind the text writer is UTF-8.</summary>
    public static XmlWriter Create(TextWriter writer)
    {
        var xml = XmlWriter.Create(writer, new XmlWriterSettings { Indent = true, NewLineChars = writer.NewLine, OmitXmlDeclaration = true });
        writer.WriteLine("""<?xml version="1.0" encoding="utf-8"?>""");
        return xml;
    }

    /// <summary>Text that XML can hold: characters that it forbids, such as control characters, are replaced.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        return clean.ToString();
    }

    /// <summary>Writes an attribute.</summary>
    public static void Attribute(this XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    /// <summary>Writes a whole number.</summary>
    public static void Attribute(this XmlWriter xml, string name, int value) => xml.WriteAttributeString(name, XmlConvert.ToString(value));

    /// <summary>Writes a number of seconds.</summary>
    public static void Attribute(this XmlWriter xml, string name, double value) => xml.WriteAttributeString(name, value.ToString("0.###", CultureInfo.InvariantCulture));

    /// <summary>Writes an element that holds text.</summary>
    public static void Element(this XmlWriter xml, string name, string text) => xml.WriteElementString(name, Clean(text));

    /// <summary>Writes <c>property</c> elements, those without a value left out, in <c>properties</c>.</summary>
    public static void Properties(this XmlWriter xml, params ReadOnlySpan<(string Name, string? Value)> properties)
    {
        xml.WriteStartElement("properties");
        foreach (var (name, value) in properties)
        {
            if (value is null)
                continue;
            xml.WriteStartElement("property");
            xml.Attribute("name", name);
            xml.Attribute("value", value);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
