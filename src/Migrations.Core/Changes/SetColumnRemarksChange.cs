using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>setColumnRemarks</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class SetColumnRemarksChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute ColumnParentType = new("columnParentType");
    static readonly TextAttribute RestatedType = new("columnDataType") { RequiredOn = [DbmsNames.MySql, DbmsNames.MariaDb] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("setColumnRemarks", content => new SetColumnRemarksChange(content),
        CatalogName, SchemaName, TableName, ColumnName, Remarks, RestatedType, ColumnParentType)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <summary>Without a comment, the one that is there is removed. Where a column is restated, its type is as well, as it is written.</summary>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        if (this[ColumnParentType] is { Length: > 0 } parent && !parent.Equals("table", StringComparison.OrdinalIgnoreCase))
            throw Invalid(ErrorCode.NotSupported, ColumnParentType, $"A comment on a column of a {parent.ToLowerInvariant()} is not supported.", "Write the comment in a 'sql' change, with a 'rollback'.");
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var column = context.Fold(Require(ColumnName));
        var remarks = CommentText.Of(this[Remarks]);
        if (!RestatedType.IsRequiredOn(context.Dialect.Name))
            return [context.Alter(table, column, ColumnAspects.Remarks, c => c with { Remarks = remarks })];
        var type = context.Type(Require(RestatedType));
        return [context.Alter(table, column, ColumnAspects.Remarks | ColumnAspects.Type, c => c with { Remarks = remarks, Type = type })];
    }
}
