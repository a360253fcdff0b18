using System.Collections.Immutable;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addDefaultValue</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddDefaultValueChange(ElementContent content) : Change(content)
{
    // Unlike those of a column these are kept as they are written until SQL is made of them.
    static readonly TextAttribute DefaultValue = new("defaultValue");
    static readonly TextAttribute DefaultValueNumeric = new("defaultValueNumeric");
    static readonly TextAttribute DefaultValueDate = new("defaultValueDate");
    static readonly BooleanAttribute DefaultValueBoolean = new("defaultValueBoolean");
    static readonly TextAttribute DefaultValueComputed = new("defaultValueComputed", AttributeKind.Expression);
    static readonly TextAttribute DefaultValueSequenceNext = new("defaultValueSequenceNext", AttributeKind.Sequence);
    static readonly TextAttribute DefaultValueConstraintName = new("defaultValueConstraintName");

    static readonly ImmutableArray<ChangeAttribute> Values =
        [DefaultValue, DefaultValueNumeric, DefaultValueDate, DefaultValueBoolean, DefaultValueComputed, DefaultValueSequenceNext];

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addDefaultValue", content => new AddDefaultValueChange(content),
        [CatalogName, SchemaName, TableName, ColumnName, ColumnDataType, .. Values, DefaultValueConstraintName]);

    private protected override IEnumerable<MigrationException> Errors(string dbms)
    {
        var written = Values.Where(v => Value(v) is not null).ToList();
        if (written.Count == 0)
            yield return Missing(DefaultValue);
        if (written.Count > 1)
            yield return Invalid(ErrorCode.InvalidChangelog, written[1], "More than one default value is given.", "Keep one of the 'defaultValue' attributes.");
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var column = context.Fold(Require(ColumnName));
        var value = ToValue(context);
        var name = string.IsNullOrEmpty(this[DefaultValueConstraintName]) ? null : context.Fold(this[DefaultValueConstraintName]!);
        var node = context.Alter(table, column, ColumnAspects.Default, c => c with { Default = value is NullValue ? null : value, DefaultConstraintName = name });
        // Where the whole column is known, so is what the database will show of it.
        return [node.Before is null ? node : node with { After = context.Dialect.NormalizeColumn(table, node.After, added: false) }];
    }

    SqlValue ToValue(LoweringContext context)
    {
        var declared = this[ColumnDataType];
        if (this[DefaultValue] is { } text)
        {
            var value = ColumnLowering.DefaultText(text, declared, this, DefaultValue, context);
            return value is NumberValue number ? number with { IsQuoted = true } : value;
        }
        if (this[DefaultValueBoolean] is { } flag)
            return DeclaredType.DefaultFlag(flag, declared);
        if (this[DefaultValueNumeric] is { } numeric)
        {
            return ColumnValueText.StartsLikeNumber(ColumnValueText.WithoutParentheses(numeric))
                ? DeclaredType.DefaultNumber(ColumnValueText.WithoutParentheses(numeric), declared)
                : ValueText.Expression(numeric, context.Dialect);
        }
        if (this[DefaultValueDate] is { } date)
            return ColumnValueText.NormalizeDate(date) is { } normalized ? new DateValue(normalized) : ValueText.Expression(date, context.Dialect);
        return this[DefaultValueComputed] is { } expression
            ? ValueText.Expression(expression, context.Dialect)
            : new SequenceNextValue(context.Name(null, null, Require(DefaultValueSequenceNext))) { Owned = true };
    }
}
