using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>setTableRemarks</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class SetTableRemarksChange(ElementContent content) : UnsupportedChange(content, "Write the comment in a 'sql' change, with a 'rollback'.")
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("setTableRemarks", content => new SetTableRemarksChange(content),
        CatalogName, SchemaName, TableName, Remarks)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };
}
