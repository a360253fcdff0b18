using System.Text.RegularExpressions;
using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>Turns the columns of changes into columns of the schema and into values.</summary>
static partial class ColumnLowering
{
    /// <summary>The column of a new table or a new column of an existing one, without its constraints but for NOT NULL.</summary>
    public static Column ToColumn(this ChangeColumn column, LoweringContext context)
    {
        var type = column.Require(ColumnAttributes.Type);
        var generated = Generated(column, context);
        return new(context.Fold(column.Require(ColumnAttributes.Name)), context.Type(type, column.AutoIncrement))
        {
            Nullable = column.Constraints is not { PrimaryKey: true } and not { Nullable: false },
            Generated = generated,
            GeneratedStored = generated is not null,
            Default = generated is null ? column.DefaultValue(context) : null,
            DefaultConstraintName = column[ColumnAttributes.DefaultValueConstraintName] is { } name ? context.Fold(name) : null,
            Identity = column.AutoIncrement ? ToIdentity(column.Decimal(ColumnAttributes.StartWith), column.Decimal(ColumnAttributes.IncrementBy), column[ColumnAttributes.GenerationType]) : null,
            Remarks = CommentText.Of(column.Remarks),
        };
    }

    /// <summary>A default that makes a generated column of it, as Liquibase has it on PostgreSQL: <c>GENERATED ALWAYS AS (a + b) STORED</c>.</summary>
    static string? Generated(ChangeColumn column, LoweringContext context) =>
        context.Dialect.Name == DbmsNames.PostgreSql && column[ColumnAttributes.DefaultValueComputed] is { } text && GeneratedAlways().Match(text) is { Success: true } match
            ? match.Groups["expression"].Value : null;

    [GeneratedRegex(@"^GENERATED ALWAYS AS \((?<expression>.*)\) STORED\s*$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex GeneratedAlways();

    /// <summary>The numbering of a column.</summary>
    public static Identity ToIdentity(decimal? startWith, decimal? incrementBy, string? generation) =>
        new(startWith, incrementBy, string.IsNullOrEmpty(generation) ? null : generation.ToUpperInvariant());

    /// <summary>The value that existing or new rows get.</summary>
    public static SqlValue ToValue(this ChangeColumn column, LoweringContext context)
    {
        if (column[ColumnAttributes.Value] is { } text)
            return ValueText.Text(text, context.Dialect);
        if (column[ColumnAttributes.ValueBoolean] is { } flag)
            return new BooleanValue(flag);
        if (column[ColumnAttributes.ValueNumeric] is { } number)
            return ValueText.Number(number);
        if (column[ColumnAttributes.ValueDate] is { } date)
            return new DateValue(date);
        if (column[ColumnAttributes.ValueComputed] is { } expression)
            return ValueText.Expression(expression, context.Dialect);
        if (column[ColumnAttributes.ValueClobFile] is { } textFile)
        {
            var span = column.SpanOf(ColumnAttributes.ValueClobFile);
            return new StringValue(FileText.Decode(ReadFile(textFile, span, context), column[ColumnAttributes.Encoding], textFile, span));
        }
        if (column[ColumnAttributes.ValueBlobFile] is { } file)
            return new BinaryValue(ReadFile(file, column.SpanOf(ColumnAttributes.ValueBlobFile), context));
        return column[ColumnAttributes.ValueSequenceNext] is { } next ? new SequenceNextValue(context.Name(null, null, next))
            : column[ColumnAttributes.ValueSequenceCurrent] is { } current ? new SequenceCurrentValue(context.Name(null, null, current))
            : new NullValue();
    }

    static byte[] ReadFile(string path, SourceSpan span, LoweringContext context) => context.Resources.FindFile(path, span)?.ReadAll()
        ?? throw new MigrationException(ErrorCode.FileNotFound, $"There is no file '{path}'.", "Correct the path: it is relative to the changelog file, or below a folder of the search path.", span);

    /// <summary>Whether anything is said of the value of rows.</summary>
    public static bool HasValue(this ChangeColumn column) => ColumnAttributes.OfValue.Any(a => column.Value(a) is not null);

    /// <summary>The default value; null where there is none, which a default of NULL means too.</summary>
    public static SqlValue? DefaultValue(this ChangeColumn column, LoweringContext context)
    {
        var value = ReadDefault(column, column.Type, context);
        return value is NullValue ? null : value;
    }

    static SqlValue? ReadDefault(ChangeColumn column, string? declared, LoweringContext context)
    {
        if (column[ColumnAttributes.DefaultValue] is { } text)
            return DefaultText(text, declared, column, ColumnAttributes.DefaultValue, context);
        if (column[ColumnAttributes.DefaultValueBoolean] is { } flag)
            return DeclaredType.DefaultFlag(flag, declared);
        if (column[ColumnAttributes.DefaultValueNumeric] is { } number)
            return DeclaredType.DefaultNumber(number, declared);
        if (column[ColumnAttributes.DefaultValueDate] is { } date)
            return new DateValue(date);
        if (column[ColumnAttributes.DefaultValueComputed] is { } expression)
            return ValueText.Expression(expression, context.Dialect);
        return column[ColumnAttributes.DefaultValueSequenceNext] is { } sequence ? new SequenceNextValue(context.Name(null, null, sequence)) : null;
    }

    /// <summary>A default value that is given as text, by the type that the changelog gives the column.</summary>
    public static SqlValue DefaultText(string text, string? declared, Element element, ChangeAttribute attribute, LoweringContext context)
    {
        try
        {
            return DeclaredType.DefaultText(text, declared, context.Dialect);
        }
        catch (FormatException exception)
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"'{attribute.Name}' of a column of truth values: {exception.Message}",
                "Write true or false.", element.SpanOf(attribute), exception);
        }
    }

    /// <summary>The foreign key that the constraints of a column make; null where they make none.</summary>
    public static ForeignKey? ToForeignKey(this ChangeColumn column, LoweringContext context, QuotingStrategy referenceStrategy)
    {
        if (column.Constraints is not { } constraints || ForeignKeyReference.Read(constraints, context, referenceStrategy) is not { } reference)
            return null;
        if (string.IsNullOrEmpty(constraints.ForeignKeyName))
        {
            throw new MigrationException(ErrorCode.MissingAttribute, "A foreign key in 'constraints' lacks its name.", "Add 'foreignKeyName'.", constraints.Span);
        }
        return new ForeignKey(context.Fold(constraints.ForeignKeyName), [context.Fold(column.Require(ColumnAttributes.Name))], reference.Table, reference.Columns)
        {
            OnDelete = constraints.DeleteCascade ? ReferentialAction.Cascade : ReferentialAction.NoAction,
        };
    }
}
