using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>A schema model as a catalogue: for databases whose inspector reads all there is.</summary>
/// <param name="rules">How the database's SQL is cut into tokens: it keeps what people wrote as they wrote it.</param>
public sealed partial class ModelCatalog(SqlLexicalRules rules)
{
    /// <summary>The attributes that are SQL.</summary>
    static readonly HashSet<string> SqlAttributes = ["definition", "query", "expression", "where", "generated", "options", "sql"];

    /// <summary>The objects of a model and their parts.</summary>
    public IReadOnlyList<CatalogObject> Of(SchemaModel schema) =>
    [
        .. schema.Tables.SelectMany(Parts),
        .. schema.Views.SelectMany(v => v.Triggers.Select(t => Part("trigger", v.Name, t.Name, t)).Prepend(new("view", v.Name, null, Lines(v with { Triggers = [], ComparedAs = null })))),
        .. schema.Sequences.Select(s => new CatalogObject("sequence", s.Name, null, Lines(s))),
        .. schema.Programs.Select(p => new CatalogObject(p.Kind.ToString().ToLowerInvariant(), p.Arguments is null ? p.Name : p.Name.Sibling($"{p.Name.Name}({p.Arguments})"), null, Lines(p))),
    ];

    IEnumerable<CatalogObject> Parts(Table table) =>
    [
        new("table", table.Name, null, Lines(new Table(table.Name, []) { Remarks = table.Remarks, Tablespace = table.Tablespace, Options = table.Options })),
        new(CatalogObject.ColumnOrder, table.Name, null, string.Join('\n', table.Columns.Select(c => c.Name))),
        .. table.Columns.Select(c => Part("column", table.Name, c.Name, c)),
        .. table.Constraints.Select(c => Part(KindOf(c), table.Name, c.Name is { } name && !ChosenName().IsMatch(name) ? name : Lines(c).Replace('\n', ' '), c)),
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

    CatalogObject Part(string kind, ObjectName owner, string name, object value) => new(kind, owner, name, Lines(value));

    /// <summary>One attribute a line; what is as usual is left out.</summary>
    string Lines(object value)
    {
        var lines = new List<string>();
        foreach (var (name, attribute) in JsonSerializer.SerializeToNode(value, value.GetType(), StateStore.Json)!.AsObject())
        {
            // A name that the server chooses is another one each time.
            if (name != "name" && !(name == "defaultConstraintName" && ChosenName().IsMatch(attribute?.ToString() ?? "")) && Text(name, attribute) is { Length: > 0 } text)
                lines.Add($"{name}: {text}");
        }
        return string.Join('\n', lines);
    }

    [GeneratedRegex("^(PK|UQ|CK|DF|FK)__.*__[0-9A-F]{8,16}$")]
    private static partial Regex ChosenName();

    string Text(string name, JsonNode? node) => node switch
    {
        null => "",
        JsonObject members => string.Join(' ', members.Select(m => Text(m.Key == "name" && members["computed"]?.GetValue<bool>() == true ? "expression" : m.Key, m.Value)).Where(t => t.Length > 0)),
        JsonArray items => string.Join(", ", items.Select(i => Text(name, i))),
        _ when node.GetValueKind() == JsonValueKind.False => "",
        _ when node.GetValueKind() == JsonValueKind.True => name,
        _ => SqlAttributes.Contains(name) ? SqlForm.Of(node.ToString(), rules) : node.ToString(),
    };
}
