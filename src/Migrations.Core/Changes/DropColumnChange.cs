using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropColumn</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropColumnChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute SingleColumn = new("columnName");
    static readonly ElementsAttribute<ChangeColumn> SeveralColumns =
        new("columns", "column", ColumnAttributes.Columns, c => new ChangeColumn(c)) { IsWrittenWhenEmpty = false };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropColumn", content => new DropColumnChange(content),
        CatalogName, SchemaName, TableName, SingleColumn, SeveralColumns);

    private protected override IEnumerable<MigrationException> Errors(string dbms) =>
        !Get(SeveralColumns).IsEmpty ? MissingInColumns(Get(SeveralColumns), ColumnAttributes.Name)
        : string.IsNullOrEmpty(this[SingleColumn]) ? [Missing(SingleColumn)]
        : [];

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var columns = Get(SeveralColumns);
        return columns.IsEmpty
            ? [new DropColumn(table, context.Fold(Require(SingleColumn)))]
            : columns.Select(c => new DropColumn(table, context.Fold(c.Require(ColumnAttributes.Name))));
    }
}
