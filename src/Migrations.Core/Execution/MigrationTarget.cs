namespace Migrations;

/// <summary>Where a plan, a step or a result belongs: which database of which server. Holds no secret.</summary>
public sealed class MigrationTarget : IEquatable<MigrationTarget>
{
    /// <summary>Creates a target.</summary>
    /// <param name="provider">Liquibase's short name of the database: <c>postgresql</c>.</param>
    /// <param name="server">The host name, or null for a file.</param>
    /// <param name="port">The port, or null where there is none or the default one was not said.</param>
    /// <param name="database">The database's name, or the file's full path; <c>:memory:</c>; empty for planning without a database.</param>
    public MigrationTarget(string provider, string? server, int? port, string database)
    {
        Provider = provider;
        Server = server;
        Port = port;
        Database = database;
    }

    /// <summary>Liquibase's short name of the database: <c>postgresql</c>, <c>mssql</c>, <c>mariadb</c>, <c>mysql</c>, <c>sqlite</c>.</summary>
    public string Provider { get; }

    /// <summary>The host name; null for a file.</summary>
    public string? Server { get; }

    /// <summary>The port; null where there is none.</summary>
    public int? Port { get; }

    /// <summary>The database's name, or a file's full path.</summary>
    public string Database { get; }

    /// <summary>The schema of the history tables; null for the default one.</summary>
    public string? HistorySchema { get; init; }

    /// <summary>The server's version as it says it; null without a connection.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>Whether both are the same database, whatever its history tables are called.</summary>
    internal bool IsSameDatabaseAs(MigrationTarget other) => Provider == other.Provider && Database == other.Database && Port == other.Port && string.Equals(Server, other.Server, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What tells the database from another of the same name at the same place, as the server has it; null without a connection, and where the server has nothing of the kind.
    /// It is no part of what makes two targets equal: not every place that names a database knows it.
    /// </summary>
    public string? DatabaseId { get; init; }

    /// <inheritdoc/>
    public bool Equals(MigrationTarget? other) => other is not null && Provider == other.Provider && Database == other.Database && Port == other.Port
        && string.Equals(Server, other.Server, StringComparison.OrdinalIgnoreCase) && HistorySchema == other.HistorySchema;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MigrationTarget);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Provider, Database, Port);

    /// <summary><c>server/database</c>, or the file.</summary>
    public override string ToString() => Server is null ? Database : Port is null ? $"{Server}/{Database}" : FormattableString.Invariant($"{Server}:{Port}/{Database}");
}
