using System.Collections.Immutable;

namespace Migrations.Dialects.SqlServer;

/// <summary>
/// T-SQL that looks a name up on the server, for what the model cannot tell when the plan is made: constraints that the server named itself,
/// and comments, which are written by one procedure and changed by another.
/// </summary>
static class SqlServerScripts
{
    /// <summary>The property that holds a comment; the name is the one that Microsoft's tools and Liquibase use.</summary>
    public const string RemarksProperty = "MS_Description";

    /// <summary>Drops the default of a column, whatever its name; does nothing where there is none.</summary>
    public static string DropDefault(string quotedTable, string column) => DropFound(quotedTable,
        $"SELECT d.name FROM sys.default_constraints AS d JOIN sys.columns AS c ON c.object_id = d.parent_object_id AND c.column_id = d.parent_column_id WHERE d.parent_object_id = OBJECT_ID({SqlServerValues.Unicode(quotedTable)}) AND c.name = {SqlServerValues.Unicode(column)}",
        required: null);

    /// <summary>Drops the primary key, whatever its name.</summary>
    public static string DropPrimaryKey(string quotedTable) => DropFound(quotedTable,
        $"SELECT k.name FROM sys.key_constraints AS k WHERE k.parent_object_id = OBJECT_ID({SqlServerValues.Unicode(quotedTable)}) AND k.type = 'PK'",
        required: $"Table {quotedTable} has no primary key.");

    /// <summary>Drops the unique constraint on exactly these columns, whatever its name.</summary>
    public static string DropUnique(string quotedTable, ImmutableArray<string> columns) => DropFound(quotedTable,
        $"SELECT TOP (1) k.name FROM sys.key_constraints AS k WHERE k.parent_object_id = OBJECT_ID({SqlServerValues.Unicode(quotedTable)}) AND k.type = 'UQ' AND {columns.Length} = (SELECT COUNT(*) FROM sys.index_columns AS i WHERE i.object_id = k.parent_object_id AND i.index_id = k.unique_index_id) AND {columns.Length} = (SELECT COUNT(*) FROM sys.index_columns AS i JOIN sys.columns AS c ON c.object_id = i.object_id AND c.column_id = i.column_id WHERE i.object_id = k.parent_object_id AND i.index_id = k.unique_index_id AND c.name IN ({NameList(columns)}))",
        required: $"Table {quotedTable} has no unique constraint on {string.Join(", ", columns)}.");

    /// <summary>Drops the foreign keys of other tables that point at a table.</summary>
    public static string DropReferences(string quotedTable) =>
        $"""
        DECLARE @sql nvarchar(max) = N'';
        SELECT @sql += N'ALTER TABLE ' + QUOTENAME(OBJECT_SCHEMA_NAME(f.parent_object_id)) + N'.' + QUOTENAME(OBJECT_NAME(f.parent_object_id)) + N' DROP CONSTRAINT ' + QUOTENAME(f.name) + N'; '
        FROM sys.foreign_keys AS f WHERE f.referenced_object_id = OBJECT_ID({SqlServerValues.Unicode(quotedTable)}) AND f.parent_object_id <> f.referenced_object_id;
        EXEC sys.sp_executesql @sql
        """;

    /// <summary>Sets or removes the comment on a table, view or column.</summary>
    /// <param name="quotedObject">The table or view, quoted.</param>
    /// <param name="name">Its bare name.</param>
    /// <param name="isView">Whether it is a view.</param>
    /// <param name="column">The column; null for the object itself.</param>
    /// <param name="remarks">The comment; null to remove it.</param>
    public static string SetRemarks(string quotedObject, string name, bool isView, string? column, string? remarks)
    {
        var id = $"OBJECT_ID({SqlServerValues.Unicode(quotedObject)})";
        var minor = column is null ? "0" : $"COLUMNPROPERTY({id}, {SqlServerValues.Unicode(column)}, 'ColumnId')";
        var exists = $"IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND name = N'{RemarksProperty}' AND major_id = {id} AND minor_id = {minor})";
        var level2 = column is null ? "" : $", @level2type = N'COLUMN', @level2name = {SqlServerValues.Unicode(column)}";
        string Call(string procedure, bool withValue) =>
            $"    EXEC sys.{procedure} @name = N'{RemarksProperty}',{(withValue ? " @value = @value," : "")} @level0type = N'SCHEMA', @level0name = @schema, @level1type = N'{(isView ? "VIEW" : "TABLE")}', @level1name = {SqlServerValues.Unicode(name)}{level2}";
        // Procedure arguments cannot be expressions.
        var schema = $"DECLARE @schema sysname = OBJECT_SCHEMA_NAME({id});";
        return remarks is null
            ? string.Join('\n', schema, exists, Call("sp_dropextendedproperty", withValue: false))
            : string.Join('\n', schema, $"DECLARE @value nvarchar(3750) = {SqlServerValues.Unicode(remarks)};", exists, Call("sp_updateextendedproperty", withValue: true), "ELSE", Call("sp_addextendedproperty", withValue: true));
    }

    /// <summary>Renames an object or column. The old name is read as SQL, the new one is taken as it is.</summary>
    /// <param name="quotedName">The old name, quoted, with table and schema.</param>
    /// <param name="to">The new name.</param>
    /// <param name="kind"><c>OBJECT</c> or <c>COLUMN</c>.</param>
    public static string Rename(string quotedName, string to, string kind) =>
        $"EXEC sys.sp_rename {SqlServerValues.Unicode(quotedName)}, {SqlServerValues.Unicode(to)}, N'{kind}'";

    static string DropFound(string quotedTable, string query, string? required)
    {
        var missing = required is null ? "" : $"IF @name IS NULL THROW 50000, {SqlServerValues.Unicode(required)}, 1;\n";
        return $"""
            DECLARE @name sysname = ({query});
            {missing}DECLARE @sql nvarchar(max) = {SqlServerValues.Unicode($"ALTER TABLE {quotedTable} DROP CONSTRAINT ")} + QUOTENAME(@name);
            IF @sql IS NOT NULL EXEC sys.sp_executesql @sql
            """;
    }

    static string NameList(ImmutableArray<string> names) => string.Join(", ", names.Select(SqlServerValues.Unicode));
}
