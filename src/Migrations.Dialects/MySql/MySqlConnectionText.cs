using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;
using Migrations.Execution;
using MySqlConnector;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Understands what users write to say where a MariaDB or MySQL database is: an ADO.NET connection string, <c>mysql://user@host:port/database?option=value</c>
/// (also <c>mariadb://</c>), <c>jdbc:mysql://…</c> and <c>jdbc:mariadb://…</c>.
/// No message repeats any of the text: a misplaced character may make a part of a password look like something else.
/// </summary>
static class MySqlConnectionText
{
    const string Expected = "Write mysql://user@host:3306/database, jdbc:mariadb://host:3306/database, or Server=host;Port=3306;User ID=user;Database=database; give the password with -Credential.";

    /// <summary>Keywords of connection strings that only this driver has.</summary>
    static readonly FrozenSet<string> OwnKeywords = new[]
    {
        "allowpublickeyretrieval", "allowuservariables", "allowloadlocalinfile", "allowzerodatetime", "convertzerodatetime", "charset", "characterset", "defaultcommandtimeout",
        "guidformat", "treattinyasboolean", "useaffectedrows", "oldguids", "serverrsapublickeyfile", "ignorecommandtransaction", "noprepare", "useXaTransactions", "connectionprotocol",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parameters of JDBC URLs that say how Java shall see the data, or what this driver does anyway.</summary>
    static readonly FrozenSet<string> JavaOnly = new[]
    {
        "allowmultiqueries", "autoreconnect", "cacheprepstmts", "characterencoding", "connectiontimezone", "dumpqueriesonexception", "failoverreadonly", "forceconnectiontimezonetosession",
        "nullcatalogmeanscurrent", "nulldatabasemeanscurrent", "permitmysqlscheme", "prepstmtcachesize", "prepstmtcachesqllimit", "rewritebatchedstatements", "servertimezone", "tinyint1isbit",
        "transformedbitisboolean", "usebulkstmts", "usecursorfetch", "useinformationschema", "usejdbccomplianttimezoneshift", "uselegacydatetimecode", "uselocalsessionstate",
        "useserverprepstmts", "useunicode", "yearisdatetype", "zerodatetimebehavior", "socketfactory", "useaffectedrows", "maxallowedpacket", "defaultfetchsize",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The database kind that a URL's scheme names for certain: <c>mariadb</c> or <c>mysql</c>; null where it does not.</summary>
    public static string? SchemeName(string text) =>
        Starts(text, "jdbc:mariadb:") || Starts(text, "mariadb:") ? MySqlProvider.MariaDb : Starts(text, "jdbc:mysql:") || Starts(text, "mysql:") ? MySqlProvider.MySql : null;

    /// <summary>The name that overrides what the server says it is: of a <c>jdbc:</c> URL.</summary>
    public static string? Override(string text) => Starts(text, "jdbc:") ? SchemeName(text) : null;

    /// <summary>Whether the text is a connection string that only this driver understands.</summary>
    public static bool HasOwnKeywords(string text)
    {
        // Most texts for other databases have none of them anywhere, and need not be taken apart.
        var joined = text.Replace(" ", "", StringComparison.Ordinal);
        if (!OwnKeywords.Any(k => joined.Contains(k, StringComparison.OrdinalIgnoreCase)))
            return false;
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text }.Keys.Cast<string>().Any(k => OwnKeywords.Contains(k.Replace(" ", "", StringComparison.Ordinal)));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The settings of the driver for a connection, with the credential in place and everything that this product relies on.</summary>
    /// <exception cref="MigrationException">The text cannot be understood (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    public static MySqlConnectionStringBuilder Parse(ConnectionSettings settings)
    {
        if (settings.AccessToken is not null)
            throw Invalid("an access token cannot be used with MariaDB and MySQL", "Give user and password with -Credential; where the token stands for the password, put it there.");
        var builder = SchemeName(settings.Text) is null ? FromKeywords(settings.Text) : FromUrl(settings.Text);
        if (settings.Credential is { } credential)
        {
            builder.UserID = credential.UserName;
            builder.Password = credential.Password;
        }
        if (string.IsNullOrEmpty(builder.Server))
            throw Invalid("the connection text names no server", Expected);
        if (string.IsNullOrEmpty(builder.Database))
            throw Invalid("the connection text names no database", Expected);
        // Set whatever the text says: the connection lives and dies with the run, and its SQL is written by this product.
        builder.Pooling = false;
        builder.AutoEnlist = false;
        builder.AllowUserVariables = true;
        builder.UseAffectedRows = false;
        builder.IgnoreCommandTransaction = true;
        builder.TreatTinyAsBoolean = false;
        builder.GuidFormat = MySqlGuidFormat.None;
        builder.AllowZeroDateTime = false;
        builder.ConvertZeroDateTime = true;
        builder.PersistSecurityInfo = false;
        builder.DefaultCommandTimeout = 0;
        return builder;
    }

    static MySqlConnectionStringBuilder FromKeywords(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Neither the message nor the exception is passed on: they quote the text.
            throw Invalid("the connection string has a part that the driver does not understand", Expected);
        }
    }

    static MySqlConnectionStringBuilder FromUrl(string text)
    {
        var isJdbc = Starts(text, "jdbc:");
        if (!Uri.TryCreate(isJdbc ? text["jdbc:".Length..] : text, UriKind.Absolute, out var url) || string.IsNullOrEmpty(url.Host))
            throw Invalid("the connection URL cannot be understood (one host, and special characters in user and password written as %XX)", Expected);
        var builder = new MySqlConnectionStringBuilder
        {
            Server = url.HostNameType == UriHostNameType.IPv6 ? url.Host.Trim('[', ']') : url.Host,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (!url.IsDefaultPort && url.Port > 0)
            builder.Port = (uint)url.Port;
        if (url.UserInfo.Length > 0)
        {
            var parts = url.UserInfo.Split(':', 2);
            builder.UserID = Uri.UnescapeDataString(parts[0]);
            if (parts.Length > 1)
                builder.Password = Uri.UnescapeDataString(parts[1]);
        }
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            SetOption(builder, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1].Replace('+', ' ')) : "", isJdbc);
        }
        return builder;
    }

    static void SetOption(MySqlConnectionStringBuilder builder, string name, string value, bool isJdbc)
    {
        switch (name.ToLowerInvariant())
        {
            case "user":
                builder.UserID = value;
                break;
            case "password":
                builder.Password = value;
                break;
            case "usessl" or "ssl":
                builder.SslMode = IsTrue(value) ? MySqlSslMode.Required : MySqlSslMode.None;
                break;
            case "sslmode" or "ssl-mode":
                builder.SslMode = value.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() switch
                {
                    "disable" or "disabled" or "none" => MySqlSslMode.None,
                    "preferred" or "prefer" => MySqlSslMode.Preferred,
                    "required" or "trust" => MySqlSslMode.Required,
                    "verifyca" => MySqlSslMode.VerifyCA,
                    "verifyidentity" or "verifyfull" => MySqlSslMode.VerifyFull,
                    _ => throw Invalid("the connection URL has an 'sslMode' that is not known", "Use disabled, preferred, required, verify-ca or verify-full."),
                };
                break;
            case "connecttimeout" when isJdbc:
                builder.ConnectionTimeout = (uint)Math.Max(1, Math.Ceiling(Number(name, value) / 1000.0));
                break;
            case var other when isJdbc && JavaOnly.Contains(other):
                break;
            default:
                SetKeyword(builder, name, value);
                break;
        }
    }

    static void SetKeyword(MySqlConnectionStringBuilder builder, string name, string value)
    {
        try
        {
            builder[name] = value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or InvalidOperationException)
        {
            throw Invalid("the connection URL has an option behind '?' that is not known here, or whose value is wrong",
                "Remove it, or use a keyword of MySqlConnector's connection strings, without blanks (connectionTimeout, sslMode, allowPublicKeyRetrieval).");
        }
    }

    static double Number(string name, string value) => double.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Invalid($"the connection URL's '{name}' is not a number", "Write it in digits.");

    static bool IsTrue(string value) => value.ToLowerInvariant() is "true" or "yes" or "1" or "";

    static bool Starts(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    static MigrationException Invalid(string message, string advice) => new(ErrorCode.InvalidConnection, message, advice);
}
