using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>
/// What stands in a changelog's column type: the type, and the attributes that people write behind it
/// (<c>varchar(50) collate utf8mb4_bin</c>, <c>timestamp default current_timestamp on update current_timestamp</c>), which Liquibase passes on to the server.
/// </summary>
/// <param name="Type">The type alone.</param>
sealed record MySqlColumnType(SqlType Type)
{
    /// <summary>The collation, from <c>collate</c>, <c>character set</c> or <c>binary</c>.</summary>
    public string? Collation { get; private init; }

    /// <summary>The default, as SQL.</summary>
    public string? Default { get; private init; }

    /// <summary>The expression behind ON UPDATE.</summary>
    public string? OnUpdate { get; private init; }

    /// <summary>Whether it numbers itself.</summary>
    public bool AutoIncrement { get; private init; }

    /// <summary>The comment.</summary>
    public string? Remarks { get; private init; }

    /// <summary>Whether <c>select *</c> leaves it out.</summary>
    public bool Invisible { get; private init; }

    /// <summary>A check, as SQL.</summary>
    public string? Check { get; private init; }

    /// <summary>The expression of a generated column.</summary>
    public string? Generated { get; private init; }

    /// <summary>Whether a generated column is stored.</summary>
    public bool GeneratedStored { get; private init; }

    /// <summary>Reads a type with what stands behind it.</summary>
    /// <exception cref="MigrationException">Something stands there that cannot be told (<see cref="ErrorCode.NotSupported"/>).</exception>
    public static MySqlColumnType Parse(SqlType type, MySqlServer server)
    {
        var tokens = MySqlToken.Read(type.Text, server);
        var next = 1;
        if (next < tokens.Count && (tokens[next].Is("varying") || tokens[next].Is("precision")))
            next++;
        if (next < tokens.Count && tokens[next].IsSymbol("("))
            next = MySqlToken.BehindClosing(tokens, next);
        while (next < tokens.Count && (tokens[next].Is("unsigned") || tokens[next].Is("zerofill")))
            next++;
        if (next >= tokens.Count)
            return new(type);
        var parsed = new MySqlColumnType(new SqlType(type.Text[..tokens[next].Start].TrimEnd()));
        while (next < tokens.Count)
            parsed = parsed.Attribute(type.Text, tokens, ref next, server);
        return parsed;
    }

    MySqlColumnType Attribute(string text, List<MySqlToken> tokens, ref int next, MySqlServer server)
    {
        var at = next;
        string Word(int offset) => at + offset < tokens.Count ? tokens[at + offset].Value.ToLowerInvariant() : "";
        switch (Word(0))
        {
            // The column's own NULL or NOT NULL is written behind the type, and the servers take the last word.
            case "not" when Word(1) == "null":
                next += 2;
                return this;
            case "null":
                next++;
                return this;
            case "default":
                next++;
                return this with { Default = Expression(text, tokens, ref next) };
            case "on" when Word(1) == "update":
                next += 2;
                return this with { OnUpdate = Expression(text, tokens, ref next) };
            case "auto_increment":
                next++;
                return this with { AutoIncrement = true };
            case "comment" when at + 1 < tokens.Count:
                next += 2;
                return this with { Remarks = tokens[at + 1].Value };
            case "invisible":
                next++;
                return this with { Invisible = true };
            case "character" or "char" when Word(1) == "set":
                next += 3;
                return this with { Collation = Collation ?? server.CollationOf(Word(2)) };
            case "charset":
                next += 2;
                return this with { Collation = Collation ?? server.CollationOf(Word(1)) };
            case "collate":
                next += 2;
                return this with { Collation = Word(1) };
            case "binary":
                next++;
                return this with { Collation = BinaryOf(Collation ?? server.DefaultCollation) };
            case "check":
                next++;
                return this with { Check = Expression(text, tokens, ref next) };
            case "generated" when Word(1) == "always" && Word(2) == "as":
                next += 3;
                return GeneratedAs(text, tokens, ref next);
            case "as":
                next++;
                return GeneratedAs(text, tokens, ref next);
            default:
                throw new MigrationException(ErrorCode.NotSupported, $"'{text[tokens[at].Start..]}' behind the column type {Type} is not supported",
                    "Write it as attributes of the column and its constraints, or the whole statement as 'sql'.");
        }
    }

    MySqlColumnType GeneratedAs(string text, List<MySqlToken> tokens, ref int next)
    {
        var generated = this with { Generated = Expression(text, tokens, ref next) };
        if (next < tokens.Count && (tokens[next].Is("stored") || tokens[next].Is("persistent") || tokens[next].Is("virtual")))
            generated = generated with { GeneratedStored = !tokens[next++].Is("virtual") };
        return generated;
    }

    /// <summary>A literal, a name or function call, or something in parentheses.</summary>
    static string Expression(string text, List<MySqlToken> tokens, ref int next)
    {
        if (next >= tokens.Count)
            return "";
        var start = tokens[next].Start;
        if (tokens[next].Is("next") || tokens[next].Is("nextval"))
        {
            while (next < tokens.Count && !tokens[next].Is("for"))
                next++;
            next++;
        }
        if (next < tokens.Count && (tokens[next].IsSymbol("-") || tokens[next].IsSymbol("+")))
            next++;
        if (next < tokens.Count && !tokens[next].IsSymbol("("))
            next++;
        if (next < tokens.Count && tokens[next].IsSymbol("("))
            next = MySqlToken.BehindClosing(tokens, next);
        return text[start..tokens[Math.Min(next, tokens.Count) - 1].End];
    }

    static string BinaryOf(string collation) => collation == "binary" ? collation : $"{collation.Split('_')[0]}_bin";
}
