using System.Management.Automation;
using System.Management.Automation.Host;
using Migrations.Reports;
using Migrations.Sql;
using Migrations.Views;

namespace Migrations;

/// <summary>What Migrations.Format.ps1xml shows, made here, where it can be fast and is tested. It reads properties, so that what comes back from a job or a file is shown, too.</summary>
public static class MigrationView
{
    /// <summary>A plan as lines.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="host"><c>$Host</c>.</param>
    /// <param name="style"><c>$PSStyle</c>.</param>
    /// <param name="location">The folder the user is in.</param>
    public static IEnumerable<string> Plan(PSObject plan, PSHost host, PSObject style, string location) => new PlanLines(new(plan), new(host), new(style), location).All();

    /// <summary>A finding as lines.</summary>
    public static IEnumerable<string> Finding(PSObject finding, PSHost host, PSObject style) => new FindingLines(new(host), new(style)).Of(new(finding), 0);

    /// <summary>Where a finding was made: <c>file:line:column</c>.</summary>
    public static string Place(PSObject finding) => FindingLines.Place(new(finding));

    /// <summary>A state as a glyph and a word in its colour.</summary>
    public static string State(object state, PSObject style) => Coloured<MigrationState>(state, style, StateWords.Of, (palette, value) => palette.Of(value));

    /// <summary>A severity in its colour.</summary>
    public static string Severity(object severity, PSObject style) => Coloured<FindingSeverity>(severity, style, Word, (palette, value) => palette.Of(value));

    /// <summary>A risk in its colour.</summary>
    public static string Risk(object risk, PSObject style) => Coloured<MigrationRisk>(risk, style, Word, (palette, value) => palette.Of(value));

    /// <summary>What a lock keeps others from.</summary>
    public static string Blocks(object? impact) => Enum.TryParse<LockImpact>(impact?.ToString(), out var value) ? PlanWords.Blocks(value) : "-";

    /// <summary>What kind of way back there is.</summary>
    public static string Undo(object? kind) => Enum.TryParse<UndoKind>(kind?.ToString(), out var value) ? PlanWords.Undo(value) : "-";

    /// <summary>A number of rows; a dash where it is not known.</summary>
    public static string Rows(long? rows) => rows is { } known ? PlanWords.Rows(known) : "-";

    /// <summary>A time that is estimated; a dash where it is not known.</summary>
    public static string About(TimeSpan? duration) => duration is { } known ? PlanWords.About(known) : "-";

    /// <summary>A time that was measured.</summary>
    public static string Took(TimeSpan duration) => PlanWords.Took(duration);

    /// <summary>A text as one line without control characters.</summary>
    public static string Line(string? text) => Screen.OneLine(text);

    /// <summary>A text with its lines, in which a build agent finds no command.</summary>
    public static string Text(string? text) => Screen.Shown(text ?? "");

    static string Word<T>(T value) where T : Enum => value.ToString().ToLowerInvariant();

    static string Coloured<T>(object value, PSObject style, Func<T, string> word, Func<Palette, T, string> colour) where T : struct, Enum
    {
        var palette = new Palette(style);
        return Enum.TryParse<T>(value?.ToString(), out var known) ? colour(palette, known) + word(known) + palette.Reset : $"{value}";
    }
}
