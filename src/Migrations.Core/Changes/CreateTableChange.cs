using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>createTable</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class CreateTableChange(ElementContent content) : Change(content)
{
    static readonly BooleanAttribute IfNotExists = new("ifNotExists");
    static readonly TextAttribute TableType = new("tableType");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("createTable", content => new CreateTableChange(content),
        CatalogName, SchemaName, TableName, Remarks, Tablespace, TableType, IfNotExists, Columns)
    {
        NotInChecksum = [IfNotExists],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) =>
        MissingInColumns(Get(Columns), ColumnAttributes.Name, ColumnAttributes.Type);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var name = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var columns = Get(Columns);
        var table = new Table(name, [.. columns.Select(c => c.ToColumn(context) with { Remarks = CommentText.OfNewTable(c.Remarks, context.Dialect) })])
        {
            PrimaryKey = ToPrimaryKey(columns, context),
            UniqueConstraints = ToUniqueConstraints(columns, context),
            ForeignKeys = [.. columns.Select(c => ToForeignKey(c, context)).OfType<ForeignKey>()],
            Remarks = CommentText.OfNewTable(this[Remarks], context.Dialect),
            Tablespace = context.FoldOrNull(this[Tablespace]),
        };
        foreach (var column in columns)
            ReportIgnored(column, context);
        return [new CreateTable(context.Dialect.Normalize(Named(table, context)), this[IfNotExists] == true) { TableType = ToTableType() }];
    }

    string? ToTableType()
    {
        if (this[TableType]?.Trim() is not { Length: > 0 } words)
            return null;
        return words.All(c => char.IsAsciiLetter(c) || c == ' ') ? words.ToUpperInvariant()
            : throw Invalid(ErrorCode.InvalidValue, TableType, $"'{words}' is no type of a table.", "Write the words that stand between CREATE and TABLE, such as TEMPORARY or UNLOGGED.");
    }

    Table Named(Table table, LoweringContext context) => table with
    {
        PrimaryKey = table.PrimaryKey is { Name: null } key
            ? key with { Name = context.Dialect.CreatedPrimaryKeyName(Require(TableName), table.Name, key, context.QuotingStrategy) }
            : table.PrimaryKey,
        UniqueConstraints = [.. table.UniqueConstraints.Select(u => context.Named(table.Name, u))],
    };

    /// <summary>One key over all columns that are part of it; the first of them names it.</summary>
    static PrimaryKey? ToPrimaryKey(ImmutableArray<ChangeColumn> columns, LoweringContext context)
    {
        var parts = columns.Where(c => c.Constraints is { PrimaryKey: true }).ToList();
        if (parts.Count == 0)
            return null;
        var first = parts[0].Constraints!;
        return new(context.FoldOrNull(first.PrimaryKeyName), [.. parts.Select(c => context.Fold(c.Require(ColumnAttributes.Name)))])
        {
            Tablespace = context.FoldOrNull(first.PrimaryKeyTablespace),
            Deferrable = first.Deferrable,
            InitiallyDeferred = first.InitiallyDeferred,
        };
    }

    /// <summary>A constraint without a name for each column; those of one name are one constraint over several columns.</summary>
    static ImmutableArray<UniqueConstraint> ToUniqueConstraints(ImmutableArray<ChangeColumn> columns, LoweringContext context)
    {
        var constraints = new List<UniqueConstraint>();
        foreach (var column in columns.Where(c => c.Constraints is { Unique: true }))
        {
            var name = context.FoldOrNull(column.Constraints!.UniqueConstraintName);
            var columnName = context.Fold(column.Require(ColumnAttributes.Name));
            var same = name is null ? -1 : constraints.FindIndex(u => u.Name == name);
            if (same < 0)
                constraints.Add(new(name, [columnName]));
            else
                constraints[same] = constraints[same] with { Columns = constraints[same].Columns.Add(columnName) };
        }
        return [.. constraints];
    }

    static ForeignKey? ToForeignKey(ChangeColumn column, LoweringContext context) =>
        column.ToForeignKey(context, QuotingStrategy.QuoteOnlyReservedWords) is { } key
            ? key with { Deferrable = column.Constraints!.Deferrable, InitiallyDeferred = column.Constraints.InitiallyDeferred }
            : null;

    static void ReportIgnored(ChangeColumn column, LoweringContext context)
    {
        if (column.Constraints is not { } constraints)
            return;
        if (!string.IsNullOrEmpty(constraints.CheckConstraint))
        {
            context.Findings.Add(LanguageRule.IgnoredEntry.At(constraints.Span, $"'checkConstraint' of column '{column.Name}' has no effect: Liquibase does not create it.",
                "Add the constraint in a 'sql' change."));
        }
        if (constraints.ReferencedTableName is not null != constraints.ReferencedColumnNames is not null && constraints.References is null)
        {
            context.Findings.Add(LanguageRule.IgnoredEntry.At(constraints.Span, $"The foreign key of column '{column.Name}' is not created: it needs both 'referencedTableName' and 'referencedColumnNames'.",
                "Write both, or 'references: table(column)'."));
        }
    }
}
