namespace Migrations.Sql.Text;

/// <summary>
/// Follows one statement token by token and knows whether a semicolon lies inside a body (<c>BEGIN … END</c>, <c>IF … END IF</c>) and so does not end it.
/// It is no parser: it counts what opens and closes, with the least context that tells blocks from transactions, functions and expressions.
/// </summary>
sealed class BodyTracker(SqlLexicalRules rules)
{
    /// <summary>How far into a statement the kind of object that it creates is looked for: behind DEFINER, ALGORITHM and the like.</summary>
    const int HeaderTokens = 20;

    static readonly HashSet<string> Routines = new(StringComparer.OrdinalIgnoreCase) { "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE" };

    static readonly HashSet<string> OtherObjects =
        new(StringComparer.OrdinalIgnoreCase) { "TABLE", "VIEW", "INDEX", "SEQUENCE", "USER", "ROLE", "DATABASE", "SCHEMA", "TYPE", "SERVER", "RULE" };

    static readonly HashSet<string> StatementStarts = new(StringComparer.OrdinalIgnoreCase) { "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", "ATOMIC", "ROW" };

    static readonly HashSet<string> TransactionWords = new(StringComparer.OrdinalIgnoreCase)
        { "TRANSACTION", "TRAN", "WORK", "ISOLATION", "READ", "DEFERRABLE", "DEFERRED", "IMMEDIATE", "EXCLUSIVE", "CONCURRENT" };

    readonly SqlFlavor flavor = rules.Flavor();
    readonly Stack<Frame> frames = new();
    string? routine;
    string previous = "";
    int count;
    int parentheses;
    bool create, compound, rule, pendingIf, pendingDo, pendingBody, plainBody, inPackage, skipNext;

    enum Block
    {
        Begin,
        Case,
        If,
        Loop,
        Package,
    }

    /// <summary>Whether a delimiter here would be inside a body.</summary>
    public bool Inside => frames.Count > 0 || pendingBody || (rule && parentheses > 0);

    /// <summary>Whether the statement makes a routine or trigger.</summary>
    public bool IsRoutine => routine is not null;

    /// <summary>Starts again with the next statement.</summary>
    public void Reset()
    {
        frames.Clear();
        routine = null;
        previous = "";
        count = parentheses = 0;
        create = compound = rule = pendingIf = pendingDo = pendingBody = plainBody = inPackage = skipNext = false;
    }

    /// <summary>Takes the next token that is no trivia.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="token">The token.</param>
    /// <param name="ahead">A lexer behind the token, for looking ahead.</param>
    public void Accept(string text, SqlToken token, SqlLexer ahead)
    {
        var word = token.Kind is SqlTokenKind.Word or SqlTokenKind.Symbol ? token.In(text).ToString() : "";
        if (token.Kind == SqlTokenKind.Symbol)
            Symbol(word);
        else if (token.Kind == SqlTokenKind.Word && previous != ".")
            Word(word, text, ahead);
        previous = word;
        count++;
    }

    void Symbol(string symbol)
    {
        if (symbol == "(")
            parentheses++;
        else if (symbol == ")")
            parentheses--;
        else if (symbol == ";")
            pendingIf = pendingDo = false;
    }

    void Word(string word, string text, SqlLexer ahead)
    {
        if (count == 0)
            Start(word);
        if (skipNext)
        {
            skipNext = false;
            return;
        }
        if (create && routine is null && count < HeaderTokens && parentheses == 0)
            Header(word);
        if (Is(word, "CASE"))
            Push(Block.Case);
        else if (Is(word, "BEGIN"))
            Begin(Peek(text, ahead));
        else if (Is(word, "END"))
            End(Peek(text, ahead));
        else if (compound && flavor != SqlFlavor.SqlServer)
            Compound(word, Peek(text, ahead));
    }

    void Start(string word)
    {
        create = Is(word, "CREATE") || Is(word, "ALTER");
        // MariaDB runs IF, LOOP and the like outside routines, too.
        compound = rules.CompoundBodies && (Is(word, "IF") || Is(word, "WHILE") || Is(word, "LOOP") || Is(word, "REPEAT") || Is(word, "FOR"));
    }

    void Header(string word)
    {
        if (Routines.Contains(word))
        {
            routine = word;
            compound = rules.CompoundBodies;
        }
        else if (OtherObjects.Contains(word))
        {
            create = false;
            rule = Is(word, "RULE");
        }
    }

    void Begin(string next)
    {
        if (!OpensBlock(next))
            return;
        if (inPackage && frames is { Count: 1 } && !pendingBody)
            return; // the initialisation of a package body, closed by the package's own END
        pendingBody = pendingIf = pendingDo = false;
        compound |= rules.CompoundBodies;
        Push(Block.Begin);
    }

    bool OpensBlock(string next)
    {
        if (flavor == SqlFlavor.SqlServer)
            return !(Is(next, "TRAN") || Is(next, "TRANSACTION") || Is(next, "DISTRIBUTED") || Is(next, "DIALOG") || Is(next, "CONVERSATION"));
        if (Is(next, "ATOMIC"))
            return true;
        if (count > 0)
            return compound || frames.Count > 0;
        return rules.CompoundBodies && next is not ("" or ";") && !TransactionWords.Contains(next);
    }

    void End(string next)
    {
        if (frames.Count == 0)
            return;
        var top = frames.Peek().Block;
        if (flavor == SqlFlavor.SqlServer)
        {
            if (!Is(next, "CONVERSATION"))
                Pop();
        }
        else if (top == Block.Case && previous != ";")
            Pop();
        else if (Closes(top, next))
        {
            Pop();
            skipNext = true;
        }
        else if (top is Block.Begin or Block.Package && (previous == ";" || Is(previous, "BEGIN") || Is(previous, "ATOMIC")))
            Pop();
    }

    static bool Closes(Block top, string next) => top switch
    {
        Block.Case => Is(next, "CASE"),
        Block.If => Is(next, "IF"),
        Block.Loop => Is(next, "LOOP") || Is(next, "WHILE") || Is(next, "REPEAT") || Is(next, "FOR"),
        _ => false,
    };

    void Compound(string word, string next)
    {
        switch (word.ToUpperInvariant())
        {
            case "IF" when AtStatementStart:
                pendingIf = true;
                break;
            case "THEN" when pendingIf:
                Push(Block.If);
                break;
            case "WHEN" or "ELSE":
                pendingIf = false;
                break;
            case "WHILE" or "FOR" when AtStatementStart:
                pendingDo = true;
                break;
            case "DO" when pendingDo:
            case "LOOP":
            case "REPEAT" when AtStatementStart && next != "(":
                Push(Block.Loop);
                break;
            // Only in MariaDB: in PostgreSQL a string with the body stands behind AS.
            case "AS" or "IS" when flavor == SqlFlavor.MySql && parentheses == 0 && !plainBody:
                Declarations();
                break;
            case "RETURNS" or "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "SET" or "CALL" or "WITH" or "VALUES" or "REPLACE" or "DO" when frames.Count == 0 && !pendingBody:
                plainBody = true;
                break;
        }
    }

    // In a routine's header the body may begin behind any characteristic; a pending IF or WHILE that no THEN or DO follows does no harm.
    bool AtStatementStart => count == 0 || previous is ";" or ":" || StatementStarts.Contains(previous) || (frames.Count == 0 && IsRoutine);

    // MariaDB's Oracle mode: declarations between AS and BEGIN end in semicolons that do not end the statement.
    void Declarations()
    {
        if (Is(routine, "PACKAGE") && frames.Count == 0)
        {
            inPackage = true;
            Push(Block.Package);
        }
        else if (inPackage ? frames.Count == 1 : frames.Count == 0 && (Is(routine, "PROCEDURE") || Is(routine, "FUNCTION")))
            pendingBody = true;
    }

    void Push(Block block)
    {
        frames.Push(new(block, pendingIf, pendingDo));
        pendingIf = pendingDo = false;
    }

    void Pop()
    {
        var frame = frames.Pop();
        pendingIf = frame.Block == Block.Case && frame.PendingIf;
        pendingDo = frame.Block == Block.Case && frame.PendingDo;
    }

    static string Peek(string text, SqlLexer ahead)
    {
        var token = ahead.NextCode();
        return token.Kind is SqlTokenKind.Word or SqlTokenKind.Symbol ? token.In(text).ToString() : token.Kind == SqlTokenKind.End ? "" : "?";
    }

    static bool Is(string? word, string expected) => string.Equals(word, expected, StringComparison.OrdinalIgnoreCase);

    readonly record struct Frame(Block Block, bool PendingIf, bool PendingDo);
}
