using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropProcedure</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropProcedureChange(ElementContent content) : UnsupportedChange(content, "Write 'DROP PROCEDURE …' in a 'sql' change, with a 'rollback'.")
{
    static readonly TextAttribute RequiredProcedureName = new("procedureName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropProcedure", content => new DropProcedureChange(content),
        CatalogName, SchemaName, RequiredProcedureName)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };
}
