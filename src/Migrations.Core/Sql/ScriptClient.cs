using Migrations.Sql.Text;

namespace Migrations.Sql;

/// <summary>How a script is written for the database's own client, so that it runs there unchanged and stops at the first error.</summary>
/// <param name="dialect">The database.</param>
public abstract class ScriptClient(SqlDialect dialect)
{
    /// <summary>How to run a script, with <c>script.sql</c> for its path.</summary>
    public abstract string Usage { get; }

    /// <summary>What the client is told first: to stop at an error, and the settings that the statements were made for.</summary>
    public abstract IEnumerable<string> Prologue { get; }

    /// <summary>The name by which <c>runWith</c> asks for the client; null where it has none.</summary>
    public virtual string? RunWith => null;

    /// <summary>Whether a script can hold what the client is to run for a change set as it is written there.</summary>
    /// <param name="action">What it is to run.</param>
    public virtual bool CanHold(ClientAction action) => false;

    /// <summary>What has to hold of the client and the server for some statements to run; null where nothing has to.</summary>
    /// <param name="statements">The statements of the script.</param>
    public virtual (string Condition, string Message)? Requires(IEnumerable<string> statements) => null;

    /// <summary>Writes one statement with what ends it.</summary>
    /// <param name="writer">The script.</param>
    /// <param name="statement">The statement, without a terminator.</param>
    public virtual void Write(TextWriter writer, string statement)
    {
        writer.Write(statement);
        // A comment at the end would swallow what ends the statement.
        writer.WriteLine(EndsInComment(statement) ? "\n;" : ";");
    }

    /// <summary>A statement that fails where a condition does not hold.</summary>
    /// <param name="condition">The condition, as SQL.</param>
    /// <param name="message">What the failure says where the database lets it say something.</param>
    public abstract string Demand(string condition, string message);

    /// <summary>The tokens of a statement.</summary>
    protected IReadOnlyList<SqlToken> Tokens(string statement) => SqlLexer.Tokenize(statement, dialect.Lexical);

    /// <summary>A text as a literal.</summary>
    protected string Text(string text) => dialect.Literal(new StringValue(text), null);

    bool EndsInComment(string statement) => Tokens(statement) is [.., { Kind: SqlTokenKind.LineComment }];
}
