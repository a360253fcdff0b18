using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>renameColumn</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class RenameColumnChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute OldColumnName = new("oldColumnName") { IsRequired = true };
    static readonly TextAttribute NewColumnName = new("newColumnName") { IsRequired = true };
    static readonly TextAttribute RestatedType = new("columnDataType") { RequiredOn = [DbmsNames.MariaDb, DbmsNames.MySql] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("renameColumn", content => new RenameColumnChange(content),
        CatalogName, SchemaName, TableName, OldColumnName, NewColumnName, RestatedType, Remarks);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var type = this[RestatedType] is { Length: > 0 } declared ? context.Type(declared) : null;
        var rename = new RenameColumn(table, context.Fold(Require(OldColumnName)), context.Fold(Require(NewColumnName)), type);
        yield return rename;

        // Liquibase restates the column here, with the type and comment as written.
        if (type is null || !RestatedType.IsRequiredOn(context.Dialect.Name))
            yield break;
        var after = context with { Schema = rename.Apply(context.Schema) };
        var remarks = string.IsNullOrEmpty(this[Remarks]) ? ColumnAspects.None : ColumnAspects.Remarks;
        var restated = after.Alter(table, rename.To, ColumnAspects.Type | remarks, c => c with { Type = type, Remarks = remarks == ColumnAspects.None ? c.Remarks : this[Remarks] });
        if (restated.Before != restated.After)
            yield return restated;
    }
}
