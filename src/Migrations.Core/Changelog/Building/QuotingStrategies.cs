using Migrations.Sql;

namespace Migrations.Changelog;

/// <summary>The words for <see cref="QuotingStrategy"/> in changelogs.</summary>
static class QuotingStrategies
{
    /// <summary>Reads an attribute; null where it is not there.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    public static QuotingStrategy? Read(NodeAttributes attributes, string name) => attributes.Choice<QuotingStrategy?>(
        name, null, StringComparison.Ordinal,
        ("LEGACY", QuotingStrategy.Legacy), ("QUOTE_ALL_OBJECTS", QuotingStrategy.QuoteAllObjects),
        ("QUOTE_ONLY_RESERVED_WORDS", QuotingStrategy.QuoteOnlyReservedWords));
}
