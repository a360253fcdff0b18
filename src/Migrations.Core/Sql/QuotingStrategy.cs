namespace Migrations.Sql;

/// <summary>Liquibase's <c>objectQuotingStrategy</c>: how a name written in a changelog reaches the catalogue.</summary>
public enum QuotingStrategy
{
    /// <summary>Each database's own habit: PostgreSQL folds names that are not in mixed case.</summary>
    Legacy,
    /// <summary>Names are taken as written.</summary>
    QuoteAllObjects,
    /// <summary>Names are folded as the database folds them, unless they are reserved words.</summary>
    QuoteOnlyReservedWords,
}
