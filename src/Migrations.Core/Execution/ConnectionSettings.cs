using System.Net;
using System.Security;

namespace Migrations.Execution;

/// <summary>Where to connect and as whom. Secrets stay in here: nothing prints this type.</summary>
/// <param name="Text">An ADO.NET connection string, a URL (<c>postgresql://</c>, <c>sqlserver://</c>, <c>mysql://</c>, <c>mariadb://</c>, <c>sqlite:</c>) or a <c>jdbc:</c> URL.</param>
public sealed record ConnectionSettings(string Text)
{
    /// <summary>The dialect's name or alias where the text alone does not tell (<c>-Provider</c>).</summary>
    public string? Provider { get; init; }

    /// <summary>User and password that replace those in the text.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>An access token in place of a password (SQL Server).</summary>
    public SecureString? AccessToken { get; init; }

    /// <summary>The folder that relative SQLite file names start from.</summary>
    public string BaseDirectory { get; init; } = "";

    /// <summary>The database's own lock timeout for statements; null leaves the server's.</summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(ConnectionSettings);
}
