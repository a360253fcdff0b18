using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using MySqlConnector;

namespace Migrations.Dialects.MySql;

/// <summary>Asks a server, in one round trip, what decides how it is spoken to, and sets the session's own lock timeout.</summary>
static partial class MySqlServerReader
{
    const string Questions = """
        SELECT VERSION(), DATABASE(), CURRENT_USER();
        SHOW VARIABLES WHERE Variable_name IN ('version_comment', 'sql_mode', 'lower_case_table_names', 'explicit_defaults_for_timestamp', 'default_storage_engine',
          'collation_database', 'character_set_collations', 'wsrep_on', 'server_uid', 'server_uuid', 'group_replication_group_name', 'group_replication_single_primary_mode');
        SHOW CHARACTER SET;
        """;

    /// <summary>Reads the facts about the server of an open connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="lockTimeout">How long a statement waits for a lock, rounded up to whole seconds, which is what the servers know; null leaves the server's.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public static async Task<MySqlServer> ReadAsync(MySqlConnection connection, TimeSpan? lockTimeout, CancellationToken cancellationToken)
    {
        var set = lockTimeout is { } timeout
            ? string.Create(CultureInfo.InvariantCulture, $"SET SESSION lock_wait_timeout = {Seconds(timeout)}, SESSION innodb_lock_wait_timeout = {Seconds(timeout)};\n")
            : "";
        using var command = new MySqlCommand(set + Questions, connection);
        using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var version = reader.GetString(0);
        var database = reader.IsDBNull(1) ? null : reader.GetString(1);
        var user = reader.GetString(2);
        await reader.NextResultAsync(cancellationToken);
        var variables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadAsync(cancellationToken))
            variables[reader.GetString(0)] = reader.GetString(1);
        await reader.NextResultAsync(cancellationToken);
        var collations = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadAsync(cancellationToken))
            collations[reader.GetString("Charset")] = reader.GetString("Default collation");
        return Describe(version, database, user, variables, collations);
    }

    static MySqlServer Describe(string version, string? database, string user, Dictionary<string, string> variables, Dictionary<string, string> collations)
    {
        string Value(string name) => variables.GetValueOrDefault(name, "");
        // MariaDB 11 lets the default collations of character sets be chosen: "utf8mb4=utf8mb4_uca1400_ai_ci,…".
        foreach (var pair in Value("character_set_collations").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is [var charset, var collation])
                collations[charset.Trim()] = collation.Trim();
        }
        var modes = Value("sql_mode").Split(',');
        return new()
        {
            IsMariaDb = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) || Value("version_comment").Contains("MariaDB", StringComparison.OrdinalIgnoreCase),
            Version = ParseVersion(version),
            Database = database,
            CurrentUser = user,
            CaseSensitiveTables = Value("lower_case_table_names") == "0",
            NoBackslashEscapes = modes.Contains("NO_BACKSLASH_ESCAPES", StringComparer.OrdinalIgnoreCase),
            AnsiQuotes = modes.Contains("ANSI_QUOTES", StringComparer.OrdinalIgnoreCase),
            RealAsFloat = modes.Contains("REAL_AS_FLOAT", StringComparer.OrdinalIgnoreCase),
            ExplicitTimestampDefaults = Value("explicit_defaults_for_timestamp") == "ON",
            DefaultEngine = Value("default_storage_engine"),
            DefaultCollation = Value("collation_database"),
            // The nodes of a cluster have ids of their own, and any of them may answer.
            ServerId = Value("wsrep_on") == "ON" || Value("group_replication_group_name").Length > 0 ? null : Value("server_uid") is { Length: > 0 } uid ? uid : Value("server_uuid") is { Length: > 0 } uuid ? uuid : null,
            Collations = collations.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            LockProvesNothing = Value("wsrep_on") == "ON"
                ? "a lock of one node says nothing about the others of a Galera cluster"
                : Value("group_replication_group_name").Length > 0 && Value("group_replication_single_primary_mode") == "OFF"
                    ? "a lock of one member says nothing about the others of a group with several primaries"
                    : null,
        };
    }

    static Version ParseVersion(string text)
    {
        // Old MariaDB says "5.5.5-10.11.8-MariaDB" to clients that stumble over two digits.
        var match = Numbers().Match(text.StartsWith("5.5.5-", StringComparison.Ordinal) ? text["5.5.5-".Length..] : text);
        return match.Success ? Version.Parse(match.Value) : new(0, 0, 0);
    }

    static int Seconds(TimeSpan timeout) => (int)Math.Clamp(Math.Ceiling(timeout.TotalSeconds), 1, 31_536_000);

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
