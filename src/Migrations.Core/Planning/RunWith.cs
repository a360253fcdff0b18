using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>What <c>runWith</c> asks for: who runs the SQL of a change set.</summary>
static class RunWith
{
    /// <summary>Liquibase's name for the connection, which is what runs everything where nothing is said.</summary>
    const string Connection = "jdbc";

    /// <summary>The client that a change set asks for; null for the connection.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.NotSupported"/>: this database has no such client.</exception>
    public static string? ClientOf(ChangeSet set, SqlDialect dialect)
    {
        if (set.RunWith is not { Length: > 0 } wanted || wanted.Equals(Connection, StringComparison.OrdinalIgnoreCase))
            return null;
        if (dialect.Script.RunWith is { } client && client.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            return client;
        throw new MigrationException(ErrorCode.NotSupported, $"'runWith: {wanted}' is nothing that runs change sets on {dialect.DisplayName}",
            "Write psql for PostgreSQL, sqlcmd for SQL Server, each with 'dbms'; or take it out: then the statements are sent over the connection.", set.Span).For(set.Identity);
    }
}
