using System.Collections.Immutable;

namespace Migrations.Reports.Html;

/// <summary>A table with its place in a diagram.</summary>
sealed record DiagramBox(DiagramTable Table, int X, int Y, int Width)
{
    public const int HeadHeight = 28, RowHeight = 20, Foot = 6;

    public int Height => HeadHeight + (Table.Rows.Length * RowHeight) + (Table.Rows.IsEmpty ? 0 : Foot);

    /// <summary>The middle of a column's line; of the title where the column is not shown.</summary>
    public int MiddleOf(string column)
    {
        var row = Table.Rows.ToList().FindIndex(r => r.Name == column);
        return row < 0 ? Y + (HeadHeight / 2) : Y + HeadHeight + (row * RowHeight) + (RowHeight / 2);
    }
}

/// <summary>
/// Where the tables of a diagram stand: those that others point at to the left, those that point at them to the right of them, each column no higher than
/// about a page.
/// </summary>
sealed class DiagramLayout
{
    const int Margin = 16, ColumnGap = 72, RowGap = 24, PageHeight = 900;
    const int CharacterWidth = 7, LeastWidth = 150, MostCharacters = 46;

    public DiagramLayout(IReadOnlyList<DiagramTable> tables)
    {
        var boxes = ImmutableArray.CreateBuilder<DiagramBox>();
        var x = Margin;
        foreach (var column in Columns(tables))
        {
            var width = column.Max(WidthOf);
            var y = Margin;
            foreach (var table in column)
            {
                var box = new DiagramBox(table, x, y, width);
                boxes.Add(box);
                y += box.Height + RowGap;
                Height = Math.Max(Height, y - RowGap + Margin);
            }
            x += width + ColumnGap;
        }
        Boxes = boxes.ToImmutable();
        Width = Math.Max(x - ColumnGap, 0) + Margin + 24;
    }

    public ImmutableArray<DiagramBox> Boxes { get; }

    public int Width { get; }

    public int Height { get; } = 2 * Margin;

    /// <summary>What fits of a text in a line.</summary>
    public static string Fit(string text, int room) => text.Length <= room ? text : text[..Math.Max(0, room - 1)] + "…";

    /// <summary>How many characters a box has room for in a line.</summary>
    public static int RoomOf(DiagramBox box) => (box.Width - 56) / CharacterWidth;

    static int WidthOf(DiagramTable table)
    {
        var longest = table.Rows.Select(row => row.Name.Length + row.Type.Length + 2).Append(table.Title.Length + 4).Max();
        return Math.Max(LeastWidth, (Math.Min(longest, MostCharacters) * CharacterWidth) + 56);
    }

    static IEnumerable<List<DiagramTable>> Columns(IReadOnlyList<DiagramTable> tables)
    {
        var levels = Levels(tables);
        foreach (var level in tables.GroupBy(table => levels[table.Name]).OrderBy(group => group.Key))
        {
            var column = new List<DiagramTable>();
            var height = 0;
            foreach (var table in level)
            {
                var needed = new DiagramBox(table, 0, 0, 0).Height + RowGap;
                if (column.Count > 0 && height + needed > PageHeight)
                {
                    yield return column;
                    (column, height) = ([], 0);
                }
                column.Add(table);
                height += needed;
            }
            yield return column;
        }
    }

    /// <summary>How far each table is from one that points at none; circles are cut where they are met again.</summary>
    static Dictionary<string, int> Levels(IReadOnlyList<DiagramTable> tables)
    {
        var byName = tables.GroupBy(table => table.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        int LevelOf(string name)
        {
            if (levels.TryGetValue(name, out var known))
                return known;
            levels[name] = 0;
            return levels[name] = byName[name].Keys.Select(key => key.ReferencedTable).Where(to => to != name && byName.ContainsKey(to)).Select(to => LevelOf(to) + 1).DefaultIfEmpty().Max();
        }
        foreach (var table in tables)
            LevelOf(table.Name);
        return levels;
    }
}
