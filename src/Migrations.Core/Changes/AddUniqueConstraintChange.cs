using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addUniqueConstraint</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddUniqueConstraintChange(ElementContent content) : Change(content)
{
    static readonly BooleanAttribute Disabled = new("disabled");
    static readonly BooleanAttribute ClusteredIndex = new("clustered") { AllowedOn = [DbmsNames.SqlServer] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addUniqueConstraint", content => new AddUniqueConstraintChange(content),
        CatalogName, SchemaName, TableName, ColumnNames, ConstraintName, Deferrable, InitiallyDeferred, Disabled, ClusteredIndex, Tablespace, ValidateExisting,
        ForIndexName, ForIndexSchemaName, ForIndexCatalogName)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var constraint = new UniqueConstraint(context.FoldOrNull(this[ConstraintName]), context.FoldList(Require(ColumnNames)))
        {
            Deferrable = this[Deferrable] == true && context.Dialect.Features.DeferrableConstraints,
            InitiallyDeferred = this[InitiallyDeferred] == true && context.Dialect.Features.DeferrableConstraints,
            Clustered = this[ClusteredIndex],
            Tablespace = context.FoldOrNull(this[Tablespace]),
            UsingIndex = context.FoldOrNull(this[ForIndexName]),
        };
        return [new AddConstraint(table, context.Named(table, constraint))];
    }
}
