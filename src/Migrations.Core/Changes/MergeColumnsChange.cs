using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>mergeColumns</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class MergeColumnsChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute Column1Name = new("column1Name") { IsRequired = true };
    static readonly TextAttribute Column2Name = new("column2Name") { IsRequired = true };
    static readonly TextAttribute FinalColumnName = new("finalColumnName") { IsRequired = true };
    static readonly TextAttribute FinalColumnType = new("finalColumnType") { IsRequired = true };
    static readonly TextAttribute JoinString = new("joinString");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("mergeColumns", content => new MergeColumnsChange(content),
        CatalogName, SchemaName, TableName, Column1Name, Column2Name, FinalColumnName, FinalColumnType, JoinString);

    /// <summary>Adds the column, fills it from the two, and drops them. Without a join string nothing stands between them (Liquibase writes the text <c>null</c>).</summary>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var (first, second) = (context.Fold(Require(Column1Name)), context.Fold(Require(Column2Name)));
        var merged = new Column(context.Fold(Require(FinalColumnName)), context.Type(Require(FinalColumnType)));
        return
        [
            new AddColumn(table, context.Dialect.NormalizeColumn(table, merged, added: true), null, []),
            new UpdateRows(table, [new(merged.Name, new JoinedColumns(first, this[JoinString] ?? "", second))], null) { Filling = RowFilling.NewColumn },
            new DropColumn(table, first),
            new DropColumn(table, second),
        ];
    }
}
