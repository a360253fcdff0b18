using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addLookupTable</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddLookupTableChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute ExistingTableCatalogName = new("existingTableCatalogName");
    static readonly TextAttribute ExistingTableSchemaName = new("existingTableSchemaName");
    static readonly TextAttribute ExistingTableName = new("existingTableName") { IsRequired = true };
    static readonly TextAttribute ExistingColumnName = new("existingColumnName") { IsRequired = true };
    static readonly TextAttribute NewTableCatalogName = new("newTableCatalogName");
    static readonly TextAttribute NewTableSchemaName = new("newTableSchemaName");
    static readonly TextAttribute NewTableName = new("newTableName") { IsRequired = true };
    static readonly TextAttribute NewColumnName = new("newColumnName") { IsRequired = true };
    static readonly TextAttribute NewColumnDataType = new("newColumnDataType") { RequiredOn = [DbmsNames.SqlServer, DbmsNames.MySql, DbmsNames.MariaDb] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addLookupTable", content => new AddLookupTableChange(content),
        ExistingTableCatalogName, ExistingTableSchemaName, ExistingTableName, ExistingColumnName, NewTableCatalogName, NewTableSchemaName,
        NewTableName, NewColumnName, NewColumnDataType, ConstraintName)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <summary>Creates the table, fills it with the values that the column has, and lets the column point to it.</summary>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var existing = context.Name(this[ExistingTableCatalogName], this[ExistingTableSchemaName], Require(ExistingTableName));
        var lookup = context.Name(this[NewTableCatalogName], this[NewTableSchemaName], Require(NewTableName));
        var (from, to) = (context.Fold(Require(ExistingColumnName)), context.Fold(Require(NewColumnName)));
        var key = context.Named(lookup, new PrimaryKey(null, [to]));
        var name = context.FoldOrNull(this[ConstraintName]) ?? context.Fold($"FK_{Require(ExistingTableName)}_{Require(NewTableName)}".ToUpperInvariant());
        return
        [
            new CreateTable(context.Dialect.Normalize(new Table(lookup, [Column(existing, from, to, context)]) { PrimaryKey = key })),
            new InsertRows(lookup, [new(to, new ColumnReference(from))]) { Source = new(existing, new HasValue(from), Distinct: true) },
            new AddConstraint(existing, new ForeignKey(name, [from], lookup, [to])),
        ];
    }

    /// <summary>Only where Liquibase asks for a type does it use it; elsewhere the new column gets the type of the old one.</summary>
    Column Column(ObjectName table, string from, string to, LoweringContext context)
    {
        if (NewColumnDataType.IsRequiredOn(context.Dialect.Name))
            return new(to, context.Type(Require(NewColumnDataType))) { Nullable = false };
        var column = context.Schema.RequireColumn(table, from);
        if (this[NewColumnDataType] is { Length: > 0 } declared && context.Type(declared) != column.Type)
        {
            context.Findings.Add(LanguageRule.IgnoredEntry.At(SpanOf(NewColumnDataType),
                $"'newColumnDataType' has no effect on {context.Dialect.DisplayName}: as with Liquibase, {to} gets the type of {from}, {column.Type}.", "Change the type with 'modifyDataType'."));
        }
        return new(to, column.Type) { Nullable = false, Collation = column.Collation };
    }
}
