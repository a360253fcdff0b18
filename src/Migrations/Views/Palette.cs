using System.Management.Automation;

namespace Migrations.Views;

/// <summary>The colours of <c>$PSStyle</c>, which the host takes out again where they are not wanted. What they mean is always said in a word, too.</summary>
/// <param name="style"><c>$PSStyle</c>.</param>
sealed class Palette(PSObject style)
{
    readonly PSObject foreground = PSObject.AsPSObject(style.Properties["Foreground"].Value);

    public string Reset { get; } = Code(style, nameof(Reset));

    public string Bold { get; } = Code(style, nameof(Bold));

    public string Underline { get; } = Code(style, nameof(Underline));

    public string Dim => Code(foreground, "BrightBlack");

    public string Green => Code(foreground, nameof(Green));

    public string Yellow => Code(foreground, nameof(Yellow));

    public string Red => Code(foreground, nameof(Red));

    public string Cyan => Code(foreground, nameof(Cyan));

    public string Magenta => Code(foreground, nameof(Magenta));

    string Orange => Code(foreground, "BrightYellow");

    public string Of(MigrationState state) => state switch
    {
        MigrationState.Pending or MigrationState.Applied => Green,
        MigrationState.MarkRan => Cyan,
        MigrationState.Skipped => Dim,
        MigrationState.Interrupted or MigrationState.Unexpected => Magenta,
        MigrationState.Undo or MigrationState.Changed or MigrationState.Failed => Red,
        _ => Yellow,
    };

    public string Of(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => Red,
        FindingSeverity.Warning => Yellow,
        _ => Cyan,
    };

    public string Of(MigrationRisk risk) => risk switch
    {
        MigrationRisk.Blocked => Bold + Red,
        MigrationRisk.High => Orange,
        MigrationRisk.Medium => Yellow,
        MigrationRisk.Low => Green,
        _ => Dim,
    };

    static string Code(PSObject of, string name) => (string)of.Properties[name].Value;
}
