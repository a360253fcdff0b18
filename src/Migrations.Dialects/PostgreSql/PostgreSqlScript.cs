using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>Scripts for psql.</summary>
/// <param name="dialect">The database.</param>
sealed class PostgreSqlScript(SqlDialect dialect) : ScriptClient(dialect)
{
    /// <inheritdoc/>
    public override string Usage => "psql -X -d DATABASE -f script.sql";

    /// <inheritdoc/>
    public override string RunWith => "psql";

    /// <inheritdoc/>
    public override bool CanHold(ClientAction action) => action.Client == RunWith;

    /// <inheritdoc/>
    public override IEnumerable<string> Prologue =>
    [
        @"\set ON_ERROR_STOP on", @"\set QUIET on",
        "SET client_encoding = 'UTF8';", "SET standard_conforming_strings = on;", "SET datestyle = 'ISO';", "SET intervalstyle = 'postgres';",
    ];

    /// <inheritdoc/>
    public override string Demand(string condition, string message) =>
        $"DO $demand$ BEGIN IF NOT ({condition}) THEN RAISE EXCEPTION {Text(message.Replace("%", "%%", StringComparison.Ordinal))}; END IF; END $demand$";
}
