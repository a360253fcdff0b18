using Migrations.Dialects.MySql;
using Migrations.Dialects.PostgreSql;
using Migrations.Dialects.SqlServer;
using Migrations.Execution;

namespace Migrations.Dialects;

/// <summary>The databases that the product knows: one line each.</summary>
public static class DialectRegistry
{
    static readonly (string Name, string[] Aliases, Func<IDatabaseProvider> Create)[] Entries =
    [
        ("sqlite", ["sqlite3"], () => new Sqlite.SqliteProvider()),
        (MySqlProvider.MariaDb, [], () => new MySqlProvider(MySqlProvider.MariaDb)),
        (MySqlProvider.MySql, [], () => new MySqlProvider(MySqlProvider.MySql)),
        ("postgresql", ["postgres", "pg", "pgsql", "npgsql"], () => new PostgreSqlProvider()),
        (SqlServerDialect.ShortName, ["sqlserver"], () => new SqlServerProvider()),
    ];

    /// <summary>The names that <c>-Provider</c> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Entries.Select(e => e.Name)];

    /// <summary>The provider of that name or alias, without regard to case.</summary>
    /// <exception cref="MigrationException">There is none (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    public static IDatabaseProvider Get(string name)
    {
        foreach (var entry in Entries)
        {
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || entry.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase))
                return entry.Create();
        }
        throw new MigrationException(ErrorCode.InvalidConnection, $"there is no database provider '{name}'", $"Use one of: {string.Join(", ", Names)}.");
    }

    /// <summary>The provider for a connection text.</summary>
    /// <exception cref="MigrationException">None recognises it (<see cref="ErrorCode.InvalidConnection"/>).</exception>
    public static IDatabaseProvider For(ConnectionSettings settings)
    {
        if (settings.Provider is not null)
            return Get(settings.Provider);
        return Entries.Select(e => e.Create()).FirstOrDefault(p => p.Recognizes(settings.Text)) ?? throw new MigrationException(ErrorCode.InvalidConnection,
            "the connection text does not tell which kind of database it is for",
            $"Write it as a URL (postgresql://, sqlserver://, mysql://, mariadb://, sqlite:) or add -Provider with one of: {string.Join(", ", Names)}.");
    }
}
