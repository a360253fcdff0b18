using System.Data.Common;
using System.Globalization;

namespace Migrations.Conformance;

/// <summary>The database's own client, as a DBA runs a script with it.</summary>
/// <param name="program">The client.</param>
/// <param name="arguments">Its arguments for a script, whose path is put in place of <c>{0}</c>.</param>
sealed class ScriptRunner(string program, params string[] arguments)
{
    /// <summary>The client for a database.</summary>
    public static ScriptRunner For(string provider, string connection)
    {
        var text = new DbConnectionStringBuilder { ConnectionString = connection };
        string Get(string name) => Convert.ToString(text[name], CultureInfo.InvariantCulture)!;
        return provider switch
        {
            "postgresql" => new("env", $"PGPASSWORD={Get("Password")}", Path.Combine(PostgreSqlServer.Programs!, "psql"), "-X", "-h", Get("Host"), "-p", Get("Port"), "-U", Get("Username"), "-d", Get("Database"), "-f", "{0}"),
            "mariadb" => new("sh", "-c", $"exec mariadb --no-defaults --comments -h {Get("Server")} -P {Get("Port")} -u {Get("User ID")} -p{Get("Password")} {Get("Database")} < {{0}}"),
            "sqlite" => new("sh", "-c", $"exec sqlite3 '{Get("Data Source")}' < {{0}}"),
            "mssql" => new("sqlcmd", "-b", "-x", "-f", "65001", "-S", Get("Server"), "-d", Get("Database"), "-i", "{0}"),
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
        };
    }

    /// <summary>Runs a script to its end.</summary>
    /// <exception cref="InvalidOperationException">The client stopped at an error.</exception>
    public async Task RunAsync(string script)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script);
            await Command.RunAsync(program, [.. arguments.Select(a => a.Replace("{0}", file, StringComparison.Ordinal))]);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"{e.Message}\n{script}", e);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
