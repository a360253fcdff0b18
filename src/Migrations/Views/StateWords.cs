namespace Migrations.Views;

/// <summary>States as a glyph and a word.</summary>
static class StateWords
{
    public static string Of(MigrationState state) => state switch
    {
        MigrationState.Pending => "+ pending",
        MigrationState.Rerun => "~ rerun",
        MigrationState.MarkRan => "= mark ran",
        MigrationState.Skipped => "o skipped",
        MigrationState.Interrupted => "> interrupted",
        MigrationState.Applied => "+ applied",
        MigrationState.Changed => "! changed",
        MigrationState.Unexpected => "? unexpected",
        MigrationState.Undo => "- undo",
        MigrationState.Undone => "- undone",
        _ => "x failed",
    };
}
