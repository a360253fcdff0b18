using System.Globalization;
using Migrations.Planning;

namespace Migrations.Reports.Html;

/// <summary>The tables that a plan touches as a diagram: what changes, and how they are before and after.</summary>
/// <param name="html">Where to.</param>
sealed class SchemaDiagram(HtmlWriter html)
{
    /// <summary>So many tables can be looked at in one picture.</summary>
    const int MostTables = 40;

    /// <summary>Writes the three pictures, of which one is shown.</summary>
    /// <param name="tables">What becomes of each table; at least one.</param>
    public void Write(IReadOnlyList<TableChange> tables)
    {
        var drawn = tables.Take(MostTables).ToList();
        (string Id, string Word, List<DiagramTable> Tables)[] pictures =
        [
            ("changes", "Changes", [.. drawn.Select(DiagramTable.Of)]),
            ("before", "Before", [.. drawn.Where(t => t.Before is not null).Select(t => DiagramTable.Plain(t.Before!))]),
            ("after", "After", [.. drawn.Where(t => t.After is not null).Select(t => DiagramTable.Plain(t.After!))]),
        ];
        html.Open("div", ("class", "diagram"));
        html.Open("fieldset", ("class", "switch no-print")).Element("legend", "Show the tables", ("class", "hidden-text"));
        foreach (var (id, word, _) in pictures)
            html.Void("input", ("type", "radio"), ("name", "picture"), ("id", $"picture-{id}"), ("checked", id == "changes" ? "" : null)).Element("label", word, ("for", $"picture-{id}"));
        html.Close();
        html.Open("p", ("class", "legend")).Element("span", "+ added", ("class", "mark-added")).Text(" ").Element("span", "− removed", ("class", "mark-removed")).Text(" ")
            .Element("span", "~ changed", ("class", "mark-changed")).Close();
        foreach (var (id, word, shown) in pictures)
            Picture(id, word, shown);
        html.Close();
        if (tables.Count > drawn.Count)
            html.Element("p", string.Create(CultureInfo.InvariantCulture, $"The first {drawn.Count} of {tables.Count} tables are drawn; every step shows what it changes."), ("class", "note"));
    }

    void Picture(string id, string word, List<DiagramTable> tables)
    {
        html.Open("div", ("class", $"picture {id}"), ("tabindex", "0"), ("role", "group"), ("aria-label", $"{word}: diagram of the tables"));
        if (tables.Count == 0)
            html.Element("p", id == "before" ? "None of these tables is there before." : "None of these tables is there afterwards.", ("class", "note"));
        else
            Draw(new([.. tables, .. Neighbours(tables)]), $"{word}: {string.Join(", ", tables.Select(t => DiagramTable.Sign(t.Mark) + t.Title))}");
        html.Close().Break();
    }

    static IEnumerable<DiagramTable> Neighbours(List<DiagramTable> tables) =>
        tables.SelectMany(t => t.Keys).Select(key => key.ReferencedTable).Distinct(StringComparer.Ordinal).Where(name => !tables.Exists(t => t.Name == name)).Select(DiagramTable.Neighbour);

    void Draw(DiagramLayout layout, string label)
    {
        html.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", N(layout.Width)), ("height", N(layout.Height)), ("viewBox", $"0 0 {N(layout.Width)} {N(layout.Height)}"),
            ("role", "img"), ("aria-label", label));
        foreach (var box in layout.Boxes)
            foreach (var key in box.Table.Keys)
                if (layout.Boxes.FirstOrDefault(b => b.Table.Name == key.ReferencedTable) is { } to)
                    Line(box, to, key);
        foreach (var box in layout.Boxes)
            Box(box);
        html.Close();
    }

    void Box(DiagramBox box)
    {
        var room = DiagramLayout.RoomOf(box);
        html.Open("g", ("class", $"table {Class(box.Table.Mark)}"));
        html.Element("rect", null, ("class", "box"), ("x", N(box.X)), ("y", N(box.Y)), ("width", N(box.Width)), ("height", N(box.Height)), ("rx", "6"));
        html.Element("rect", null, ("class", "head"), ("x", N(box.X)), ("y", N(box.Y)), ("width", N(box.Width)), ("height", N(DiagramBox.HeadHeight)), ("rx", "6"));
        Words("title-text", box.X + 10, box.Y + 19, DiagramLayout.Fit(DiagramTable.Sign(box.Table.Mark) + box.Table.Title, room + 4), box.Table.Title);
        for (var i = 0; i < box.Table.Rows.Length; i++)
            Row(box, box.Table.Rows[i], box.Y + DiagramBox.HeadHeight + (i * DiagramBox.RowHeight), room);
        html.Close();
    }

    void Row(DiagramBox box, DiagramRow row, int y, int room)
    {
        html.Open("g", ("class", Class(row.Mark)));
        html.Element("title", row.Title);
        if (row.Mark != ChangeMark.Same)
            html.Element("rect", null, ("class", "row"), ("x", N(box.X + 1)), ("y", N(y + 1)), ("width", N(box.Width - 2)), ("height", N(DiagramBox.RowHeight)));
        Words("sign", box.X + 8, y + 15, DiagramTable.Sign(row.Mark).Trim());
        Words("key", box.X + 22, y + 15, row.Key);
        var name = DiagramLayout.Fit(row.Name, Math.Max(8, room - 6));
        Words("name", box.X + 44, y + 15, name);
        var left = Math.Max(4, room - name.Length - (name.Length > 0 ? 2 : 0));
        Words("type", box.X + 44 + ((name.Length + (name.Length > 0 ? 2 : 0)) * 7), y + 15, DiagramLayout.Fit(row.Type, left));
        html.Close();
    }

    void Words(string name, int x, int y, string text, string? title = null)
    {
        if (text.Length == 0)
            return;
        html.Open("text", ("class", name), ("x", N(x)), ("y", N(y)));
        if (title is not null && title != text)
            html.Element("title", title);
        html.Text(text).Close();
    }

    void Line(DiagramBox from, DiagramBox to, DiagramKey key)
    {
        var (y1, y2) = (from.MiddleOf(key.Column), to.Y + (DiagramBox.HeadHeight / 2));
        string path;
        if (to.X < from.X)
        {
            var (x1, x2) = (from.X, to.X + to.Width);
            path = $"M{N(x1)} {N(y1)} C{N(x1 - 40)} {N(y1)} {N(x2 + 40)} {N(y2)} {N(x2)} {N(y2)}";
        }
        else
        {
            // In the same column, or further right in a circle: around the right side.
            var (x1, x2) = (from.X + from.Width, to.X + to.Width);
            path = $"M{N(x1)} {N(y1)} C{N(x1 + 44)} {N(y1)} {N(x2 + 44)} {N(y2)} {N(x2)} {N(y2)}";
        }
        html.Open("g", ("class", $"line {Class(key.Mark)}")).Element("title", key.Title);
        html.Element("path", null, ("d", path));
        html.Element("circle", null, ("cx", N(to.X + to.Width)), ("cy", N(y2)), ("r", "3.5"));
        html.Close();
    }

    static string Class(ChangeMark mark) => mark.ToString().ToLowerInvariant();

    static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
