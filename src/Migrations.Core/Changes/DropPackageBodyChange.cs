using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropPackageBody</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class DropPackageBodyChange(ElementContent content) : OracleChange(content, "packages")
{
    static readonly TextAttribute PackageBodyName = new("packageBodyName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropPackageBody", content => new DropPackageBodyChange(content), CatalogName, SchemaName, PackageBodyName)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.SqlServer, DbmsNames.MariaDb, DbmsNames.MySql],
    };
}
