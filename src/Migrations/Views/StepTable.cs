using Migrations.Reports;
using Migrations.Sql;

namespace Migrations.Views;

/// <summary>The columns of a plan: how wide each is on this screen, and what stands in it. Below 100 cells lock, rows and undo are left out, below 150 what is blocked and for how long.</summary>
sealed class StepTable
{
    const int Middle = 99, Wide = 149, UndoSize = 11;

    readonly Screen screen;
    readonly Palette palette;
    readonly List<Column> columns;

    sealed record Column(string Head, int Size, Func<ViewObject, string> Text, Func<ViewObject, string>? Colour = null, bool Right = false);

    public StepTable(IReadOnlyList<ViewObject> steps, Screen screen, Palette palette)
    {
        this.screen = screen;
        this.palette = palette;
        NumberSize = Math.Max(3, FormattableString.Invariant($"{steps.Count}").Length);
        var narrow = screen.Width < Middle;
        var wide = screen.Width >= Wide;
        List<Column> behind =
        [
            new("Risk", 7, step => step.Text("Risk").ToLowerInvariant(), step => palette.Of(step.Enum<MigrationRisk>("Risk"))),
            .. narrow ? [] : new Column[] { new("Lock", LockSize(steps, wide ? 36 : 22), Lock, ColourOfLock) },
            .. wide ? new Column[] { new("Blocks", 14, step => PlanWords.Blocks(step.Enum<LockImpact>("LockImpact")), ColourOfLock) } : [],
            .. narrow ? [] : new Column[] { new("Rows", 7, step => step.Value<long>("EstimatedRows") is { } rows ? PlanWords.Rows(rows) : "-", Right: true) },
            .. wide ? new Column[] { new("Takes", 9, step => step.Value<TimeSpan>("EstimatedDuration") is { } takes ? PlanWords.About(takes) : "-", Right: true) } : [],
            .. narrow ? [] : new Column[] { new("Undo", UndoSize, step => PlanWords.Undo(step.Enum<UndoKind>("UndoKind")), ColourOfUndo) },
        ];
        var state = new Column("State", 13, step => StateWords.Of(step.Enum<MigrationState>("State")), step => palette.Of(step.Enum<MigrationState>("State")));
        var rest = screen.Width - NumberSize - 1 - state.Size - 1 - behind.Sum(c => c.Size + 1);
        columns = [new("#", NumberSize, step => step.Text("Order"), Right: true), state, .. Texts(steps, rest), .. behind];
    }

    /// <summary>How wide the numbers are; what is said of a step stands behind them.</summary>
    public int NumberSize { get; }

    public string Head => palette.Underline + string.Join(' ', columns.Select(c => screen.Fit(c.Head, c.Size, c.Right))).TrimEnd() + palette.Reset;

    public string Row(ViewObject step) => string.Join(' ', columns.Select(c =>
    {
        var text = screen.Fit(c.Text(step), c.Size, c.Right);
        return c.Colour?.Invoke(step) is { Length: > 0 } colour ? colour + text.TrimEnd() + palette.Reset + new string(' ', text.Length - text.TrimEnd().Length) : text;
    })).TrimEnd();

    /// <summary>Change set, change and target share what the others leave: no more than the longest needs, and the target takes the rest.</summary>
    IEnumerable<Column> Texts(IReadOnlyList<ViewObject> steps, int size)
    {
        var longestId = steps.Max(step => screen.Cells(Screen.OneLine(step.Text("Id"))));
        var longestChange = Math.Max(6, steps.Max(step => screen.Cells(Screen.OneLine(Change(step)))));
        var id = Math.Clamp(longestId, 10, (int)(size * 0.42));
        var change = Math.Min(longestChange, (int)(size * 0.26));
        yield return new("Change set", id, step => step.Text("Id"));
        yield return new("Change", change, Change);
        yield return new("Target", size - id - change - 2, Target);
    }

    static string Change(ViewObject step) => string.Join(", ", step.Texts("Changes"));

    /// <summary>What it is about; of several objects all that fit. Where the plan does not know, history's words behind the type of the change tell.</summary>
    static string Target(ViewObject step)
    {
        if (string.Join(", ", step.Texts("Objects")) is { Length: > 0 } objects)
            return objects;
        var description = step.Text("Description");
        return step.Texts("Changes").FirstOrDefault() is { } change && description.StartsWith(change + " ", StringComparison.Ordinal) ? description[(change.Length + 1)..] : "-";
    }

    static string Lock(ViewObject step) => step.Text("Lock") is { Length: > 0 } name ? name : "-";

    int LockSize(IReadOnlyList<ViewObject> steps, int most) => Math.Clamp(steps.Max(step => screen.Cells(step.Text("Lock"))), 4, most);

    string ColourOfLock(ViewObject step) => step.Enum<LockImpact>("LockImpact") switch
    {
        LockImpact.Writes or LockImpact.ReadsAndWrites => palette.Yellow,
        LockImpact.Unknown => palette.Magenta,
        _ => palette.Dim,
    };

    string ColourOfUndo(ViewObject step) => step.Enum<UndoKind>("UndoKind") switch
    {
        UndoKind.None => palette.Red,
        UndoKind.NothingToDo => palette.Dim,
        _ => "",
    };
}
