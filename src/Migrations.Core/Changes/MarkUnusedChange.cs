using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>markUnused</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class MarkUnusedChange(ElementContent content) : OracleChange(content, "unused columns")
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("markUnused", content => new MarkUnusedChange(content), CatalogName, SchemaName, TableName, ColumnName)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.SqlServer, DbmsNames.MariaDb, DbmsNames.MySql],
    };
}
