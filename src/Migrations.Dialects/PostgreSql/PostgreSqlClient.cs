using System.Collections.Immutable;
using System.Globalization;
using Migrations.Execution;
using Npgsql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>How psql gets to where a connection text leads: by the variables of libpq (https://www.postgresql.org/docs/current/libpq-envars.html).</summary>
static class PostgreSqlClient
{
    /// <summary>psql, told to stop at the first error and to read no file of the user's.</summary>
    /// <param name="text">The connection.</param>
    /// <param name="lockTimeout">How many milliseconds it waits for locks; null for as long as the server says.</param>
    public static ClientProgram For(NpgsqlConnectionStringBuilder text, string? lockTimeout)
    {
        var environment = ImmutableDictionary.CreateBuilder<string, string>();
        Set("PGHOST", text.Host);
        Set("PGPORT", text.Port.ToString(CultureInfo.InvariantCulture));
        Set("PGDATABASE", text.Database ?? text.Username);
        Set("PGUSER", text.Username);
        Set("PGPASSWORD", text.Password);
        Set("PGPASSFILE", text.Passfile);
        Set("PGAPPNAME", text.ApplicationName);
        Set("PGCLIENTENCODING", "UTF8");
        Set("PGSSLMODE", text.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() });
        Set("PGSSLROOTCERT", text.RootCertificate);
        Set("PGSSLCERT", text.SslCertificate);
        Set("PGSSLKEY", text.SslKey);
        Set("PGOPTIONS", string.Join(' ', Options().Where(o => o.Length > 0)));
        return new("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"], environment.ToImmutable());

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                environment[name] = value;
        }

        IEnumerable<string> Options() =>
            [text.Options ?? "", text.SearchPath is { Length: > 0 } path ? "-c search_path=" + Escaped(path) : "", lockTimeout is null ? "" : "-c lock_timeout=" + lockTimeout];
    }

    /// <summary>Blanks separate the options of a session unless a backslash stands before them.</summary>
    static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);
}
