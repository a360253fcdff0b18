using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.MySql;

/// <summary>Scripts for the mariadb and mysql clients.</summary>
/// <param name="dialect">The database.</param>
sealed class MySqlScript(SqlDialect dialect) : ScriptClient(dialect)
{
    static readonly string[] Delimiters = ["//", "$$", ";;", "%%", "@@end@@"];

    /// <summary>Without <c>--comments</c> the client takes comments out of the bodies of procedures.</summary>
    public override string Usage => "mariadb --comments DATABASE < script.sql";

    /// <inheritdoc/>
    public override IEnumerable<string> Prologue => ["SET NAMES utf8mb4;"];

    /// <summary>A semicolon inside a statement (a body) would end it for the client, unless another delimiter is set.</summary>
    public override void Write(TextWriter writer, string statement)
    {
        if (!Tokens(statement).Any(t => t.Kind == SqlTokenKind.Symbol && t.In(statement) is ";"))
        {
            base.Write(writer, statement);
            return;
        }
        var delimiter = Array.Find(Delimiters, d => !statement.Contains(d, StringComparison.Ordinal))
            ?? throw new MigrationException(ErrorCode.NotSupported, "a statement holds every delimiter that a script could use", "Run it with Invoke-Migration.");
        writer.WriteLine($"DELIMITER {delimiter}");
        writer.Write(statement);
        writer.WriteLine();
        writer.WriteLine(delimiter);
        writer.WriteLine("DELIMITER ;");
    }

    /// <summary>Outside of bodies there is no way to raise an error but to make one: a query that returns two rows where one is wanted.</summary>
    public override string Demand(string condition, string message) =>
        $"SELECT CASE WHEN {condition} THEN 'go on' ELSE (SELECT {Text(message)} UNION SELECT 'stop') END AS demand";
}
