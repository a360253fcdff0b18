using System.Collections.Frozen;
using Migrations.History;
using Migrations.Sql;

namespace Migrations.Changelog;

/// <summary>The facts about the database that changelogs may use as properties: those of Liquibase that can be told without asking the server.</summary>
static class DatabaseProperties
{
    /// <summary>The properties, by names that are compared without regard to case.</summary>
    public static FrozenDictionary<string, string> Of(SqlDialect dialect, HistoryNames history)
    {
        var facts = new Dictionary<string, string>
        {
            ["typeName"] = dialect.Name,
            ["databaseProductName"] = dialect.ProductName,
            ["currentDateTimeFunction"] = dialect.CurrentTimestamp,
            ["databaseChangeLogTableName"] = dialect.Fold(history.Log, QuotingStrategy.Legacy),
            ["databaseChangeLogLockTableName"] = dialect.Fold(history.Lock, QuotingStrategy.Legacy),
            ["supportsSequences"] = Text(dialect.Features.Sequences),
            ["supportsInitiallyDeferrableColumns"] = Text(dialect.Features.DeferrableConstraints),
        };
        if (dialect.DefaultSchema is { } schema)
        {
            facts["defaultSchemaName"] = schema;
            facts["defaultSchemaNamePrefix"] = "." + schema;
        }
        if (history.Schema is { } own)
            facts["liquibaseSchemaName"] = own;
        return facts.ToFrozenDictionary(fact => "database." + fact.Key, fact => fact.Value, StringComparer.OrdinalIgnoreCase);
    }

    static string Text(bool flag) => flag ? "true" : "false";
}
