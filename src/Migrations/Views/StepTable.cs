using Migrations.Reports;
using Migrations.Sql;

namespace Migrations.Views;

/// <summary>The columns of a plan: how wide each is on this screen, and what stands in it. Below 100 cells lock, rows and undo are left out, below 150 what is blocked and for how long.</summary>
sealed class StepTable
{
    const int Middle = 99, Wide = 149;

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
        // As wide as its longest text, so that the texts get the rest.
        Column Sized(string head, int most, Func<ViewObject, string> text, Func<ViewObject, string>? colour = null, bool right = false) =>
            new(head, Math.Clamp(steps.Max(step => screen.Cells(text(step))), head.Length, most), text, colour, right);
        var state = Sized("State", 13, step => StateWords.Of(step.Enum<MigrationState>("State")), step => palette.Of(step.Enum<MigrationState>("State")));
        var risk = Sized("Risk", 7, step => step.Text("Risk").ToLowerInvariant(), step => palette.Of(step.Enum<MigrationRisk>("Risk")));
        List<Column> behind = [risk];
        if (!narrow)
            behind.Add(Sized("Lock", wide ? 36 : 22, Lock, ColourOfLock));
        if (wide)
            behind.Add(Sized("Blocks", 14, step => PlanWords.Blocks(step.Enum<LockImpact>("LockImpact")), ColourOfLock));
        if (!narrow)
            behind.Add(Sized("Rows", 7, step => step.Value<long>("EstimatedRows") is { } rows ? PlanWords.Rows(rows) : "-", right: true));
        if (wide)
            behind.Add(Sized("Takes", 12, step => step.Value<TimeSpan>("EstimatedDuration") is { } takes ? PlanWords.About(takes) : "-", right: true));
        if (!narrow)
            behind.Add(Sized("Undo", 11, step => PlanWords.Undo(step.Enum<UndoKind>("UndoKind")), ColourOfUndo));
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
        var id = Math.Max(4, Math.Min(Math.Max(longestId, 10), (int)(size * 0.44)));
        var change = Math.Max(3, Math.Min(longestChange, (int)(size * 0.26)));
        yield return new("Change set", id, step => step.Text("Id"));
        yield return new("Change", change, Change);
        yield return new("Target", Math.Max(3, size - id - change - 2), Target);
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
