using System.Collections.Immutable;
using Microsoft.Data.SqlClient;
using Migrations.Execution;

namespace Migrations.Dialects.SqlServer;

/// <summary>How sqlcmd gets to where a connection text leads (https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-utility).</summary>
static class SqlServerClient
{
    /// <summary>
    /// sqlcmd, told to stop with an exit code at the first error, with quoted identifiers as a run has them. Null where the run has logged in with a token: sqlcmd takes none.
    /// </summary>
    /// <param name="text">The connection.</param>
    /// <param name="settings">What was given beside it.</param>
    public static ClientProgram? For(SqlConnectionStringBuilder text, ConnectionSettings settings)
    {
        var (user, password) = settings.Credential is { } given ? (given.UserName, given.Password) : (text.UserID, text.Password);
        if (settings.AccessToken is not null || (text.Authentication is not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword) && !text.IntegratedSecurity))
            return null;
        var arguments = ImmutableArray.CreateBuilder<string>();
        arguments.AddRange("-S", text.DataSource, "-b", "-I", "-f", "65001");
        if (text.InitialCatalog is { Length: > 0 } database)
            arguments.AddRange("-d", database);
        if (text.TrustServerCertificate)
            arguments.Add("-C");
        if (text.IntegratedSecurity)
            arguments.Add("-E");
        else
            arguments.AddRange("-U", user);
        var environment = text.IntegratedSecurity ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add("SQLCMDPASSWORD", password);
        return new("sqlcmd", arguments.ToImmutable(), environment) { ScriptArgument = "-i" };
    }
}
