using System.Collections.Immutable;
using Migrations.Planning;

namespace Migrations.Reports.Html;

/// <summary>A line of a table in a diagram.</summary>
/// <param name="Mark">What becomes of it.</param>
/// <param name="Key">PK, FK or nothing.</param>
/// <param name="Name">The column; empty for a line that stands for others.</param>
/// <param name="Type">Its type, or the words of that line.</param>
/// <param name="Title">All that is known of it.</param>
sealed record DiagramRow(ChangeMark Mark, string Key, string Name, string Type, string Title);

/// <summary>A line from a foreign key's column to the table that it points at.</summary>
sealed record DiagramKey(ChangeMark Mark, string Column, string ReferencedTable, string Title);

/// <summary>A table in a diagram.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What stands above its columns.</param>
/// <param name="Mark">What becomes of it.</param>
/// <param name="Rows">Its columns; those that do not change are left out where there are many.</param>
/// <param name="Keys">Its foreign keys.</param>
sealed record DiagramTable(string Name, string Title, ChangeMark Mark, ImmutableArray<DiagramRow> Rows, ImmutableArray<DiagramKey> Keys)
{
    /// <summary>So many columns that do not change are shown.</summary>
    const int UnchangedRows = 12;

    /// <summary>A table as it is, with nothing marked.</summary>
    public static DiagramTable Plain(TableShape shape) => Of(new(shape, shape));

    /// <summary>A table that others point at and that stays as it is: its name alone.</summary>
    public static DiagramTable Neighbour(string name) => new(name, name, ChangeMark.Same, [], []);

    /// <summary>A table with what becomes of it.</summary>
    public static DiagramTable Of(TableChange change)
    {
        var (before, after) = (change.Before, change.After);
        var shape = (after ?? before)!;
        var mark = before is null ? ChangeMark.Added : after is null ? ChangeMark.Removed : ReferenceEquals(before, after) ? ChangeMark.Same : ChangeMark.Changed;
        var title = before is not null && after is not null && before.Name != after.Name ? $"{after.Name} (was {before.Name})" : shape.Name;
        var keys = Marked(before?.ForeignKeys ?? [], after?.ForeignKeys ?? []).Select(key => new DiagramKey(key.Mark, key.Item.Columns.Split(',')[0], key.Item.ReferencedTable,
            $"{Sign(key.Mark)}foreign key {key.Item.Name} ({key.Item.Columns}) references {key.Item.ReferencedTable} ({key.Item.ReferencedColumns})"));
        return new(shape.Name, title, mark, [.. Columns(change), .. Others(before, after)], [.. keys]);
    }

    /// <summary>What a change is shown with beside its colour.</summary>
    public static string Sign(ChangeMark mark) => mark switch
    {
        ChangeMark.Added => "+ ",
        ChangeMark.Removed => "− ",
        ChangeMark.Changed => "~ ",
        _ => "",
    };

    static IEnumerable<DiagramRow> Columns(TableChange change)
    {
        var columns = ColumnChange.Of(change);
        var shown = columns.Where(c => c.Mark != ChangeMark.Same || c.Column.IsKey || c.Column.IsForeignKey).Concat(columns).Distinct().Take(Math.Max(UnchangedRows, columns.Count(c => c.Mark != ChangeMark.Same))).ToHashSet();
        foreach (var column in columns.Where(shown.Contains))
            yield return Row(column);
        if (columns.Length > shown.Count)
            yield return new(ChangeMark.Same, "", "", FormattableString.Invariant($"… {columns.Length - shown.Count} more columns"), "columns that stay as they are");
    }

    static DiagramRow Row(ColumnChange change)
    {
        var column = change.Column;
        var title = $"{Sign(change.Mark)}{column.Name} {column.Type} {column.Details}".TrimEnd();
        if (change.Was is { } was)
            title += $" (was {was.Name} {was.Type} {was.Details}".TrimEnd() + ")";
        var type = change.Was is { } old && old.Type != column.Type ? $"{old.Type} → {column.Type}" : change.Was is { } other && other.Name != column.Name ? $"was {other.Name}"
            : change.Was is { } same ? $"{column.Type} {Difference(same.Details, column.Details)}".TrimEnd() : column.Type;
        return new(change.Mark, column.IsKey ? "PK" : column.IsForeignKey ? "FK" : "", column.Name, type, title);
    }

    static string Difference(string was, string now) => now == was ? "" : now.Length > 0 ? now : $"(no longer {was})";

    static IEnumerable<DiagramRow> Others(TableShape? before, TableShape? after) => Marked(before?.Others ?? [], after?.Others ?? [])
        .Where(other => other.Mark != ChangeMark.Same).Select(other => new DiagramRow(other.Mark, "", "", other.Item, Sign(other.Mark) + other.Item));

    static IEnumerable<(ChangeMark Mark, T Item)> Marked<T>(ImmutableArray<T> before, ImmutableArray<T> after) =>
        before.Except(after).Select(item => (ChangeMark.Removed, item)).Concat(after.Select(item => (before.Contains(item) ? ChangeMark.Same : ChangeMark.Added, item)));
}
