namespace Migrations.Views;

/// <summary>A finding as lines: what it is, where, and what to do; one that is suppressed is one dim line with the reason.</summary>
sealed class FindingLines(Screen screen, Palette palette)
{
    /// <summary>A text to paste is shown up to so many lines: half of one is of no use, and all of it is in the property Fix.</summary>
    const int FixLines = 8;

    public IEnumerable<string> Of(ViewObject finding, int indent)
    {
        var margin = new string(' ', indent);
        if (finding.Text("Suppression") is { Length: > 0 } reason)
            return [palette.Dim + screen.Cut($"{margin}suppressed {finding.Text("Code")} {Screen.OneLine(finding.Text("Message"))} ({Screen.OneLine(reason)})", screen.Width) + palette.Reset];
        var severity = finding.Enum<FindingSeverity>("Severity");
        var word = severity.ToString().ToLowerInvariant();
        var under = indent + word.Length + 1;
        var head = screen.Fold($"{finding.Text("Code")} {finding.Text("Message")}", $"{margin}{word} ", under)
            .Select((line, i) => i > 0 ? line : margin + palette.Of(severity) + word + palette.Reset + line[(indent + word.Length)..]);
        return head.Concat(screen.Fold($"at {Place(finding)}", new string(' ', under), under + 3).Select(line => palette.Dim + line + palette.Reset)).Concat(Remedy(finding, under));
    }

    /// <summary>Where it was found.</summary>
    public static string Place(ViewObject finding) => finding.Count("Line") > 0
        ? FormattableString.Invariant($"{finding.Text("File")}:{finding.Count("Line")}:{finding.Count("Column")}") : finding.Text("File");

    IEnumerable<string> Remedy(ViewObject finding, int under)
    {
        var margin = new string(' ', under);
        if (finding.Text("Advice") is { Length: > 0 } advice)
            foreach (var line in screen.Fold($"fix: {advice}", margin, under + 5))
                yield return line;
        if (finding.Text("Fix") is not { Length: > 0 } fix)
            yield break;
        // To be pasted, so it is not folded.
        var lines = fix.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        foreach (var line in lines.Length > FixLines ? [] : lines)
            yield return palette.Dim + margin + "| " + palette.Reset + screen.Cut(new string(' ', line.Length - line.TrimStart(' ').Length) + Screen.OneLine(line.TrimStart(' ')), screen.Width - under - 2);
        if (lines.Length > FixLines)
            yield return palette.Dim + margin + FormattableString.Invariant($"| {lines.Length} lines to paste: $plan.Findings.Fix") + palette.Reset;
    }
}
