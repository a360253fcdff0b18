namespace Migrations.Dialects.SqlServer;

/// <summary>What of a server and database decides how SQL is written for it.</summary>
sealed record SqlServerInstance
{
    /// <summary>SERVERPROPERTY('EngineEdition') of Azure SQL Database.</summary>
    public const int AzureDatabase = 5;

    const int Standard = 2;
    const int Enterprise = 3;
    const int Express = 4;
    const int AzureManagedInstance = 8;

    /// <summary>A current server with default settings, for planning without a connection. Its edition is the one that can do less.</summary>
    public static SqlServerInstance Default { get; } = new();

    /// <summary>SERVERPROPERTY('ProductVersion'): 13 is SQL Server 2016, 14 is 2017, 15 is 2019, 16 is 2022.</summary>
    public Version Version { get; init; } = new(16, 0);

    /// <summary>SERVERPROPERTY('EngineEdition'): 2 Standard, 3 Enterprise and Developer, 4 Express, 5 Azure SQL Database, 8 Azure SQL Managed Instance.</summary>
    public int EngineEdition { get; init; } = Standard;

    /// <summary>The connection's database; null without a connection.</summary>
    public string? Database { get; init; }

    /// <summary>What tells the database from others; null without a connection.</summary>
    public string? DatabaseId { get; init; }

    /// <summary>The schema that the user's bare names mean.</summary>
    public string DefaultSchema { get; init; } = "dbo";

    /// <summary>Whether the catalogue tells names apart by case, as its collation says.</summary>
    public bool CaseSensitiveNames { get; init; }

    /// <summary>The collation that a text column gets without COLLATE; null where it is not known.</summary>
    public string? Collation { get; init; }

    /// <summary>An instance that is not there: <see cref="Default"/> with a version (2016 and later may be written as years) and an edition.</summary>
    /// <exception cref="MigrationException">There is no such edition.</exception>
    public static SqlServerInstance Assume(Version? version, string? edition) => Default with
    {
        Version = version switch { null => Default.Version, { Major: > 2000 } year => new(YearOf(year.Major), 0), _ => version },
        EngineEdition = edition?.ToUpperInvariant() switch
        {
            null => Default.EngineEdition,
            "STANDARD" => Standard,
            "ENTERPRISE" or "DEVELOPER" => Enterprise,
            "EXPRESS" => Express,
            "AZURE" => AzureDatabase,
            "AZUREMANAGEDINSTANCE" => AzureManagedInstance,
            _ => throw new MigrationException(ErrorCode.InvalidConfiguration, $"'{edition}' of 'targetEdition' is no edition of SQL Server", "Write Standard, Enterprise, Developer, Express, Azure or AzureManagedInstance."),
        },
    };

    static int YearOf(int year) => year switch
    {
        < 2016 => throw new MigrationException(ErrorCode.NotSupported, FormattableString.Invariant($"SQL Server {year} is not supported"), "Use 2016 or later."),
        2016 => 13,
        2017 => 14,
        2018 or 2019 => 15,
        < 2025 => 16,
        _ => 17,
    };

    /// <summary>Whether CREATE OR ALTER is known (2016 SP1). Azure's version numbers do not tell.</summary>
    public bool HasCreateOrAlter => EngineEdition is AzureDatabase or AzureManagedInstance || Version >= new Version(13, 0, 4001);

    /// <summary>Whether a NOT NULL column with a constant default is added without writing every row (Enterprise, Developer, Azure).</summary>
    public bool AddsDefaultsWithoutRewrite => EngineEdition is Enterprise or AzureDatabase or AzureManagedInstance;
}
