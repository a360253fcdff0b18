using System.Collections.Immutable;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary>What <c>loadData</c> and <c>loadUpdateData</c> have in common: a CSV file, and how its fields become values of columns.</summary>
/// <param name="content">What was read.</param>
public abstract class RowsChange(ElementContent content) : Change(content)
{
    private protected static readonly TextAttribute RowsFile = new("file") { IsRequired = true };
    private protected static readonly TextAttribute Separator = new("separator") { Default = "," };
    private protected static readonly TextAttribute QuoteCharacter = new("quotchar") { Default = "\"" };
    private protected static readonly BooleanAttribute UsePreparedStatements = new("usePreparedStatements");
    private protected static readonly ElementsAttribute<ChangeColumn> LoadedColumns = new("columns", "column", ColumnAttributes.LoadedColumns, c => new ChangeColumn(c));

    private protected LoadRows ToNode(LoweringContext context, RowLoadMode mode, ImmutableArray<string> keys)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var span = SpanOf(RowsFile);
        var format = Format();
        var header = CsvRows.ReadHeader(format, context.Resources, span);
        var columns = header.Select((name, field) => ToColumn(context, table, name, field)).Where(c => c.Kind != RowKind.Skip).ToImmutableArray();
        if (columns.GroupBy(c => c.Column, context.Dialect.Names).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Invalid(ErrorCode.InvalidValue, RowsFile, $"the column {twice.Key} is loaded from several fields of {format.File}", "Give all but one of them the type 'skip'.");
        if (columns.IsEmpty)
            throw Invalid(ErrorCode.InvalidValue, RowsFile, $"no field of {format.File} is loaded", "Take the type 'skip' off a column.");
        if (keys.FirstOrDefault(k => !columns.Any(c => context.Dialect.Names.Equals(c.Column, k))) is { } missing)
            throw Invalid(ErrorCode.InvalidValue, RowsFile, $"the key column {missing} is not among the fields of {format.File}", "Add it to the file, or name other columns in 'primaryKey'.");
        var source = new CsvRows(format, header.Length, columns)
        {
            SequenceSchema = this[SchemaName],
            QuotingStrategy = context.QuotingStrategy,
            Files = context.Resources,
            Span = span,
        };
        return new(table, source, mode, keys) { AsStatements = this[UsePreparedStatements] == false };
    }

    CsvFormat Format()
    {
        var separator = this[Separator] is "\\t" ? "\t" : this[Separator];
        if (string.IsNullOrEmpty(separator))
            throw Invalid(ErrorCode.InvalidValue, Separator, "'separator' is empty", "Write one character, or \\t for a tab.");
        var quote = this[QuoteCharacter]?.Trim();
        return new(Require(RowsFile), this[RelativeToChangelogFile] == true)
        {
            Encoding = this[CommonAttributes.Encoding],
            Separator = separator[0],
            Quote = string.IsNullOrEmpty(quote) ? null : quote[0],
            Comment = this[CommentLineStartsWith],
        };
    }

    RowColumn ToColumn(LoweringContext context, ObjectName table, string header, int field)
    {
        var declared = Declared(header, field);
        var name = declared?.Name ?? header;
        if (declared?.Type is { } type && RowKinds.Declared(type) == RowKind.Skip)
            return new(field, header, "", RowKind.Skip);
        if (string.IsNullOrEmpty(name))
            throw Invalid(ErrorCode.InvalidValue, RowsFile, FormattableString.Invariant($"field {field + 1} of {this[RowsFile]} has no name"), "Name it in the first line, or in a column with its 'index'.");
        var column = context.Fold(name);
        var kind = declared?.Type is { } said ? RowKinds.Declared(said) : KindOf(context, table, column);
        return new(field, header, column, kind)
        {
            DefaultText = declared?[ColumnAttributes.DefaultValue],
            Default = declared is null ? null : StandIn(declared, kind, context),
            Updates = declared?[ColumnAttributes.AllowUpdate] != false,
        };
    }

    RowKind KindOf(LoweringContext context, ObjectName table, string column)
    {
        try
        {
            return context.Dialect.RowKindOf(context.Schema.RequireColumn(table, column).Type);
        }
        catch (MigrationException e) when (e.Span is null)
        {
            throw new MigrationException(e.Code, $"{e.Message}, into which the field of that name of {this[RowsFile]} would be loaded",
                "Correct the first line of the file, or map the field with a column that has its 'header', or skip it with the type 'skip'.", SpanOf(RowsFile), e);
        }
    }

    /// <summary>The column that speaks of a field: by its name, its header or its place, the first that does.</summary>
    ChangeColumn? Declared(string header, int field) => Get(LoadedColumns).FirstOrDefault(c => c[ColumnAttributes.Index] == field
        || header.Equals(c[ColumnAttributes.Header], StringComparison.OrdinalIgnoreCase) || header.Equals(c.Name, StringComparison.OrdinalIgnoreCase));

    static SqlValue? StandIn(ChangeColumn column, RowKind kind, LoweringContext context) => kind switch
    {
        RowKind.Boolean when column[ColumnAttributes.DefaultValueBoolean] is { } flag => new BooleanValue(flag),
        RowKind.Numeric when column[ColumnAttributes.DefaultValueNumeric] is { } number => ValueText.Number(number),
        RowKind.Date or RowKind.DateTime or RowKind.Time when column[ColumnAttributes.DefaultValueDate] is { } date => new DateValue(date),
        RowKind.Computed when column[ColumnAttributes.DefaultValueComputed] is { } expression => ValueText.Expression(expression, context.Dialect),
        _ => null,
    };
}
