using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>A trigger that gives a column its value whenever a row is written.</summary>
/// <param name="dialect">Names and quotes.</param>
/// <param name="table">The table.</param>
/// <param name="column">The column.</param>
sealed class PostgreSqlSyncTrigger(PostgreSqlDialect dialect, ObjectName table, string column)
{
    string Name => dialect.Quote(PostgreSqlNames.Generated(table.Name, [column], "sync"));

    string Function => dialect.Quote(table.Sibling(PostgreSqlNames.Generated(table.Name, [column], "sync")));

    /// <summary>The change set that makes it.</summary>
    /// <param name="value">The value, as SQL over the columns of the row.</param>
    public OnlineStep Create(string value) => Do($"NEW.{dialect.Quote(column)} := (SELECT {value} FROM (SELECT NEW.*) AS new_row);");

    /// <summary>The change set that makes it.</summary>
    /// <param name="statements">What it does with <c>NEW</c>.</param>
    public OnlineStep Do(string statements) => new(
        [
            $"CREATE FUNCTION {Function}() RETURNS trigger LANGUAGE plpgsql AS $sync$\nBEGIN\n  {statements}\n  RETURN NEW;\nEND\n$sync$",
            $"CREATE TRIGGER {Name} BEFORE INSERT OR UPDATE ON {dialect.Quote(table)} FOR EACH ROW EXECUTE FUNCTION {Function}()",
        ], [$"DROP TRIGGER {Name} ON {dialect.Quote(table)}", $"DROP FUNCTION {Function}()"]);
}
