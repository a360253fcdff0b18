using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>createIndex</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class CreateIndexChange(ElementContent content) : Change(content)
{
    static readonly BooleanAttribute Unique = new("unique");
    static readonly TextAttribute AssociatedWith = new("associatedWith");
    static readonly ElementsAttribute<ChangeColumn> IndexColumns =
        new("columns", "column", ColumnAttributes.IndexColumns, c => new ChangeColumn(c)) { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("createIndex", content => new CreateIndexChange(content),
        CatalogName, SchemaName, TableName, IndexName, Unique, Clustered, Tablespace, AssociatedWith, IndexColumns)
    {
        NotInChecksum = [AssociatedWith],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) => MissingInColumns(Get(IndexColumns), ColumnAttributes.Name);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        if (IsMadeByConstraint)
        {
            context.Findings.Add(LanguageRule.PassedOverChange.At(Span, $"The index '{this[IndexName]}' is not created: 'associatedWith' says that a constraint makes it.",
                "Remove 'associatedWith' if the index is wanted."));
            return [];
        }
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var columns = Get(IndexColumns).Select(c => ToColumn(c, context)).ToList();
        var name = context.FoldOrNull(this[IndexName]) ?? context.Dialect.DefaultIndexName(table, columns) ?? throw Missing(IndexName);
        return
        [
            new CreateIndex(table, new TableIndex(name, [.. columns])
            {
                Unique = this[Unique] == true,
                Clustered = this[Clustered],
                Tablespace = context.FoldOrNull(this[Tablespace]),
            }),
        ];
    }

    /// <summary>Liquibase creates no index of which it is said that a key or constraint makes it, whether the database does so or not.</summary>
    bool IsMadeByConstraint => this[AssociatedWith] is { } makers
        && makers.Split(',', StringSplitOptions.TrimEntries).Any(m => m is "primaryKey" or "uniqueConstraint" or "foreignKey");

    /// <summary>A name with a parenthesis is an expression even where nobody says so.</summary>
    static IndexColumn ToColumn(ChangeColumn column, LoweringContext context)
    {
        var name = column.Require(ColumnAttributes.Name);
        var computed = column[ColumnAttributes.Computed] == true || name.Contains('(', StringComparison.Ordinal);
        return new(computed ? name : context.Fold(name)) { Computed = computed, Descending = column[ColumnAttributes.Descending] == true };
    }
}
