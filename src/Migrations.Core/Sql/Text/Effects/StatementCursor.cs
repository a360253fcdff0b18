using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>
/// A place in a statement, and what has been understood of it so far. A reading that fails stays failed: every question is then answered with no,
/// so that readers need not look after each step, and nothing is claimed of the statement.
/// </summary>
sealed class StatementCursor(string text, CodeTokens code, SqlDialect dialect)
{
    readonly List<SqlNode> effects = [];

    /// <summary>The next token.</summary>
    public int At { get; set; }

    public string Text => text;

    public CodeTokens Code => code;

    public SqlDialect Dialect => dialect;

    public SqlFlavor Flavor => code.Flavor;

    public bool IsPostgreSql => Flavor == SqlFlavor.PostgreSql;

    public bool IsMySql => Flavor == SqlFlavor.MySql;

    /// <summary>Whether something stands there that has not been understood.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether the effects leave out some of what the statement does to the schema.</summary>
    public bool LeavesOut { get; set; }

    /// <summary>Whether it says IF EXISTS or IF NOT EXISTS.</summary>
    public bool IsGuarded { get; set; }

    /// <summary>Whether a bare name may mean another object afterwards.</summary>
    public bool MovesNames { get; set; }

    public bool AtEnd => At >= code.Count || (At == code.Count - 1 && code.Is(At, ";"));

    /// <summary>The next word or symbol in upper case; empty at the end and for other tokens.</summary>
    public string Word => Failed ? "" : code.Word(At);

    public void Fail() => Failed = true;

    public void Add(SqlNode effect) => effects.Add(effect);

    public void Add(RawOperationKind kind, ObjectName? table = null) => effects.Add(new RawOperation(kind, table is null ? null : new(ObjectKind.Table, table)));

    /// <summary>What has been understood; null where something has not been.</summary>
    public StatementReading? Reading() => Failed || !AtEnd ? null : new([.. effects]) { IsComplete = !LeavesOut, IsGuarded = IsGuarded, MovesNames = MovesNames };

    // ---- words -------------------------------------------------------------------------------------------------

    public bool Is(params ReadOnlySpan<string> words) => !Failed && code.Are(At, words);

    public bool IsAny(params ReadOnlySpan<string> words) => !Failed && code.IsAny(At, words);

    /// <summary>Passes over words that stand here in this order, all or none.</summary>
    public bool Skip(params ReadOnlySpan<string> words)
    {
        if (!Is(words))
            return false;
        At += words.Length;
        return true;
    }

    /// <summary>Passes over one of some words.</summary>
    public bool SkipAny(params ReadOnlySpan<string> words)
    {
        if (!IsAny(words))
            return false;
        At++;
        return true;
    }

    public void Expect(params ReadOnlySpan<string> words)
    {
        if (!Skip(words))
            Fail();
    }

    /// <summary>Passes over IF EXISTS or IF NOT EXISTS, which is remembered.</summary>
    public bool SkipGuard()
    {
        if (!Skip("IF", "NOT", "EXISTS") && !Skip("IF", "EXISTS"))
            return false;
        IsGuarded = true;
        return true;
    }

    /// <summary>Passes over CASCADE or RESTRICT.</summary>
    /// <returns>Whether what depends on the object goes, too.</returns>
    public bool SkipCascade()
    {
        var cascade = Skip("CASCADE");
        if (!cascade)
            Skip("RESTRICT");
        return cascade;
    }

    /// <summary>Passes over all that is left; the effects do not say it.</summary>
    public void SkipRest()
    {
        LeavesOut |= !AtEnd;
        At = code.Count;
    }

    /// <summary>Passes over a token, or over all that stands in the parentheses or brackets that open here.</summary>
    public void Step()
    {
        if (code.Is(At, "("))
            At = code.Close(At) + 1;
        else if (code.Is(At, "["))
        {
            for (At++; At < code.Count && !code.Is(At, "]");)
                Step();
            At++;
        }
        else
            At++;
    }

    /// <summary>Passes over what stands before the next comma that is in no parentheses, or the end.</summary>
    public void SkipItem()
    {
        while (!AtEnd && !code.Is(At, ",") && !code.Is(At, ")"))
            Step();
    }

    // ---- names and values --------------------------------------------------------------------------------------

    static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    static readonly ObjectName NoName = ObjectName.Of("");

    /// <summary>The object that a dotted name means.</summary>
    public ObjectName Name()
    {
        var at = At;
        if (Failed || !code.ReadName(ref at, out var parts) || parts.Length > 3)
        {
            Fail();
            return NoName;
        }
        At = at;
        return Resolve(parts);
    }

    /// <summary>The object that a name means.</summary>
    public ObjectName Resolve(ImmutableArray<NamePart> parts)
    {
        // Another database's object is none of the model's.
        LeavesOut |= parts.Length > 2;
        var name = SqlText.Resolve(parts, dialect.Lexical);
        var resolved = dialect.Resolve(null, name.Schema, "", QuotingStrategy.QuoteAllObjects) with { Name = name.Name };
        // A file of SQLite's is one schema: the others are temporary, or other files.
        LeavesOut |= Flavor == SqlFlavor.Sqlite && resolved.Schema is not null;
        return resolved;
    }

    /// <summary>The name of a column, constraint or index, without a schema.</summary>
    public string Identifier()
    {
        if (!Failed && code.Kind(At) is SqlTokenKind.Word or SqlTokenKind.QuotedName)
        {
            var at = At;
            if (code.ReadName(ref at, out var parts))
            {
                At++;
                return SqlText.Resolve([parts[0]], dialect.Lexical).Name;
            }
        }
        Fail();
        return "";
    }

    /// <summary>Names in parentheses.</summary>
    public ImmutableArray<string> Identifiers()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        Expect("(");
        do
            names.Add(Identifier());
        while (Skip(","));
        Expect(")");
        return names.ToImmutable();
    }

    /// <summary>What stands between the parenthesis here and the one that closes it.</summary>
    public string Parenthesized()
    {
        var close = Is("(") ? code.Close(At) : code.Count;
        if (close >= code.Count)
        {
            Fail();
            return "";
        }
        var inner = text[code.End(At)..code.Start(close)].Trim();
        At = close + 1;
        return inner;
    }

    /// <summary>An expression: up to a comma or parenthesis of its surroundings, one of some words, or the end. Its first token is always its own.</summary>
    public string Expression(params ReadOnlySpan<string> ends)
    {
        var start = At;
        while (!AtEnd && !code.IsAny(At, ",", ")") && (At == start || !code.IsAny(At, ends)))
            Step();
        return Since(start);
    }

    /// <summary>The text from a token up to this one.</summary>
    public string Since(int start)
    {
        if (Failed || start >= At || At > code.Count)
        {
            Fail();
            return "";
        }
        return text[code.Start(start)..code.End(At - 1)];
    }

    /// <summary>A string that has no escapes of its own, without its quotes.</summary>
    public string String()
    {
        var token = code.Text(At);
        if (Failed || code.Kind(At) != SqlTokenKind.String || Unquoted(token) is not { } value)
        {
            Fail();
            return "";
        }
        At++;
        return value;
    }

    static string? Unquoted(ReadOnlySpan<char> token) => token is ['\'', .., '\''] && !token.Contains('\\')
        ? token[1..^1].ToString().Replace("''", "'", StringComparison.Ordinal)
        : null;

    /// <summary>A whole number with its sign; null where none stands here.</summary>
    public decimal? Number()
    {
        var minus = Is("-");
        if (!decimal.TryParse(code.Text(minus ? At + 1 : At), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        At += minus ? 2 : 1;
        return minus ? -number : number;
    }

    /// <summary>A value as it is written: a literal, or an expression.</summary>
    public SqlValue Value(params ReadOnlySpan<string> ends)
    {
        var start = At;
        var sql = Expression(ends);
        var first = code.Text(start);
        return (At - start, code.Kind(start)) switch
        {
            // NULL as a text means NULL where Liquibase writes values.
            (1, SqlTokenKind.String) when Unquoted(first) is { } text && !text.Equals("null", StringComparison.OrdinalIgnoreCase) => new StringValue(text),
            (1, SqlTokenKind.Number) when first.IndexOfAnyExcept(Digits) < 0 => new NumberValue(sql),
            (2, SqlTokenKind.Symbol) when first is "-" && code.Kind(start + 1) == SqlTokenKind.Number => new NumberValue(sql.Replace(" ", "", StringComparison.Ordinal)),
            (1, SqlTokenKind.Word) when first.Equals("null", StringComparison.OrdinalIgnoreCase) => new NullValue(),
            (1, SqlTokenKind.Word) when IsPostgreSql && first.Equals("true", StringComparison.OrdinalIgnoreCase) => new BooleanValue(true),
            (1, SqlTokenKind.Word) when IsPostgreSql && first.Equals("false", StringComparison.OrdinalIgnoreCase) => new BooleanValue(false),
            _ => new ExpressionValue(sql),
        };
    }
}
