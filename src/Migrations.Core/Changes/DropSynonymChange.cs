using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropSynonym</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class DropSynonymChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropSynonym", content => new DropSynonymChange(content), SynonymCatalogName, SynonymSchemaName, SynonymName, SynonymObjectType, PrivateSynonym)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.MariaDb, DbmsNames.MySql],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) => SynonymLowering.Errors(this);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => [new DropStoredProgram(new(ObjectKind.Synonym, SynonymLowering.Name(this, context)))];
}
