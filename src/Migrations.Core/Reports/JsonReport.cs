using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Migrations.Reports;

/// <summary>What the reports in JSON have in common.</summary>
static class JsonReport
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a document, readable, with the line breaks of the writer. Those in its texts are escaped, so all others are only layout.</summary>
    public static void Write(JsonNode document, TextWriter writer) =>
        writer.WriteLine(document.ToJsonString(Readable).Replace(Environment.NewLine, writer.NewLine, StringComparison.Ordinal));
}
