using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>Scripts for sqlcmd.</summary>
/// <param name="dialect">The database.</param>
sealed class SqlServerScript(SqlDialect dialect) : ScriptClient(dialect)
{
    /// <summary>-x because <c>$(name)</c> in a text is no variable of sqlcmd here, -f because the file is UTF-8.</summary>
    public override string Usage => "sqlcmd -b -x -f 65001 -d DATABASE -i script.sql";

    /// <inheritdoc/>
    public override string RunWith => "sqlcmd";

    /// <inheritdoc/>
    public override IEnumerable<string> Prologue => [":on error exit", "SET XACT_ABORT, QUOTED_IDENTIFIER, ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;", "SET NUMERIC_ROUNDABORT OFF;", "SET NOCOUNT ON;", "GO"];

    /// <summary>Every statement is a batch of its own, as in a run: some have to be, and variables do not meet.</summary>
    public override void Write(TextWriter writer, string statement)
    {
        base.Write(writer, statement);
        writer.WriteLine("GO");
    }

    /// <inheritdoc/>
    public override string Demand(string condition, string message) => $"IF NOT ({condition}) THROW 50000, {Text(message)}, 1";
}
