using System.Collections.Frozen;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Migrations.Execution;

namespace Migrations.Dialects.SqlServer;

/// <summary>
/// Understands what users write to say where a SQL Server database is: an ADO.NET connection string, <c>sqlserver://user@host:port/database?option=value</c>
/// (also <c>mssql://</c>) and <c>jdbc:sqlserver://host[\instance][:port];databaseName=…</c>.
/// No message repeats any of the text: a misplaced character may make a part of a password look like something else.
/// </summary>
static class SqlServerConnectionText
{
    const string Expected =
        "Write sqlserver://host:1433/database, jdbc:sqlserver://host:1433;databaseName=database, or Server=host;Initial Catalog=database; give user and password with -Credential, or a token with -AccessToken.";

    const string JdbcPrefix = "jdbc:sqlserver://";

    /// <summary>Keywords of connection strings that only this driver has.</summary>
    static readonly FrozenSet<string> OwnKeywords = new[]
    {
        "initial catalog", "integrated security", "trusted_connection", "trustservercertificate", "multipleactiveresultsets", "attachdbfilename", "multisubnetfailover", "applicationintent",
        "encrypt", "workstation id", "network library", "user instance", "failover partner", "column encryption setting",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Properties of JDBC URLs under other names than this driver's keywords.</summary>
    static readonly FrozenDictionary<string, string> JavaNames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["databaseName"] = "Initial Catalog", ["database"] = "Initial Catalog", ["user"] = "User ID", ["userName"] = "User ID", ["password"] = "Password",
        ["encrypt"] = "Encrypt", ["trustServerCertificate"] = "TrustServerCertificate", ["hostNameInCertificate"] = "Host Name In Certificate", ["integratedSecurity"] = "Integrated Security",
        ["loginTimeout"] = "Connect Timeout", ["applicationName"] = "Application Name", ["applicationIntent"] = "ApplicationIntent", ["multiSubnetFailover"] = "MultiSubnetFailover",
        ["packetSize"] = "Packet Size", ["workstationID"] = "Workstation ID", ["failoverPartner"] = "Failover Partner", ["serverCertificate"] = "Server Certificate",
        ["columnEncryptionSetting"] = "Column Encryption Setting", ["language"] = "Current Language",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Properties of JDBC URLs that say how Java shall work, or what this product does anyway.</summary>
    static readonly FrozenSet<string> JavaOnly = new[]
    {
        "sendStringParametersAsUnicode", "selectMethod", "responseBuffering", "sendTimeAsDatetime", "socketTimeout", "queryTimeout", "lockTimeout", "lastUpdateCount", "disableStatementPooling",
        "statementPoolingCacheSize", "useBulkCopyForBatchInsert", "delayLoadingLobs", "cancelQueryTimeout", "xopenStates", "trustStore", "trustStoreType", "prepareMethod",
        "connectRetryCount", "connectRetryInterval", "enablePrepareOnFirstPreparedStatementCall", "serverPreparedStatementDiscardThreshold", "replication", "calcBigDecimalPrecision",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the text is for SQL Server: its URL scheme, or a keyword that only its driver has.</summary>
    public static bool Recognizes(string text)
    {
        if (Starts(text, JdbcPrefix) || Starts(text, "sqlserver:") || Starts(text, "mssql:"))
            return true;
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = text }.Keys.Cast<string>().Any(OwnKeywords.Contains);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The settings of the driver for a connection, with everything that this product relies on. User and password of -Credential are not in it.</summary>
    /// <exception cref="MigrationException">The text cannot be understood (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    public static SqlConnectionStringBuilder Parse(ConnectionSettings settings)
    {
        var text = settings.Text;
        var builder = Starts(text, JdbcPrefix) ? FromJdbc(text[JdbcPrefix.Length..]) : IsUrl(text) ? FromUrl(text) : FromKeywords(text);
        if (string.IsNullOrEmpty(builder.DataSource))
            throw Invalid("the connection text names no server", Expected);
        if (string.IsNullOrEmpty(builder.InitialCatalog) && string.IsNullOrEmpty(builder.AttachDBFilename))
            throw Invalid("the connection text names no database", Expected);
        if (settings.Credential is not null || settings.AccessToken is not null)
        {
            builder.Remove("User ID");
            builder.Remove("Password");
            builder.Remove("Integrated Security");
            if (settings.AccessToken is not null)
                builder.Remove("Authentication");
        }
        // Set whatever the text says: the connection lives and dies with the run, and it never comes back by itself without its lock.
        builder.Pooling = false;
        builder.ConnectRetryCount = 0;
        builder.MultipleActiveResultSets = false;
        builder.Enlist = false;
        builder.PersistSecurityInfo = false;
        if (!builder.ShouldSerialize("Application Name"))
            builder.ApplicationName = "Migrations";
        return builder;
    }

    static bool IsUrl(string text) => Starts(text, "sqlserver:") || Starts(text, "mssql:");

    static SqlConnectionStringBuilder FromKeywords(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception e) when (IsBadValue(e))
        {
            // Neither the message nor the exception is passed on: they quote the text.
            throw Invalid("the connection string has a part that the driver does not understand", Expected);
        }
    }

    static SqlConnectionStringBuilder FromUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || string.IsNullOrEmpty(url.Host))
            throw Invalid("the connection URL cannot be understood (special characters in user and password are written as %XX)", Expected);
        var host = url.HostNameType == UriHostNameType.IPv6 ? url.Host.Trim('[', ']') : url.Host;
        var builder = new SqlConnectionStringBuilder { DataSource = url.Port > 0 ? FormattableString.Invariant($"{host},{url.Port}") : host };
        if (url.AbsolutePath.Trim('/') is { Length: > 0 } database)
            builder.InitialCatalog = Uri.UnescapeDataString(database);
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
            string Part(int at) => at < parts.Length ? Uri.UnescapeDataString(parts[at].Replace('+', ' ')) : "";
            SetOption(builder, Part(0), Part(1));
        }
        return builder;
    }

    /// <summary><c>host[\instance][:port];property=value;…</c>; a value in braces may hold semicolons.</summary>
    static SqlConnectionStringBuilder FromJdbc(string text)
    {
        var builder = new SqlConnectionStringBuilder();
        var end = text.IndexOf(';', StringComparison.Ordinal);
        var server = (end < 0 ? text : text[..end]).TrimEnd('/');
        string? instance = null, port = null;
        foreach (var (name, value) in Properties(end < 0 ? "" : text[(end + 1)..]))
        {
            if (name.Equals("instanceName", StringComparison.OrdinalIgnoreCase))
                instance = value;
            else if (name.Equals("portNumber", StringComparison.OrdinalIgnoreCase) || name.Equals("port", StringComparison.OrdinalIgnoreCase))
                port = value;
            else if (name.Equals("serverName", StringComparison.OrdinalIgnoreCase) || name.Equals("server", StringComparison.OrdinalIgnoreCase))
                server = value;
            else
                SetOption(builder, name, value);
        }
        var colon = server.LastIndexOf(':');
        if (colon > 0 && !server.EndsWith(']'))
            (server, port) = (server[..colon], server[(colon + 1)..]);
        if (instance is not null && !server.Contains('\\', StringComparison.Ordinal))
            server += "\\" + instance;
        builder.DataSource = port is null ? server : $"{server},{port}";
        return builder;
    }

    static IEnumerable<(string Name, string Value)> Properties(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                if (text[at..].Trim().Length > 0)
                    throw Invalid("the JDBC URL has a property without a value", Expected);
                yield break;
            }
            var name = text[at..equals].Trim();
            var braced = equals + 1 < text.Length && text[equals + 1] == '{';
            var close = braced ? text.IndexOf('}', equals) : text.IndexOf(';', equals);
            if (braced && close < 0)
                throw Invalid("the JDBC URL has a '{' that is not closed", Expected);
            var stop = close < 0 ? text.Length : close;
            yield return (name, text[(equals + (braced ? 2 : 1))..stop]);
            var next = text.IndexOf(';', stop);
            at = next < 0 ? text.Length : next + 1;
        }
    }

    static void SetOption(SqlConnectionStringBuilder builder, string name, string value)
    {
        if (JavaOnly.Contains(name))
            return;
        try
        {
            if (name.Equals("authentication", StringComparison.OrdinalIgnoreCase))
                builder.Authentication = Enum.Parse<SqlAuthenticationMethod>(value.Equals("ActiveDirectoryMSI", StringComparison.OrdinalIgnoreCase) ? "ActiveDirectoryManagedIdentity" : value, ignoreCase: true);
            else if (!name.Equals("authenticationScheme", StringComparison.OrdinalIgnoreCase))
                builder[JavaNames.GetValueOrDefault(name, name)] = value;
            else if (!value.Equals("nativeAuthentication", StringComparison.OrdinalIgnoreCase))
                builder.IntegratedSecurity = true;
        }
        catch (Exception e) when (IsBadValue(e))
        {
            throw Invalid("the connection URL has an option that is not known here, or whose value is wrong",
                "Remove it, or use a keyword of Microsoft.Data.SqlClient's connection strings (encrypt, trustServerCertificate, connect timeout).");
        }
    }

    static bool IsBadValue(Exception e) => e is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException or NotSupportedException;

    static bool Starts(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    static MigrationException Invalid(string message, string advice) => new(ErrorCode.InvalidConnection, message, advice);
}
