using System.Text.RegularExpressions;
using Migrations.Sql;
using MySqlConnector;

namespace Migrations.Conformance.Locks;

/// <summary>Runs a statement on MariaDB in the cheapest way that the server accepts, and looks whether it wrote the table anew, or whether it waits for readers.</summary>
public sealed partial class MariaDbLockProbe
{
    static readonly string[] Ways =
    [
        "INSTANT NONE", "INSTANT SHARED", "INSTANT EXCLUSIVE", "NOCOPY NONE", "NOCOPY SHARED", "NOCOPY EXCLUSIVE", "INPLACE NONE", "INPLACE SHARED", "INPLACE EXCLUSIVE", "COPY NONE", "COPY SHARED", "COPY EXCLUSIVE",
    ];

    const int NotSupported = 1845, NotSupportedBecause = 1846;

    string? connectionString;

    /// <summary>How to connect.</summary>
    public string ConnectionString => connectionString!;

    /// <summary>Empties the database and sets it up.</summary>
    public async Task ResetAsync(Servers servers, string setup)
    {
        connectionString ??= await servers.CreateDatabaseAsync("mariadb");
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, $"DROP DATABASE {connection.Database}; CREATE DATABASE {connection.Database}; USE {connection.Database}; {setup}");
    }

    /// <summary>What a plan states, in the words of <see cref="ObserveAsync"/>.</summary>
    public static string Stated(SqlStatement statement) => !IsAlteration(statement)
        ? statement.Lock.Impact == LockImpact.ReadsAndWrites ? "waits for readers" : "waits for nobody who reads"
        : $"{statement.Lock.Name}{(statement.Lock.Rewrites ? " rewrites" : "")}";

    /// <summary>Whether a statement can be asked for a way to do it. Partitions are altered in ways of their own.</summary>
    static bool IsAlteration(SqlStatement statement) => statement.Lock.Name.StartsWith("ALGORITHM", StringComparison.Ordinal) && !statement.Text.StartsWith("OPTIMIZE", StringComparison.Ordinal);

    /// <summary>What a statement really does.</summary>
    public async Task<string> ObserveAsync(LockCase one, SqlStatement statement)
    {
        await using var connection = await OpenAsync();
        if (!IsAlteration(statement))
            return await WaitsAsync(connection, one.Table, statement.Text) ? "waits for readers" : "waits for nobody who reads";
        var before = await TableIdAsync(connection, one.Table);
        // DROP INDEX takes no such words here, the ALTER TABLE that it stands for does.
        var text = DropIndex().Replace(statement.Text, "ALTER TABLE $2 DROP INDEX $1");
        var separator = text.StartsWith("ALTER", StringComparison.Ordinal) ? ", " : " ";
        foreach (var way in Ways.Select(w => w.Split(' ')))
        {
            try
            {
                await ExecuteAsync(connection, $"{text}{separator}ALGORITHM={way[0]}{separator}LOCK={way[1]}");
                return $"ALGORITHM={way[0]}, LOCK={way[1]}{(Equals(await TableIdAsync(connection, one.Table), before) ? "" : " rewrites")}";
            }
            catch (MySqlException e) when (e.Number is NotSupported or NotSupportedBecause)
            {
                // The next way is dearer.
            }
        }
        return "no way is accepted";
    }

    [GeneratedRegex(@"^DROP INDEX (\S+) ON (\S+)$")]
    private static partial Regex DropIndex();

    /// <summary>Whether a statement waits while somebody has read the table.</summary>
    async Task<bool> WaitsAsync(MySqlConnection connection, string table, string sql)
    {
        await using var reader = await OpenAsync();
        await ExecuteAsync(reader, $"BEGIN; SELECT count(*) FROM {table}");
        await ExecuteAsync(connection, "SET SESSION lock_wait_timeout = 1");
        try
        {
            await ExecuteAsync(connection, sql);
            return false;
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.LockWaitTimeout)
        {
            await ExecuteAsync(reader, "ROLLBACK");
            await ExecuteAsync(connection, sql);
            return true;
        }
    }

    static async Task<object?> TableIdAsync(MySqlConnection connection, string table)
    {
        await using var command = new MySqlCommand($"SELECT TABLE_ID FROM information_schema.INNODB_SYS_TABLES WHERE NAME = '{connection.Database}/{table}'", connection);
        return await command.ExecuteScalarAsync();
    }

    async Task<MySqlConnection> OpenAsync()
    {
        var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
