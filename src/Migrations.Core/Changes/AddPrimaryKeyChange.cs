using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addPrimaryKey</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddPrimaryKeyChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addPrimaryKey", content => new AddPrimaryKeyChange(content),
        CatalogName, SchemaName, TableName, ColumnNames, ConstraintName, Tablespace, Clustered, ValidateExisting, ForIndexName, ForIndexSchemaName, ForIndexCatalogName)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        // forIndexName is passed over, as in Liquibase: the key makes an index of its own.
        var key = new PrimaryKey(context.FoldOrNull(this[ConstraintName]), context.FoldList(Require(ColumnNames)))
        {
            Clustered = this[Clustered],
            Tablespace = context.FoldOrNull(this[Tablespace]),
        };
        return [new AddConstraint(table, context.Named(table, key))];
    }
}
