using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>renameSequence</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class RenameSequenceChange(ElementContent content) : UnsupportedChange(content, "Write 'ALTER SEQUENCE … RENAME' in a 'sql' change, with a 'rollback'.")
{
    static readonly TextAttribute OldSequenceName = new("oldSequenceName") { IsRequired = true };
    static readonly TextAttribute NewSequenceName = new("newSequenceName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("renameSequence", content => new RenameSequenceChange(content),
        CatalogName, SchemaName, OldSequenceName, NewSequenceName)
    {
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.MySql],
    };
}
