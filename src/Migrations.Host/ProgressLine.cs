using System.Globalization;
using System.Management.Automation;

namespace Migrations.Host;

/// <summary>Progress as one line that is written over and over, and is gone before anything else is written.</summary>
/// <param name="enabled">False where nobody watches: then nothing is written.</param>
sealed class ProgressLine(bool enabled)
{
    readonly Lock drawing = new();
    readonly SortedDictionary<int, ProgressRecord> active = [];
    bool shown;

    /// <summary>Draws the innermost activities that are under way.</summary>
    public void Show(ProgressRecord record)
    {
        if (!enabled)
            return;
        lock (drawing)
        {
            if (record.RecordType == ProgressRecordType.Completed)
                active.Remove(record.ActivityId);
            else
                active[record.ActivityId] = record;
            Erase();
            if (active.Count == 0)
                return;
            var text = string.Join(" > ", active.Values.Select(Describe));
            var width = Math.Max(Console.WindowWidth - 1, 1);
            Console.Out.Write(text.Length <= width ? text : text[..(width - 1)] + "…");
            shown = true;
        }
    }

    /// <summary>Takes the line off the screen; the next record draws it again.</summary>
    public void Clear()
    {
        lock (drawing)
            Erase();
    }

    void Erase()
    {
        if (shown)
            Console.Out.Write("\r\e[K");
        shown = false;
    }

    static string Describe(ProgressRecord record)
    {
        var text = record.StatusDescription is { Length: > 0 } status ? $"{record.Activity}: {status}" : record.Activity;
        return record.PercentComplete < 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text} {record.PercentComplete}%");
    }
}
