using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Migrations.Conformance;

/// <summary>The schema as the database's own tools write it down, without our own table.</summary>
static class SchemaDump
{
    /// <summary>The lines of the dump that say something of the schema.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string provider, string connection) => provider switch
    {
        "postgresql" => await PostgreSqlAsync(new(connection)),
        "mariadb" => await MariaDbAsync(new(connection)),
        _ => await SqliteAsync(connection),
    };

    static async Task<IReadOnlyList<string>> PostgreSqlAsync(NpgsqlConnectionStringBuilder c)
    {
        var dump = await Command.RunAsync("env", $"PGPASSWORD={c.Password}", Path.Combine(PostgreSqlServer.Programs!, "pg_dump"), "--schema-only", "--exclude-table=migrations_state",
            "-h", c.Host!, "-p", FormattableString.Invariant($"{c.Port}"), "-U", c.Username!, c.Database!);
        return [.. dump.Split('\n').Where(l => l.Length > 0 && !l.StartsWith("--", StringComparison.Ordinal) && !l.StartsWith('\\'))];
    }

    static async Task<IReadOnlyList<string>> MariaDbAsync(MySqlConnectionStringBuilder c)
    {
        var dump = await Command.RunAsync("mariadb-dump", "--no-data", "--routines", "--triggers", "--compact", $"--ignore-table={c.Database}.MIGRATIONS_STATE",
            "-h", c.Server, "-P", FormattableString.Invariant($"{c.Port}"), "-u", c.UserID, $"-p{c.Password}", c.Database);
        // A routine keeps the sql_mode of the session that made it; Liquibase's driver adds IGNORE_SPACE to the server's own.
        return [.. dump.Split('\n').Where(l => l.Length > 0 && !l.Contains(" sql_mode ", StringComparison.Ordinal))];
    }

    /// <summary>SQLite keeps the text of the statements, which may differ in blanks and quotes; what the pragmas say of the result must not.</summary>
    static async Task<IReadOnlyList<string>> SqliteAsync(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        var lines = new List<string>();
        foreach (var (name, type) in await RowsAsync(connection, "SELECT name, type FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND tbl_name <> 'MIGRATIONS_STATE' ORDER BY name"))
        {
            lines.Add($"{type} {name}");
            if (type is not ("table" or "view"))
                continue;
            foreach (var pragma in new[] { "table_xinfo", "foreign_key_list", "index_list" })
            {
                await using var command = new SqliteCommand($"SELECT * FROM pragma_{pragma}($name)", connection);
                command.Parameters.AddWithValue("$name", name);
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    lines.Add($"{name} {pragma} {string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i)))}");
            }
        }
        return lines;
    }

    static async Task<List<(string, string)>> RowsAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync())
            rows.Add((reader.GetString(0), reader.GetString(1)));
        return rows;
    }
}
