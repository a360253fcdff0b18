using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>createSynonym</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class CreateSynonymChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute ObjectCatalogName = new("objectCatalogName");
    static readonly TextAttribute ObjectSchemaName = new("objectSchemaName");
    static readonly TextAttribute ObjectName = new("objectName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("createSynonym", content => new CreateSynonymChange(content), ObjectCatalogName, ObjectSchemaName, ObjectName, SynonymObjectType, PrivateSynonym, ReplaceIfExists,
        SynonymCatalogName, SynonymSchemaName, SynonymName)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.PostgreSql, DbmsNames.MariaDb, DbmsNames.MySql],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) => SynonymLowering.Errors(this);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var schema = context.FoldOrNull(this[ObjectSchemaName]);
        // database..name means the default schema of that database.
        string?[] parts = [context.FoldOrNull(this[ObjectCatalogName]), schema, context.Fold(Require(ObjectName))];
        var target = string.Join('.', parts.SkipWhile(p => p is null).Select(p => p is null ? "" : context.Dialect.Quote(p)));
        return [new CreateStoredProgram(new(ObjectKind.Synonym, SynonymLowering.Name(this, context), target), this[ReplaceIfExists] == true)];
    }
}
