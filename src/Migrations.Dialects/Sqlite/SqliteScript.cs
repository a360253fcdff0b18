using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>Scripts for the sqlite3 shell.</summary>
/// <param name="dialect">The database.</param>
sealed class SqliteScript(SqlDialect dialect) : ScriptClient(dialect)
{
    /// <inheritdoc/>
    public override string Usage => "sqlite3 DATABASE < script.sql";

    /// <inheritdoc/>
    public override IEnumerable<string> Prologue => [".bail on"];

    /// <summary>ALTER COLUMN and DROP CONSTRAINT came with 3.53, and the shell brings a library of its own.</summary>
    public override (string Condition, string Message)? Requires(IEnumerable<string> statements) =>
        statements.Any(s => s.StartsWith("ALTER TABLE ", StringComparison.Ordinal) && (s.Contains(" ALTER COLUMN ", StringComparison.Ordinal) || s.Contains(" DROP CONSTRAINT ", StringComparison.Ordinal)))
            ? ("(SELECT CAST(substr(v, 1, instr(v, '.') - 1) AS INTEGER) * 1000 + CAST(substr(v, instr(v, '.') + 1) AS INTEGER) FROM (SELECT sqlite_version() AS v)) >= 3053", "This script needs sqlite3 3.53 or later.")
            : null;

    /// <summary>Outside of triggers there is no way to raise an error but to make one: the largest number that has no opposite.</summary>
    public override string Demand(string condition, string message) =>
        $"SELECT CASE WHEN {condition} THEN 'go on' ELSE abs(-9223372036854775808) || {Text(message)} END AS demand";
}
