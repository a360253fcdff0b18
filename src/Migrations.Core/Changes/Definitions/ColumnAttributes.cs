using System.Collections.Immutable;

namespace Migrations.Changes;

/// <summary>The attributes of <c>column</c>, and the four sets of them that change types read.</summary>
public static class ColumnAttributes
{
    /// <summary><c>name</c>: the column, or an expression of an index.</summary>
    public static TextAttribute Name { get; } = new("name");

    /// <summary><c>type</c>: the data type.</summary>
    public static TextAttribute Type { get; } = new("type");

    /// <summary><c>value</c>: a text.</summary>
    public static TextAttribute Value { get; } = new("value") { IsDirect = true };

    /// <summary><c>valueNumeric</c>: a number.</summary>
    public static TextAttribute ValueNumeric { get; } = new("valueNumeric", AttributeKind.Number);

    /// <summary><c>valueDate</c>: a date, a time or both.</summary>
    public static TextAttribute ValueDate { get; } = new("valueDate", AttributeKind.Date);

    /// <summary><c>valueBoolean</c>: a truth value.</summary>
    public static BooleanAttribute ValueBoolean { get; } = new("valueBoolean");

    /// <summary><c>valueComputed</c>: an expression.</summary>
    public static TextAttribute ValueComputed { get; } = new("valueComputed", AttributeKind.Expression);

    /// <summary><c>valueBlobFile</c>: a file with the bytes of the value.</summary>
    public static TextAttribute ValueBlobFile { get; } = new("valueBlobFile");

    /// <summary><c>valueClobFile</c>: a file with the text of the value.</summary>
    public static TextAttribute ValueClobFile { get; } = new("valueClobFile");

    /// <summary><c>valueSequenceNext</c>: a sequence whose next number it is.</summary>
    public static TextAttribute ValueSequenceNext { get; } = new("valueSequenceNext", AttributeKind.Sequence);

    /// <summary><c>valueSequenceCurrent</c>: a sequence whose current number it is.</summary>
    public static TextAttribute ValueSequenceCurrent { get; } = new("valueSequenceCurrent", AttributeKind.Sequence);

    /// <summary><c>encoding</c> of the file with the value.</summary>
    public static TextAttribute Encoding { get; } = new("encoding");

    /// <summary><c>defaultValue</c>: a text.</summary>
    public static TextAttribute DefaultValue { get; } = new("defaultValue");

    /// <summary><c>defaultValueNumeric</c>: a number.</summary>
    public static TextAttribute DefaultValueNumeric { get; } = new("defaultValueNumeric", AttributeKind.Number);

    /// <summary><c>defaultValueDate</c>: a date, a time or both.</summary>
    public static TextAttribute DefaultValueDate { get; } = new("defaultValueDate", AttributeKind.Date);

    /// <summary><c>defaultValueBoolean</c>: a truth value.</summary>
    public static BooleanAttribute DefaultValueBoolean { get; } = new("defaultValueBoolean");

    /// <summary><c>defaultValueComputed</c>: an expression.</summary>
    public static TextAttribute DefaultValueComputed { get; } = new("defaultValueComputed", AttributeKind.Expression);

    /// <summary><c>defaultValueSequenceNext</c>: a sequence whose next number it is.</summary>
    public static TextAttribute DefaultValueSequenceNext { get; } = new("defaultValueSequenceNext", AttributeKind.Sequence);

    /// <summary><c>defaultValueConstraintName</c>: the name of the default, on SQL Server.</summary>
    public static TextAttribute DefaultValueConstraintName { get; } = new("defaultValueConstraintName");

    /// <summary><c>autoIncrement</c>: whether the database numbers new rows.</summary>
    public static BooleanAttribute AutoIncrement { get; } = new("autoIncrement");

    /// <summary><c>startWith</c>: the first number.</summary>
    public static IntegerAttribute StartWith { get; } = new("startWith");

    /// <summary><c>incrementBy</c>: the step.</summary>
    public static IntegerAttribute IncrementBy { get; } = new("incrementBy") { AllowedOn = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.SqlServer] };

    /// <summary><c>generationType</c>: <c>ALWAYS</c> or <c>BY DEFAULT</c>.</summary>
    public static TextAttribute GenerationType { get; } = new("generationType");

    /// <summary><c>defaultOnNull</c>: whether NULL is numbered too (Oracle).</summary>
    public static BooleanAttribute DefaultOnNull { get; } = new("defaultOnNull");

    /// <summary><c>remarks</c>: the comment.</summary>
    public static TextAttribute Remarks { get; } = new("remarks");

    /// <summary><c>descending</c>: the order in an index.</summary>
    public static BooleanAttribute Descending { get; } = new("descending");

    /// <summary><c>computed</c>: whether the name is an expression.</summary>
    public static BooleanAttribute Computed { get; } = new("computed");

    /// <summary><c>constraints</c>.</summary>
    public static ElementAttribute<ColumnConstraints> Constraints { get; } = new("constraints", ColumnConstraints.Attributes, c => new ColumnConstraints(c));

    /// <summary><c>afterColumn</c>: the column that a new one follows.</summary>
    public static TextAttribute AfterColumn { get; } = new("afterColumn") { AllowedOn = [DbmsNames.MariaDb, DbmsNames.MySql] };

    /// <summary><c>beforeColumn</c>: the column that a new one precedes.</summary>
    public static TextAttribute BeforeColumn { get; } = new("beforeColumn");

    /// <summary><c>position</c>: the place of a new one, from 1.</summary>
    public static IntegerAttribute Position { get; } = new("position");

    /// <summary><c>header</c>: the name of a field in a file of rows.</summary>
    public static TextAttribute Header { get; } = new("header");

    /// <summary><c>index</c>: the place of a field in a file of rows, from 0.</summary>
    public static IntegerAttribute Index { get; } = new("index");

    /// <summary><c>allowUpdate</c>: whether rows that are there already get the value, too.</summary>
    public static BooleanAttribute AllowUpdate { get; } = new("allowUpdate");

    /// <summary>The attributes of which one gives rows a value.</summary>
    internal static ImmutableArray<ChangeAttribute> OfValue { get; } =
        [Value, ValueNumeric, ValueDate, ValueBoolean, ValueComputed, ValueBlobFile, ValueClobFile, ValueSequenceNext, ValueSequenceCurrent];

    static readonly ImmutableArray<ChangeAttribute> Plain =
    [
        Name, Type, Value, ValueNumeric, ValueDate, ValueBoolean, ValueComputed, ValueBlobFile, ValueClobFile, ValueSequenceNext, ValueSequenceCurrent,
        Encoding, DefaultValue, DefaultValueNumeric, DefaultValueDate, DefaultValueBoolean, DefaultValueComputed, DefaultValueSequenceNext,
        DefaultValueConstraintName, AutoIncrement, StartWith, IncrementBy, GenerationType, DefaultOnNull, Remarks, Descending, Computed, Constraints,
    ];

    /// <summary><c>columns</c> of <c>createTable</c>, <c>insert</c>, <c>update</c> and <c>dropColumn</c>.</summary>
    public static ElementDefinition Columns { get; } = Define(Plain);

    /// <summary><c>columns</c> of <c>addColumn</c>.</summary>
    public static ElementDefinition AddedColumns { get; } = Define([.. Plain, AfterColumn, BeforeColumn, Position]);

    /// <summary><c>columns</c> of <c>createIndex</c>.</summary>
    public static ElementDefinition IndexColumns { get; } = Define([.. Plain, AfterColumn, BeforeColumn, Position],
        Type, Value, DefaultValue, Constraints, AutoIncrement, StartWith, IncrementBy, Encoding, Remarks);

    /// <summary><c>columns</c> of <c>loadData</c> and <c>loadUpdateData</c>.</summary>
    public static ElementDefinition LoadedColumns { get; } = Define([.. Plain, Header, Index, AllowUpdate]);

    /// <summary><c>whereParams</c> of <c>update</c> and <c>delete</c>.</summary>
    public static ElementDefinition Parameters { get; } = new("param", Plain) { Settle = Settle };

    static ElementDefinition Define(ImmutableArray<ChangeAttribute> attributes, params ImmutableArray<ChangeAttribute> notInChecksum) =>
        new("column", attributes) { IsStrict = true, Settle = Settle, NotInChecksum = notInChecksum };

    /// <summary>What is neither number nor date becomes an expression; one that is written wins, then the date, then the number.</summary>
    static void Settle(ElementContent column)
    {
        var number = SettleNumber(column, ValueNumeric, isDefault: false);
        var date = SettleDate(column, ValueDate);
        column.Set(ValueComputed, column.Text(ValueComputed) ?? date ?? number);

        if (column.Text(DefaultValueNumeric) == "GENERATED_BY_DEFAULT")
        {
            column.Set(AutoIncrement, true);
            column.Set(DefaultValueNumeric, null);
        }
        number = SettleNumber(column, DefaultValueNumeric, isDefault: true);
        date = SettleDate(column, DefaultValueDate);
        column.Set(DefaultValueComputed, column.Text(DefaultValueComputed) ?? date ?? number);
    }

    static string? SettleNumber(ElementContent column, TextAttribute attribute, bool isDefault)
    {
        if (column.Text(attribute) is not { } written)
            return null;
        var isNull = written.Equals("null", StringComparison.OrdinalIgnoreCase);
        var bare = ColumnValueText.WithoutParentheses(written);
        var isNumber = !isNull && ColumnValueText.StartsLikeNumber(bare);
        column.Set(attribute, isNumber ? bare : null);
        return isNumber || isNull ? null : isDefault ? bare : written;
    }

    static string? SettleDate(ElementContent column, TextAttribute attribute)
    {
        if (column.Text(attribute) is not { } written)
            return null;
        var date = ColumnValueText.NormalizeDate(written);
        column.Set(attribute, date);
        return date is null ? written : null;
    }
}
