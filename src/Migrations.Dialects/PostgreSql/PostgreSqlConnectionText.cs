using Migrations.Execution;
using Npgsql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>Reads what a user gives as a connection: an ADO.NET connection string, a <c>postgresql://</c> URL, a <c>jdbc:postgresql:</c> URL.</summary>
static class PostgreSqlConnectionText
{
    const string Jdbc = "jdbc:";
    static readonly string[] Schemes = ["postgresql:", "postgres:"];

    /// <summary>The parameters of libpq's URLs and of the JDBC driver that have a counterpart in the .NET driver.</summary>
    static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["user"] = "Username", ["password"] = "Password", ["dbname"] = "Database", ["host"] = "Host", ["port"] = "Port",
        ["sslmode"] = "SSL Mode", ["sslrootcert"] = "Root Certificate", ["sslcert"] = "SSL Certificate", ["sslkey"] = "SSL Key", ["sslpassword"] = "SSL Password",
        ["connect_timeout"] = "Timeout", ["connectTimeout"] = "Timeout", ["application_name"] = "Application Name", ["ApplicationName"] = "Application Name",
        ["currentSchema"] = "Search Path", ["search_path"] = "Search Path", ["options"] = "Options", ["target_session_attrs"] = "Target Session Attributes",
        ["krbsrvname"] = "Kerberos Service Name", ["passfile"] = "Passfile", ["channel_binding"] = "Channel Binding", ["gssencmode"] = "GSS Encryption Mode",
    };

    /// <summary>The parameters of the JDBC driver that only steer that driver.</summary>
    static readonly HashSet<string> OnlyJdbc = new(StringComparer.OrdinalIgnoreCase)
    {
        "ssl", "sslfactory", "socketTimeout", "loginTimeout", "prepareThreshold", "preparedStatementCacheQueries", "defaultRowFetchSize", "reWriteBatchedInserts", "stringtype",
        "assumeMinServerVersion", "binaryTransfer", "preferQueryMode", "autosave", "loadBalanceHosts", "targetServerType", "hostRecheckSeconds", "cancelSignalTimeout",
        "logServerErrorDetail", "readOnly", "readOnlyMode", "escapeSyntaxCallMode", "databaseMetadataCacheFields", "cleanupSavepoints", "allowEncodingChanges",
    };

    /// <summary>Whether a text is a URL for PostgreSQL, or a connection string with a keyword that only its driver has.</summary>
    public static bool Recognizes(string text)
    {
        var url = WithoutJdbc(text);
        if (Schemes.Any(s => url.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
            return true;
        // "Host" is enough: the drivers of the others call it Server or Data Source.
        return text.Split(';').Select(p => p.Split('=')[0].Trim()).Any(k => k.Equals("Host", StringComparison.OrdinalIgnoreCase) || k.Equals("Search Path", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The driver's settings for a text, with the credential in place.</summary>
    /// <exception cref="MigrationException">It cannot be understood (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    public static NpgsqlConnectionStringBuilder Read(ConnectionSettings settings)
    {
        if (settings.AccessToken is not null)
            throw Invalid("an access token is not used by PostgreSQL as such", "Give the token as the password, with -Credential.");
        var text = settings.Text.Trim();
        var url = WithoutJdbc(text);
        var builder = Schemes.Any(s => url.StartsWith(s, StringComparison.OrdinalIgnoreCase)) ? FromUrl(url, jdbc: url.Length != text.Length) : FromConnectionString(text);
        if (settings.Credential is { } credential)
        {
            builder.Username = credential.UserName;
            builder.Password = credential.Password;
        }
        if (string.IsNullOrEmpty(builder.Host))
            throw Invalid("the connection names no server", "Add the host: postgresql://host/database, or 'Host=…' in a connection string.");
        // As libpq and every client of the server.
        if (string.IsNullOrEmpty(builder.Database))
            builder.Database = builder.Username;
        return builder;
    }

    static string WithoutJdbc(string text) => text.StartsWith(Jdbc, StringComparison.OrdinalIgnoreCase) ? text[Jdbc.Length..] : text;

    static NpgsqlConnectionStringBuilder FromConnectionString(string text)
    {
        try
        {
            return new(text);
        }
        catch (ArgumentException e)
        {
            // The driver's message may quote the value, which may be a password: only the keyword is told.
            throw Invalid($"the connection string has a keyword or a value that is not understood{(e.ParamName is { Length: > 0 } name && IsKeyword(text, name) ? $": {name}" : "")}",
                "Write it as 'Host=…;Port=5432;Database=…;Username=…', or as a URL: postgresql://user@host:5432/database.");
        }
    }

    static bool IsKeyword(string text, string name) => text.Split(';').Any(p => p.Split('=')[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase));

    static NpgsqlConnectionStringBuilder FromUrl(string url, bool jdbc)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        var rest = url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            // jdbc:postgresql:database is the database on this machine.
            builder.Host = "localhost";
            builder.Database = Decode(rest.TrimStart('/'));
        }
        else
            Authority(builder, rest[2..]);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            Set(builder, Decode(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decode(pair[(equals + 1)..]), jdbc);
        }
        return builder;
    }

    static void Authority(NpgsqlConnectionStringBuilder builder, string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (authority, database) = slash < 0 ? (rest, "") : (rest[..slash], rest[(slash + 1)..]);
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var user = authority[..at];
            var colon = user.IndexOf(':', StringComparison.Ordinal);
            builder.Username = Decode(colon < 0 ? user : user[..colon]);
            if (colon >= 0)
                builder.Password = Decode(user[(colon + 1)..]);
        }
        var hosts = authority[(at + 1)..];
        if (hosts.Contains(',', StringComparison.Ordinal))
            builder.Host = Decode(hosts);
        else
        {
            var colon = hosts.EndsWith(']') ? -1 : hosts.LastIndexOf(':');
            builder.Host = Decode(colon < 0 ? hosts : hosts[..colon]).Trim('[', ']');
            if (colon >= 0)
            {
                builder.Port = int.TryParse(hosts[(colon + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
                    ? port
                    : throw Invalid("the port in the URL is not a number from 1 to 65535", "Write it as postgresql://user@host:5432/database; a ':' or '@' in user or password is written %3A or %40.");
            }
        }
        if (builder.Host.Length == 0)
            builder.Host = "localhost";
        if (database.Length > 0)
            builder.Database = Decode(database);
    }

    static void Set(NpgsqlConnectionStringBuilder builder, string name, string value, bool jdbc)
    {
        if (jdbc && OnlyJdbc.Contains(name))
        {
            if (name.Equals("ssl", StringComparison.OrdinalIgnoreCase) && !value.Equals("false", StringComparison.OrdinalIgnoreCase))
                builder.SslMode = SslMode.VerifyFull;
            return;
        }
        var keyword = Parameters.GetValueOrDefault(name, name);
        try
        {
            builder[keyword] = keyword is "SSL Mode" or "Target Session Attributes" or "GSS Encryption Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException or OverflowException)
        {
            throw Invalid($"the URL's parameter '{name}' is not known, or its value is not understood",
                "Leave it out, or use one of libpq's (sslmode, connect_timeout, options, application_name), currentSchema, or a keyword of the .NET driver.");
        }
    }

    static string Decode(string text) => Uri.UnescapeDataString(text);

    static MigrationException Invalid(string message, string advice) => new(ErrorCode.InvalidConnection, message, advice);
}
