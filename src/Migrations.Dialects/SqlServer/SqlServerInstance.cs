namespace Migrations.Dialects.SqlServer;

/// <summary>What of a server and database decides how SQL is written for it.</summary>
sealed record SqlServerInstance
{
    /// <summary>SERVERPROPERTY('EngineEdition') of Azure SQL Database.</summary>
    public const int AzureDatabase = 5;

    const int Enterprise = 3;
    const int AzureManagedInstance = 8;

    /// <summary>A current server with default settings, for planning without a connection. Its edition is the one that can do less.</summary>
    public static SqlServerInstance Default { get; } = new();

    /// <summary>SERVERPROPERTY('ProductVersion'): 13 is SQL Server 2016, 14 is 2017, 15 is 2019, 16 is 2022.</summary>
    public Version Version { get; init; } = new(16, 0);

    /// <summary>SERVERPROPERTY('EngineEdition'): 2 Standard, 3 Enterprise and Developer, 4 Express, 5 Azure SQL Database, 8 Azure SQL Managed Instance.</summary>
    public int EngineEdition { get; init; } = 2;

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

    /// <summary>Whether CREATE OR ALTER is known (2016 SP1). Azure's version numbers do not tell.</summary>
    public bool HasCreateOrAlter => EngineEdition is AzureDatabase or AzureManagedInstance || Version >= new Version(13, 0, 4001);

    /// <summary>Whether a NOT NULL column with a constant default is added without writing every row (Enterprise, Developer, Azure).</summary>
    public bool AddsDefaultsWithoutRewrite => EngineEdition is Enterprise or AzureDatabase or AzureManagedInstance;
}
