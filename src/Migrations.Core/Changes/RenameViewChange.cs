using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>renameView</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class RenameViewChange(ElementContent content) : UnsupportedChange(content, "Drop the view and create it under its new name.")
{
    static readonly TextAttribute OldViewName = new("oldViewName") { IsRequired = true };
    static readonly TextAttribute NewViewName = new("newViewName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("renameView", content => new RenameViewChange(content),
        CatalogName, SchemaName, OldViewName, NewViewName);
}
