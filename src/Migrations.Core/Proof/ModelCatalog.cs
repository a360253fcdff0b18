using System.Text.Json;
using System.Text.Json.Nodes;
using Migrations.History;
using Migrations.Schema;

namespace Migrations.Proof;

/// <summary>A schema model as a catalogue: for databases whose inspector reads all there is.</summary>
public static class ModelCatalog
{
    /// <summary>The objects of a model and their parts.</summary>
    public static IReadOnlyList<CatalogObject> Of(SchemaModel schema) =>
    [
        .. schema.Tables.SelectMany(Parts),
        .. schema.Views.SelectMany(v => v.Triggers.Select(t => Part("trigger", v.Name, t.Name, t)).Prepend(new("view", v.Name, null, Lines(v with { Triggers = [], ComparedAs = null })))),
        .. schema.Sequences.Select(s => new CatalogObject("sequence", s.Name, null, Lines(s))),
        .. schema.Programs.Select(p => new CatalogObject(p.Kind.ToString().ToLowerInvariant(), p.Arguments is null ? p.Name : p.Name.Sibling($"{p.Name.Name}({p.Arguments})"), null, Lines(p))),
    ];

    static IEnumerable<CatalogObject> Parts(Table table) =>
    [
        new("table", table.Name, null, Lines(new Table(table.Name, []) { Remarks = table.Remarks, Tablespace = table.Tablespace, Options = table.Options })),
        new(CatalogObject.ColumnOrder, table.Name, null, string.Join('\n', table.Columns.Select(c => c.Name))),
        .. table.Columns.Select(c => Part("column", table.Name, c.Name, c)),
        .. table.Constraints.Select(c => Part(KindOf(c), table.Name, c.Name ?? Lines(c).Replace('\n', ' '), c)),
        .. table.Indexes.Select(i => Part("index", table.Name, i.Name, i)),
        .. table.Triggers.Select(t => Part("trigger", table.Name, t.Name, t)),
    ];

    static string KindOf(TableConstraint constraint) => constraint switch
    {
        PrimaryKey => "primary key",
        UniqueConstraint => "unique constraint",
        ForeignKey => "foreign key",
        _ => "check constraint",
    };

    static CatalogObject Part(string kind, ObjectName owner, string name, object value) => new(kind, owner, name, Lines(value));

    /// <summary>One attribute a line; what is as usual is left out.</summary>
    static string Lines(object value)
    {
        var lines = new List<string>();
        foreach (var (name, attribute) in JsonSerializer.SerializeToNode(value, value.GetType(), StateStore.Json)!.AsObject())
        {
            if (name != "name" && Text(attribute) is { Length: > 0 } text)
                lines.Add($"{name}: {text}");
        }
        return string.Join('\n', lines);
    }

    static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonObject { Count: 1 } wrapped => Text(wrapped.First().Value),
        JsonObject members => string.Join(' ', members.Select(m => Text(m.Value)).Where(t => t.Length > 0)),
        JsonArray { Count: 0 } => "",
        JsonArray items => string.Join(", ", items.Select(Text)),
        _ => node.ToString() is "false" or "False" ? "" : node.ToString(),
    };
}
