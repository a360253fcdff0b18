using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addNotNullConstraint</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddNotNullConstraintChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute DefaultNullValue = new("defaultNullValue");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addNotNullConstraint", content => new AddNotNullConstraintChange(content),
        CatalogName, SchemaName, TableName, ColumnName, RestatedColumnDataType, DefaultNullValue, ConstraintName, ValidateExisting)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var column = context.Fold(Require(ColumnName));
        if (this[DefaultNullValue] is { } text && !ValueText.IsNull(text))
            {
            yield return new UpdateRows(table, [new(column, ReplacementOf(text, context))], new ColumnEquals(column, new NullValue())) { Filling = RowFilling.NullValues };
        }
        yield return context.Alter(table, column, ColumnAspects.Nullable, this[RestatedColumnDataType], c => c with { Nullable = false });
    }

    SqlValue ReplacementOf(string text, LoweringContext context) =>
        this[RestatedColumnDataType] is { } type && DeclaredType.IsBoolean(type) && DeclaredType.TruthOf(text) is { } truth
            ? new BooleanValue(truth)
            : ValueText.Text(text, context.Dialect);
}
