using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addAutoIncrement</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddAutoIncrementChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute DataType = new("columnDataType") { RequiredOn = [DbmsNames.MariaDb, DbmsNames.MySql] };
    static readonly IntegerAttribute StartWith = new("startWith");
    static readonly IntegerAttribute IncrementBy = new("incrementBy") { AllowedOn = [DbmsNames.PostgreSql] };
    static readonly TextAttribute GenerationType = new("generationType");
    static readonly BooleanAttribute DefaultOnNull = new("defaultOnNull");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addAutoIncrement", content => new AddAutoIncrementChange(content),
        CatalogName, SchemaName, TableName, ColumnName, DataType, StartWith, IncrementBy, GenerationType, DefaultOnNull)
    {
        RefusedOn = [DbmsNames.SqlServer],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var identity = ColumnLowering.ToIdentity(Decimal(StartWith), Decimal(IncrementBy), this[GenerationType]);
        return [context.Alter(context.Name(this[CatalogName], this[SchemaName], Require(TableName)), context.Fold(Require(ColumnName)), ColumnAspects.Identity, this[DataType],
            c => c with { Identity = identity })];
    }
}
