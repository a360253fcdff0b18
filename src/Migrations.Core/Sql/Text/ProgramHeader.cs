using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>
/// What the head of a CREATE PROCEDURE, FUNCTION or TRIGGER says, and where: the author's text itself runs, with no more than a name or a verb put in its place.
/// </summary>
public sealed class ProgramHeader
{
    /// <summary>How far behind CREATE the kind of object is looked for: past OR REPLACE and DEFINER = ….</summary>
    const int HeaderTokens = 16;

    readonly string text;
    readonly (int Start, int End) verb, name;

    ProgramHeader(string text, (int Start, int End) verb, (int Start, int End) name)
    {
        this.text = text;
        this.verb = verb;
        this.name = name;
    }

    /// <summary>The kind of object.</summary>
    public required ObjectKind Kind { get; init; }

    /// <summary>The word that says so, in upper case: <c>PROCEDURE</c>, <c>PROC</c>.</summary>
    public required string Word { get; init; }

    /// <summary>Its name as written.</summary>
    public required ImmutableArray<NamePart> Name { get; init; }

    /// <summary>Whether it replaces one that is there (<c>OR REPLACE</c>, <c>OR ALTER</c>, <c>ALTER</c>).</summary>
    public bool Replaces { get; init; }

    /// <summary>Whether it does nothing where there is one (<c>IF NOT EXISTS</c>).</summary>
    public bool IfNotExists { get; init; }

    /// <summary>What stands between the parentheses behind the name; null where there are none.</summary>
    public string? Arguments { get; init; }

    /// <summary>The table behind ON of a trigger; empty where it belongs to none.</summary>
    public ImmutableArray<NamePart> Table { get; init; } = [];

    /// <summary>Reads a statement.</summary>
    /// <returns>Its head; null where it creates nothing of the kind.</returns>
    public static ProgramHeader? Read(string text, SqlLexicalRules rules)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(rules);
        var code = new CodeTokens(text, rules);
        if (!code.IsAny(0, "CREATE", "ALTER"))
            return null;
        var at = 1;
        var replaces = code.Is(0, "ALTER") || code.Skip(ref at, "OR", "REPLACE") || code.Skip(ref at, "OR", "ALTER");
        var verb = (code.Start(0), code.End(at - 1));
        while (at < HeaderTokens && (!DdlReader.IsObjectKind(code.Word(at)) || code.Are(at, "AGGREGATE", "FUNCTION")))
            at++;
        var word = code.Word(at);
        if (KindOf(word) is not { } kind)
            return null;
        at++;
        var ifNotExists = code.Skip(ref at, "IF", "NOT", "EXISTS");
        var start = at;
        if (!code.ReadName(ref at, out var name))
            return null;
        return new(text, verb, (code.Start(start), code.End(at - 1)))
        {
            Kind = kind,
            Word = word,
            Name = name,
            Replaces = replaces,
            IfNotExists = ifNotExists,
            Arguments = code.Is(at, "(") && code.Close(at) is var close && close < code.Count ? text[code.End(at)..code.Start(close)] : null,
            Table = kind == ObjectKind.Trigger ? TableOf(code, at) : [],
        };
    }

    static ObjectKind? KindOf(string word) => word switch
    {
        "PROCEDURE" or "PROC" => ObjectKind.Procedure,
        "FUNCTION" => ObjectKind.Function,
        "TRIGGER" => ObjectKind.Trigger,
        _ => null,
    };

    static ImmutableArray<NamePart> TableOf(CodeTokens code, int at)
    {
        var on = code.Find("ON", at) + 1;
        return on > 0 && !code.Is(on, "DATABASE") && !code.Are(on, "ALL", "SERVER") && code.ReadName(ref on, out var table) ? table : [];
    }

    /// <summary>The statement with other words in the place of CREATE, CREATE OR REPLACE, ALTER.</summary>
    public string WithVerb(string words) => string.Concat(text.AsSpan(0, verb.Start), words, text.AsSpan(verb.End));

    /// <summary>The statement with another name.</summary>
    /// <param name="quoted">The name as it is to stand there.</param>
    public string WithName(string quoted) => string.Concat(text.AsSpan(0, name.Start), quoted, text.AsSpan(name.End));
}
