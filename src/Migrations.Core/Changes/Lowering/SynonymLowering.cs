using Migrations.Schema;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary>What the changes about synonyms have in common.</summary>
static class SynonymLowering
{
    /// <summary>Attributes that only Oracle knows.</summary>
    public static IEnumerable<MigrationException> Errors(Change change)
    {
        if (change[PrivateSynonym] is not null)
            yield return OnlyOracle(change, PrivateSynonym);
        if (!string.IsNullOrEmpty(change[SynonymObjectType]))
            yield return OnlyOracle(change, SynonymObjectType);
    }

    static MigrationException OnlyOracle(Change change, ChangeAttribute attribute) => new(ErrorCode.NotSupported,
        $"'{attribute.Name}' of '{change.Definition.Name}' is not supported: only Oracle and Db2 know it.", "Remove it, or give the change set a 'dbms' filter.", change.SpanOf(attribute));

    /// <summary>The resolved name of the synonym.</summary>
    public static ObjectName Name(Change change, LoweringContext context) => context.Name(change[SynonymCatalogName], change[SynonymSchemaName], change.Require(SynonymName));
}
