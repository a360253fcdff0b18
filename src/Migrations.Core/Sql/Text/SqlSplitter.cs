using System.Globalization;

namespace Migrations.Sql.Text;

/// <summary>
/// Splits SQL text into statements. Where Liquibase splits a text so that it runs, this splits it the same way; beyond that it survives what breaks there:
/// dollar quotes, nested comments, bodies, <c>GO</c> with a count, MariaDB's <c>DELIMITER</c>, variables of a SQL Server batch.
/// </summary>
public sealed class SqlSplitter
{
    readonly string text;
    readonly SqlLexicalRules rules;
    readonly SplitOptions options;
    readonly EndDelimiter? configured;
    readonly BodyTracker body;
    readonly BatchVariables variables;
    readonly List<SplitStatement> statements = [];
    readonly List<Draft> batch = [];
    readonly SourceLines lines;
    SqlLexer lexer;
    EndDelimiter? delimiter;
    int start = -1, word;
    bool code, unterminated, merge;

    SqlSplitter(string text, SqlLexicalRules rules, SplitOptions options)
    {
        this.text = text;
        this.rules = rules;
        this.options = options;
        configured = string.IsNullOrEmpty(options.EndDelimiter) ? null : EndDelimiter.Parse(options.EndDelimiter);
        lines = new(text);
        body = new(rules);
        variables = new(rules);
        lexer = new(text, rules);
        Use(configured);
    }

    /// <summary>Splits a text into its statements, in order; empty ones and those of comments alone are left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rules">The database's rules.</param>
    /// <param name="options">How to split; null for Liquibase's defaults.</param>
    /// <exception cref="MigrationException">
    /// The delimiter is a regular expression that is not understood (<see cref="ErrorCode.NotSupported"/>), or a <c>GO</c> has a count beyond 10 000 (<see cref="ErrorCode.InvalidValue"/>).
    /// </exception>
    public static IReadOnlyList<SplitStatement> Split(string text, SqlLexicalRules rules, SplitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(rules);
        options ??= new();
        return new SqlSplitter(text, options.StripComments ? rules with { LooseDashComments = true } : rules, options).Run();
    }

    List<SplitStatement> Run()
    {
        while (lexer.Position < text.Length)
        {
            if (BatchEnd(out var next, out var repeat))
            {
                EndStatement(lexer.Position, next);
                EndBatch(repeat);
            }
            else if (DelimiterHere(out next))
                EndStatement(lexer.Position, next);
            else if (!DelimiterCommand())
                Take(lexer.Next());
        }
        EndStatement(text.Length, text.Length);
        EndBatch(1);
        return statements;
    }

    void Take(SqlToken token)
    {
        if (token.Kind == SqlTokenKind.Whitespace)
            return;
        if (start < 0)
            start = token.Start;
        unterminated |= !token.Terminated;
        if (token.IsTrivia)
            return;
        if (!code)
            word = token.Start;
        code = true;
        if (delimiter is null or { IsSemicolon: true })
            body.Accept(text, token, lexer);
        variables.Accept(text, token);
        if (token.Kind == SqlTokenKind.Word && rules.GoSeparator)
            merge |= token.In(text).Equals("MERGE", StringComparison.OrdinalIgnoreCase);
    }

    // ---- delimiters --------------------------------------------------------------------------------------------

    void Use(EndDelimiter? value)
    {
        delimiter = value;
        var stop = value?.WordStop;
        var position = lexer.Position;
        // A delimiter that begins like a dollar quote or a # comment takes that meaning away.
        lexer = new(text, rules with { DollarQuotes = rules.DollarQuotes && stop?[0] != '$', HashComments = rules.HashComments && stop?[0] != '#' })
        {
            Position = position,
            WordStop = stop,
        };
    }

    bool DelimiterHere(out int next)
    {
        next = 0;
        if (!options.SplitStatements)
            return false;
        var at = lexer.Position;
        if (delimiter is not null)
        {
            if (!delimiter.Matches(text, at, out var length) || (delimiter.IsSemicolon && body.Inside))
                return false;
            next = at + length;
            return true;
        }
        if (text[at] == ';' && !body.Inside)
        {
            next = at + 1;
            return true;
        }
        // Liquibase ends a statement at GO or / at the start of a line on every database.
        return AtLineStart(at, blanks: false) && ((text[at] == '/' && RestOfLine(at + 1, out next).IsEmpty)
            || (IsGo(at) && !rules.GoSeparator && RestOfLine(at + 2, out next).IsEmpty));
    }

    /// <summary>Whether a line <c>GO [count]</c> of SQL Server's tools begins here.</summary>
    bool BatchEnd(out int next, out int repeat)
    {
        next = 0;
        repeat = 1;
        var at = lexer.Position;
        if (!rules.GoSeparator || !IsGo(at) || !AtLineStart(at, blanks: true))
            return false;
        var rest = RestOfLine(at + 2, out next);
        var comment = rest.IndexOf("--", StringComparison.Ordinal);
        if (comment >= 0)
            rest = rest[..comment];
        rest = rest.TrimEnd(" \t;");
        if (rest.IsEmpty)
            return true;
        if (!int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out repeat))
            return false;
        if (repeat > MaxRepeat)
        {
            var (line, _) = lines.At(at);
            throw new MigrationException(ErrorCode.InvalidValue, FormattableString.Invariant($"GO {repeat} in line {line} of the SQL repeats a batch more than {MaxRepeat} times"),
                "Write the repetition as a WHILE loop.");
        }
        return true;
    }

    const int MaxRepeat = 10_000;

    bool IsGo(int at) => string.Compare(text, at, "GO", 0, 2, StringComparison.OrdinalIgnoreCase) == 0
        && (at + 2 >= text.Length || !(char.IsLetterOrDigit(text[at + 2]) || text[at + 2] is '_' or '.' or '('));

    bool AtLineStart(int at, bool blanks)
    {
        var i = at - 1;
        while (blanks && i >= 0 && text[i] is ' ' or '\t')
            i--;
        return i < 0 || text[i] is '\n' or '\r';
    }

    ReadOnlySpan<char> RestOfLine(int at, out int next)
    {
        var length = text.AsSpan(at).IndexOfAny('\r', '\n');
        next = length < 0 ? text.Length : at + length;
        return text.AsSpan(at, next - at).Trim(" \t");
    }

    /// <summary>Obeys a line <c>DELIMITER x</c> of MariaDB's client.</summary>
    bool DelimiterCommand()
    {
        const string Command = "DELIMITER";
        var at = lexer.Position;
        if (!rules.DelimiterCommand || code || !options.SplitStatements || string.Compare(text, at, Command, 0, Command.Length, StringComparison.OrdinalIgnoreCase) != 0
            || !AtLineStart(at, blanks: true) || at + Command.Length >= text.Length || text[at + Command.Length] is not (' ' or '\t'))
            return false;
        var argument = RestOfLine(at + Command.Length, out var next);
        var blank = argument.IndexOfAny(' ', '\t');
        var value = (blank < 0 ? argument : argument[..blank]).ToString();
        EndStatement(at, next);
        Use(value is ";" or "" ? configured : EndDelimiter.Literal(value));
        return true;
    }

    // ---- statements --------------------------------------------------------------------------------------------

    /// <summary>Ends the statement before a delimiter.</summary>
    void EndStatement(int end, int next)
    {
        if (code)
        {
            // SQL Server refuses a MERGE without its semicolon.
            var keepDelimiter = merge && end < text.Length && text[end] == ';';
            var last = keepDelimiter ? end + 1 : start + text.AsSpan(start, end - start).TrimEnd().Length;
            batch.Add(new(start, word, last, unterminated, variables.Take(body.IsRoutine)));
        }
        start = -1;
        code = unterminated = merge = false;
        variables.Take(false);
        body.Reset();
        lexer.Position = next;
        if (!rules.GoSeparator)
            EndBatch(1);
    }

    void EndBatch(int repeat)
    {
        if (batch.Count == 0)
            return;
        var ranges = BatchVariables.Join(batch);
        var made = ranges.ConvertAll(Make);
        for (var i = 0; i < repeat; i++)
            statements.AddRange(made);
        batch.Clear();
    }

    SplitStatement Make(Draft draft)
    {
        var (line, column) = lines.At(draft.Start);
        var statement = options.StripComments ? CommentStripper.Strip(text[draft.Start..draft.End], rules) : text[draft.Start..draft.End];
        return new(statement, draft.Start, line, column) { Code = lines.At(draft.Word), Unterminated = draft.Unterminated };
    }
}

/// <summary>A statement found but not yet made.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Word">Where its first word starts.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Unterminated">Whether something in it is not closed.</param>
/// <param name="Variables">Its SQL Server variables.</param>
readonly record struct Draft(int Start, int Word, int End, bool Unterminated, StatementVariables Variables);
