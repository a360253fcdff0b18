using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>insert</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class InsertChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("insert", content => new InsertChange(content),
        CatalogName, SchemaName, TableName, Dbms, Columns)
    {
        Dbms = Dbms,
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) => MissingInColumns(Get(Columns), ColumnAttributes.Name);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var values = Get(Columns).Select(c => new ColumnValue(context.Fold(c.Require(ColumnAttributes.Name)), c.ToValue(context)));
        return [new InsertRows(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), [.. values])];
    }
}
