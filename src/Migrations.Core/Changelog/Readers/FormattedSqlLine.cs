using System.Text.RegularExpressions;

namespace Migrations.Changelog;

/// <summary>
/// One line of formatted SQL that may be more than SQL: dashes, a word of the language, and what follows it. The rules, odd as some are, are
/// those of Liquibase 4.28: where it sees a mere comment, so do we.
/// </summary>
/// <param name="Text">The whole line.</param>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Word">The word in lower case; empty where the line holds none.</param>
/// <param name="Dashes">How many dashes stand before the word.</param>
/// <param name="Start">Where in the line the dashes begin.</param>
/// <param name="RestStart">Where in the line the rest begins.</param>
readonly partial record struct FormattedSqlLine(string Text, int Number, string Word, int Dashes, int Start, int RestStart)
{
    /// <summary>What separates words of a line.</summary>
    public const string Blanks = " \t\f\v";

    /// <summary>What follows the word.</summary>
    public string Rest => Text[RestStart..];

    /// <summary>Whether blanks stand before the dashes.</summary>
    public bool IsIndented => Start > 0;

    /// <summary>Whether a blank follows the word.</summary>
    public bool HasBlankBehindWord => RestStart < Text.Length && Blanks.Contains(Text[RestStart], StringComparison.Ordinal);

    /// <summary>Where the text begins behind the word and one space; null where the line does not go on like that.</summary>
    public int? TextStart => RestStart < Text.Length && Text[RestStart] == ' ' ? RestStart + 1 : null;

    /// <summary>Where the text begins behind the word, perhaps a colon, and one space; null where the line does not go on like that.</summary>
    public int? TextStartBehindColon => RestStart < Text.Length && Text[RestStart] == ':' ? (this with { RestStart = RestStart + 1 }).TextStart : TextStart;

    /// <summary>Whether the line begins with two dashes and the word.</summary>
    public bool Is(string word) => Dashes == 2 && Word == word;

    /// <summary>Reads a line.</summary>
    public static FormattedSqlLine Read(string text, int number)
    {
        var start = text.Length - text.AsSpan().TrimStart(Blanks).Length;
        if (start == text.Length || text[start] != '-' || Directive().Match(text, start) is not { Success: true } match)
            return new(text, number, "", 0, start, 0);
        var word = match.Groups["word"];
        return new(text, number, word.Value.ToLowerInvariant(), match.Groups["dashes"].Length, start, word.Index + word.Length);
    }

    /// <summary>The value of the last <c>name:value</c> in the line, as Liquibase's greedy patterns find it; null where there is none.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="form">What a value may look like; it is anchored where the search begins.</param>
    /// <param name="withBlanks">Whether blanks may stand before the value.</param>
    /// <param name="asWord">Whether the name has to be a whole word: else it may be the end of a longer one, as in Liquibase.</param>
    /// <returns>The value and where it begins in the line.</returns>
    public (string Value, int Start)? Find(string name, Regex form, bool withBlanks = false, bool asWord = false)
    {
        var key = name + ":";
        var before = Text.Length;
        while (Text.AsSpan(0, before).LastIndexOf(key, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            var start = at + key.Length;
            while (withBlanks && start < Text.Length && Blanks.Contains(Text[start], StringComparison.Ordinal)) start++;
            if (!(asWord && at > 0 && char.IsAsciiLetterOrDigit(Text[at - 1])) && form.Match(Text, start) is { Success: true } match) return (match.Value, start);
            before = at + key.Length - 1;
        }
        return null;
    }

    /// <summary>The value of <c>contextFilter</c>, or of its older name <c>context</c>, without quotes; null where there is none.</summary>
    public (string Value, int Start)? FindContext() => (Find("contextFilter", QuotedValue()) is { Value.Length: > 0 } filter ? filter : Find("context", QuotedValue())) is { } found
        ? (Unquote(found.Value), found.Start) : null;

    /// <summary>A text without the quotes around it.</summary>
    public static string Unquote(string text) => text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    /// <summary>The place of the dashes, or of the first text in the line.</summary>
    public SourceSpan Place(string file) => new(file, Number, Start + 1);

    /// <summary>A node for a value in this line.</summary>
    public ChangelogNode Node(string file, string name, (string Value, int Start) value, bool isVerbatim = false)
    {
        var span = new SourceSpan(file, Number, value.Start + 1);
        return new ChangelogNode(name, [new ScalarValue(value.Value, value.Value, span) { IsVerbatim = isVerbatim }], [], span);
    }

    /// <summary>An error for a line that would be one of the language with two dashes.</summary>
    /// <param name="file">The file as the user may open it.</param>
    /// <param name="right">How it is written.</param>
    /// <param name="more">What else is to be said of that.</param>
    public MigrationException Nearly(string file, string right, string more = "") => Malformed(file, "This is nearly a line of the language.", $"Write '{right}', with two dashes{more}.");

    /// <summary>An error for a line that is not what it seems to be.</summary>
    public MigrationException Malformed(string file, string message, string advice) => new(ErrorCode.InvalidSyntax, message, advice, Place(file));

    /// <summary>A value of letters, digits and underscores.</summary>
    [GeneratedRegex(@"\G[A-Za-z0-9_]+", RegexOptions.CultureInvariant)]
    public static partial Regex WordValue();

    /// <summary>A word that may hold properties.</summary>
    [GeneratedRegex(@"\G[A-Za-z0-9_${}]+", RegexOptions.CultureInvariant)]
    public static partial Regex PropertyValue();

    /// <summary>A value up to the next blank; it may be empty.</summary>
    [GeneratedRegex(@"\G[^ \t\f\v]*", RegexOptions.CultureInvariant)]
    public static partial Regex PlainValue();

    /// <summary>A value up to the next blank that is not empty.</summary>
    [GeneratedRegex(@"\G[^ \t\f\v]+", RegexOptions.CultureInvariant)]
    public static partial Regex SomeValue();

    /// <summary>A value in double quotes, or up to the next blank.</summary>
    [GeneratedRegex(@"\G(?:""[^""]*""|[^ \t\f\v]*)", RegexOptions.CultureInvariant)]
    public static partial Regex QuotedValue();

    /// <summary>Names of databases between commas.</summary>
    [GeneratedRegex(@"\G[^,][A-Za-z0-9_!,]+", RegexOptions.CultureInvariant)]
    public static partial Regex DatabasesValue();

    /// <summary>All that is left of the line.</summary>
    [GeneratedRegex(@"\G.*", RegexOptions.CultureInvariant)]
    public static partial Regex RestValue();

    [GeneratedRegex(@"\G(?<dashes>-+)[ \t\f\v]*(?<word>changeset|property|comments?|validCheckSum|rollback|preconditions?|ignoreLines|ignore|liquibase)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();
}
