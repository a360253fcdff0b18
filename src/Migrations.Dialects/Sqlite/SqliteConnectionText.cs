using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Migrations.Execution;

namespace Migrations.Dialects.Sqlite;

/// <summary>Where a connection text leads: a file, or memory.</summary>
/// <param name="Path">The file's full path; null for a database in memory or a temporary one.</param>
/// <param name="Builder">What the driver is given.</param>
/// <param name="ForeignKeys">Whether the text asks for foreign keys to be enforced.</param>
/// <param name="RecursiveTriggers">Whether the text asks for recursive triggers.</param>
/// <param name="BusyTimeout">How long to wait for another writer, where the text says it.</param>
sealed partial record SqliteConnectionText(string? Path, SqliteConnectionStringBuilder Builder, bool ForeignKeys, bool RecursiveTriggers, TimeSpan? BusyTimeout)
{
    const string Memory = ":memory:";
    const string Advice = "Write sqlite:path, sqlite:///absolute/path, jdbc:sqlite:path, or Data Source=path.";
    static readonly ImmutableArray<string> FileExtensions = [".db", ".db3", ".sqlite", ".sqlite3", ".s3db", ".sl3"];

    /// <summary>Keywords of the driver's connection strings that no other database has.</summary>
    static readonly ImmutableArray<string> OwnKeywords = ["Mode", "Cache", "Foreign Keys", "Recursive Triggers", "Filename", "Vfs"];

    /// <summary>What people see: the file, or <c>:memory:</c>.</summary>
    public string Display => Path ?? Memory;

    /// <summary>Whether a text can only be for SQLite.</summary>
    public static bool Recognizes(string text)
    {
        if (IsUrl(text))
            return true;
        // Most texts for servers have none of its keywords, and need not load its driver.
        if (!text.Contains('=', StringComparison.Ordinal) || !MayHaveKeywords(text) || TryParse(text) is not { } builder)
            return false;
        var source = builder.DataSource;
        return source == Memory || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || FileExtensions.Contains(System.IO.Path.GetExtension(source).ToLowerInvariant())
            || OwnKeywords.Any(k => builder.ShouldSerialize(k) && Regex.IsMatch(text, $@"(^|;)\s*{k}\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
    }

    /// <summary>Understands a text.</summary>
    /// <exception cref="MigrationException">It cannot be understood (<see cref="ErrorCode.InvalidConnection"/>), or asks for what SQLite does not have.</exception>
    public static SqliteConnectionText Parse(ConnectionSettings settings)
    {
        if (settings.Credential is not null || settings.AccessToken is not null)
            throw Invalid("a credential was given, but SQLite has no users", "Leave the credential out: who may open the file may use the database.");
        var text = settings.Text.Trim();
        return IsUrl(text) ? ParseUrl(text, settings.BaseDirectory) : ParseKeywords(text, settings.BaseDirectory);
    }

    static bool IsUrl(string text) =>
        text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("jdbc:sqlite:", StringComparison.OrdinalIgnoreCase);

    static bool MayHaveKeywords(string text) =>
        text.Contains("source", StringComparison.OrdinalIgnoreCase) || OwnKeywords.Any(k => text.Contains(k, StringComparison.OrdinalIgnoreCase));

    static SqliteConnectionStringBuilder? TryParse(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }

    static SqliteConnectionText ParseKeywords(string text, string baseDirectory)
    {
        // The driver's own message may repeat the text with a password in it.
        var builder = TryParse(text) ?? throw Invalid("the connection string for SQLite has a keyword or a value that is not known", Advice);
        if (!builder.ContainsKey("Data Source") || !HasSource(text))
            throw Invalid("the connection string for SQLite names no file", Advice);
        if (!string.IsNullOrEmpty(builder.Password))
        {
            throw new MigrationException(ErrorCode.NotSupported,
                "the connection string has a password, but the SQLite that comes with this product cannot decrypt files", "Decrypt the file first, or leave the password out.");
        }
        var options = new Options
        {
            ForeignKeys = builder.ForeignKeys == true,
            RecursiveTriggers = builder.RecursiveTriggers,
            Mode = builder.Mode,
            Cache = builder.Cache,
            Vfs = builder.Vfs,
        };
        return Of(builder.DataSource, options, baseDirectory);
    }

    static bool HasSource(string text) => SourceKeyword().IsMatch(text);

    [GeneratedRegex(@"(^|;)\s*(Data Source|DataSource|Filename)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SourceKeyword();

    static SqliteConnectionText ParseUrl(string text, string baseDirectory)
    {
        var jdbc = text.StartsWith("jdbc:", StringComparison.OrdinalIgnoreCase);
        var source = text[(jdbc ? "jdbc:sqlite:" : "sqlite:").Length..];
        var options = new Options();
        if (!source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            source = TakeQuery(source, options);
        if (source.StartsWith("//", StringComparison.Ordinal))
        {
            if (!source.StartsWith("///", StringComparison.Ordinal))
                throw Invalid("an address of the form sqlite://name is taken for a server, which SQLite does not have", Advice);
            source = Uri.UnescapeDataString(source[2..]);
            if (DrivePath().IsMatch(source))
                source = source[1..];
        }
        if (jdbc && source.Length == 0)
            source = Memory;
        if (source.Length == 0)
            throw Invalid("the address names no file", Advice);
        if (source.StartsWith(":resource:", StringComparison.Ordinal))
            throw Invalid("a database inside a Java archive cannot be opened", Advice);
        return Of(source, options, baseDirectory);
    }

    [GeneratedRegex("^/[A-Za-z]:[/\\\\]")]
    private static partial Regex DrivePath();

    /// <summary>Makes a file address into a file, and the rest into what the driver understands.</summary>
    static SqliteConnectionText Of(string source, Options options, string baseDirectory)
    {
        if (source.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            source = Uri.UnescapeDataString(TakeQuery(source["file:".Length..], options));
            if (source.StartsWith("//localhost/", StringComparison.Ordinal))
                source = source["//localhost".Length..];
            else if (source.StartsWith("///", StringComparison.Ordinal))
                source = source[2..];
            else if (source.StartsWith("//", StringComparison.Ordinal))
                throw Invalid("a file address names another machine", Advice);
        }
        if (source.Contains('\0', StringComparison.Ordinal) || source.Contains("|DataDirectory|", StringComparison.OrdinalIgnoreCase))
            throw Invalid("the file name contains what no file name can", "Write the path itself.");
        var builder = new SqliteConnectionStringBuilder { Mode = options.Mode, Cache = options.Cache, Pooling = false };
        if (options.Vfs is not null)
            builder.Vfs = options.Vfs;
        var inMemory = source is Memory or "" || options.Mode == SqliteOpenMode.Memory;
        var path = inMemory ? null : System.IO.Path.GetFullPath(source, baseDirectory.Length > 0 ? baseDirectory : Environment.CurrentDirectory);
        builder.DataSource = path ?? source;
        return new(path, builder, options.ForeignKeys, options.RecursiveTriggers, options.BusyTimeout);
    }

    static string TakeQuery(string source, Options options)
    {
        var question = source.IndexOf('?', StringComparison.Ordinal);
        if (question < 0)
            return source;
        foreach (var pair in source[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            options.Set(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }
        return source[..question];
    }

    static MigrationException Invalid(string message, string advice) => new(ErrorCode.InvalidConnection, message, advice);

    /// <summary>What an address may say besides the file: names of the JDBC driver and of SQLite's own file addresses.</summary>
    sealed class Options
    {
        public bool ForeignKeys { get; set; }

        public bool RecursiveTriggers { get; set; }

        public SqliteOpenMode Mode { get; set; }

        public SqliteCacheMode Cache { get; set; }

        public string? Vfs { get; set; }

        public TimeSpan? BusyTimeout { get; private set; }

        public void Set(string name, string value)
        {
            switch (name.ToLowerInvariant())
            {
                case "foreign_keys" or "enforceforeignkeys":
                    ForeignKeys = IsOn(value);
                    break;
                case "recursive_triggers":
                    RecursiveTriggers = IsOn(value);
                    break;
                case "busy_timeout" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds):
                    BusyTimeout = TimeSpan.FromMilliseconds(milliseconds);
                    break;
                case "mode" when value is "ro" or "rw" or "rwc" or "memory":
                    Mode = value switch
                    {
                        "ro" => SqliteOpenMode.ReadOnly,
                        "rw" => SqliteOpenMode.ReadWrite,
                        "memory" => SqliteOpenMode.Memory,
                        _ => SqliteOpenMode.ReadWriteCreate,
                    };
                    break;
                case "cache" when value is "shared" or "private":
                    Cache = value == "shared" ? SqliteCacheMode.Shared : SqliteCacheMode.Private;
                    break;
                // How the JDBC driver reads dates and begins transactions; neither is done its way here.
                case "date_class" or "date_precision" or "date_string_format" or "transaction_mode":
                    break;
                default:
                    throw Invalid($"the address has an option that is not known for SQLite, or a value that it cannot have: {name}",
                        "Known are mode (ro, rw, rwc, memory), cache (shared, private), foreign_keys, recursive_triggers (on, off) and busy_timeout (milliseconds).");
            }
        }

        static bool IsOn(string value) => value.ToLowerInvariant() is "on" or "true" or "1" or "yes";
    }
}
