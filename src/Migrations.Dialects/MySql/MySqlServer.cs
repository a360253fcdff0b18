using System.Collections.Frozen;

namespace Migrations.Dialects.MySql;

/// <summary>
/// What of a MariaDB or MySQL server decides how SQL for it is written and how its catalogue is read: which of the two it is, its version, and the settings
/// of the session. Without a connection, those of a current server with default settings.
/// </summary>
sealed record MySqlServer
{
    /// <summary>A current MariaDB with default settings.</summary>
    public static MySqlServer DefaultMariaDb { get; } = new() { IsMariaDb = true, Version = new(10, 11, 8) };

    /// <summary>A current MySQL with default settings.</summary>
    public static MySqlServer DefaultMySql { get; } = new() { Version = new(8, 4, 0), DefaultCollation = "utf8mb4_0900_ai_ci" };

    /// <summary>Whether it is MariaDB; else MySQL or what claims to be one.</summary>
    public bool IsMariaDb { get; init; }

    /// <summary>Its version.</summary>
    public required Version Version { get; init; }

    /// <summary>What tells the server from others (MariaDB's server_uid, MySQL's server_uuid); null without a connection, in a cluster, and where an old server has none.</summary>
    public string? ServerId { get; init; }

    /// <summary>The connection's database; null without a connection.</summary>
    public string? Database { get; init; }

    /// <summary>The connection's user as CURRENT_USER() gives it: <c>name@host</c>; null without a connection.</summary>
    public string? CurrentUser { get; init; }

    /// <summary>Whether table names differ by case (<c>lower_case_table_names=0</c>).</summary>
    public bool CaseSensitiveTables { get; init; } = true;

    /// <summary>Whether a backslash is an ordinary character in a string (<c>NO_BACKSLASH_ESCAPES</c>).</summary>
    public bool NoBackslashEscapes { get; init; }

    /// <summary>Whether <c>"…"</c> quotes a name and not a string (<c>ANSI_QUOTES</c>).</summary>
    public bool AnsiQuotes { get; init; }

    /// <summary>Whether REAL is a FLOAT (<c>REAL_AS_FLOAT</c>).</summary>
    public bool RealAsFloat { get; init; }

    /// <summary>
    /// Whether a TIMESTAMP column gets only what it is given (<c>explicit_defaults_for_timestamp</c>); else the first one that is NOT NULL without a default
    /// gets the current time as default and on update, the others a zero date.
    /// </summary>
    public bool ExplicitTimestampDefaults { get; init; } = true;

    /// <summary>The storage engine of a table that names none.</summary>
    public string DefaultEngine { get; init; } = "InnoDB";

    /// <summary>The database's default collation.</summary>
    public string DefaultCollation { get; init; } = "utf8mb4_general_ci";

    /// <summary>The default collation of each character set.</summary>
    public FrozenDictionary<string, string> Collations { get; init; } = new Dictionary<string, string>
    {
        ["utf8mb3"] = "utf8mb3_general_ci",
        ["latin1"] = "latin1_swedish_ci",
        ["ascii"] = "ascii_general_ci",
        ["binary"] = "binary",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a lock of the server proves nothing (Galera, group replication with several primaries); null where it does.</summary>
    public string? LockProvesNothing { get; init; }

    /// <summary>Whether COLUMN_TYPE shows display widths (<c>int(11)</c>); MySQL stopped with 8.0.19.</summary>
    public bool ShowsDisplayWidth => IsMariaDb || Version < new Version(8, 0, 19);

    /// <summary>Whether there are sequences.</summary>
    public bool HasSequences => IsMariaDb && Version >= new Version(10, 3);

    /// <summary>Whether CHECK constraints are kept and not only parsed.</summary>
    public bool HasChecks => Version >= (IsMariaDb ? new Version(10, 2, 1) : new Version(8, 0, 16));

    /// <summary>Whether a default may be any expression.</summary>
    public bool HasExpressionDefaults => Version >= (IsMariaDb ? new Version(10, 2, 1) : new Version(8, 0, 13));

    /// <summary>Whether the catalogue writes a default as SQL (<c>'x'</c>, <c>NULL</c>) and not as its bare value.</summary>
    public bool QuotesDefaults => IsMariaDb && Version >= new Version(10, 2, 7);

    /// <summary>Whether a column is renamed without restating it.</summary>
    public bool HasRenameColumn => Version >= (IsMariaDb ? new Version(10, 5, 2) : new Version(8, 0));

    /// <summary>Whether columns are added and dropped at any place without touching rows.</summary>
    public bool HasInstantColumns => Version >= (IsMariaDb ? new Version(10, 4) : new Version(8, 0, 29));

    /// <summary>Whether a table that is copied can be written to meanwhile.</summary>
    public bool CopiesOnline => IsMariaDb && Version >= new Version(11, 2);

    /// <summary>The default collation of a character set; null where it is not known.</summary>
    /// <param name="charset">Its name; <c>utf8</c> is <c>utf8mb3</c>, as both servers take it by default.</param>
    public string? CollationOf(string charset)
    {
        if (charset.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            charset = "utf8mb3";
        return Collations.GetValueOrDefault(charset)
            ?? (charset.Equals("utf8mb3", StringComparison.OrdinalIgnoreCase) ? Collations.GetValueOrDefault("utf8") : null)
            ?? (DefaultCollation.StartsWith(charset + "_", StringComparison.OrdinalIgnoreCase) ? DefaultCollation : null);
    }
}
