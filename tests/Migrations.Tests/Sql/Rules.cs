using Migrations.Sql;

namespace Migrations.Tests.Sql;

/// <summary>The lexical rules of the four databases, by the names that the tables of cases use.</summary>
static class Rules
{
    static readonly SqlLexicalRules PostgreSql = new() { DollarQuotes = true, EscapeStrings = true, NestedComments = true };

    static readonly SqlLexicalRules SqlServer = new() { Brackets = true, NestedComments = true, GoSeparator = true, CompoundBodies = true };

    static readonly SqlLexicalRules MariaDb =
        new() { Backticks = true, BackslashEscapes = true, DoubleQuotedStrings = true, HashComments = true, DelimiterCommand = true, CompoundBodies = true };

    static readonly SqlLexicalRules Sqlite = new() { Backticks = true, Brackets = true, CompoundBodies = true };

    public static SqlLexicalRules Of(string name) => name switch
    {
        "pg" => PostgreSql,
        "mssql" => SqlServer,
        "maria" => MariaDb,
        "sqlite" => Sqlite,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    public static IEnumerable<SqlLexicalRules> All => [PostgreSql, SqlServer, MariaDb, Sqlite];
}
