using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropPackage</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class DropPackageChange(ElementContent content) : OracleChange(content, "packages")
{
    static readonly TextAttribute PackageName = new("packageName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropPackage", content => new DropPackageChange(content), CatalogName, SchemaName, PackageName)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.SqlServer, DbmsNames.MariaDb, DbmsNames.MySql],
    };
}
