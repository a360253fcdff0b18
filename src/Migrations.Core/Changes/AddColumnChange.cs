using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addColumn</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddColumnChange(ElementContent content) : Change(content)
{
    static readonly ElementsAttribute<ChangeColumn> AddedColumns =
        new("columns", "column", ColumnAttributes.AddedColumns, c => new ChangeColumn(c)) { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addColumn", content => new AddColumnChange(content),
        CatalogName, SchemaName, TableName, AddedColumns);

    private protected override IEnumerable<MigrationException> Errors(string dbms)
    {
        foreach (var column in Get(AddedColumns))
        {
            foreach (var attribute in new ChangeAttribute[] { ColumnAttributes.BeforeColumn, ColumnAttributes.Position }.Where(a => column.Value(a) is not null))
            {
                yield return new MigrationException(ErrorCode.NotSupported, $"'{attribute.Name}' of a column is not supported on {dbms}.",
                    "Remove it; on MariaDB and MySQL 'afterColumn' can be used.", column.SpanOf(attribute));
            }
        }
        foreach (var error in MissingInColumns(Get(AddedColumns), ColumnAttributes.Name, ColumnAttributes.Type))
            yield return error;
    }

    /// <summary>
    /// Adds the columns; then fills those that have a value for existing rows; then makes those NOT NULL that must be: in this order, as Liquibase does.
    /// </summary>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var filled = new List<(Column Column, SqlValue Value)>();
        foreach (var column in Get(AddedColumns))
        {
            var shape = column.ToColumn(context);
            if (column.HasValue())
                filled.Add((shape, column.ToValue(context)));
            var constraints = ToConstraints(column, shape, table, context);
            yield return Normalized(new(table, column.HasValue() && !IsKey(column) ? shape with { Nullable = true } : shape, ToPosition(column, context), constraints), context);
            ReportIgnored(column, context);
        }
        foreach (var (column, value) in filled)
            yield return new UpdateRows(table, [new(column.Name, value)], null) { Filling = RowFilling.NewColumn };
        foreach (var (column, _) in filled.Where(f => !f.Column.Nullable && !IsKey(f.Column.Name, context)))
            yield return new AlterColumn(table, column with { Nullable = true }, column, ColumnAspects.Nullable);
    }

    static bool IsKey(ChangeColumn column) => column.Constraints is { PrimaryKey: true };

    bool IsKey(string name, LoweringContext context) => Get(AddedColumns).Any(c => IsKey(c) && context.Fold(c.Require(ColumnAttributes.Name)) == name);

    static ColumnPosition? ToPosition(ChangeColumn column, LoweringContext context) =>
        column[ColumnAttributes.AfterColumn] is { Length: > 0 } after ? new(After: context.Fold(after)) : null;

    static ImmutableArray<TableConstraint> ToConstraints(ChangeColumn column, Column shape, ObjectName table, LoweringContext context)
    {
        var constraints = ImmutableArray.CreateBuilder<TableConstraint>();
        if (IsKey(column))
            constraints.Add(context.Named(table, new PrimaryKey(null, [shape.Name])));
        if (column.Constraints is { Unique: true } unique)
            constraints.Add(context.Named(table, new UniqueConstraint(context.FoldOrNull(unique.UniqueConstraintName), [shape.Name])));
        if (column.ToForeignKey(context, context.QuotingStrategy) is { } key)
            constraints.Add(key);
        return constraints.ToImmutable();
    }

    /// <summary>The column in the shape in which it will be inspected: the dialect normalises it as part of a table.</summary>
    static AddColumn Normalized(AddColumn node, LoweringContext context) =>
        node with { Column = context.Dialect.NormalizeColumn(node.Table, node.Column, added: true) };

    static void ReportIgnored(ChangeColumn column, LoweringContext context)
    {
        if (column.Constraints is not { } constraints)
            return;
        void Report(bool isWritten, string attribute, string advice)
        {
            if (isWritten)
                context.Findings.Add(LanguageRule.IgnoredEntry.At(constraints.Span, $"'{attribute}' of column '{column.Name}' has no effect: Liquibase does not read it in addColumn.", advice));
        }

        Report(!string.IsNullOrEmpty(constraints.CheckConstraint), "checkConstraint", "Add the constraint in a 'sql' change.");
        Report(!string.IsNullOrEmpty(constraints.PrimaryKeyName), "primaryKeyName", "Add the key with 'addPrimaryKey'.");
        Report(constraints.Deferrable, "deferrable", "Add the foreign key with 'addForeignKeyConstraint'.");
    }
}
