using Migrations.Execution;
using MySqlConnector;

namespace Migrations.Dialects.MySql;

/// <summary>A scratch database on a MariaDB or MySQL server.</summary>
sealed class MySqlScratch : ServerScratch
{
    readonly MySqlConnectionStringBuilder beside, scratch;
    string attributes = "";

    MySqlScratch(MySqlConnectionStringBuilder beside, string database, string? provider, bool isGiven)
        : base(new ConnectionSettings(new MySqlConnectionStringBuilder(beside.ConnectionString) { Database = database }.ConnectionString) { Provider = provider }, isGiven)
    {
        this.beside = beside;
        scratch = new(beside.ConnectionString) { Database = database };
    }

    /// <summary>One beside a database.</summary>
    public static async Task<MySqlScratch> BesideAsync(ConnectionSettings settings, string? provider, CancellationToken cancellationToken)
    {
        var one = new MySqlScratch(MySqlConnectionText.Parse(settings), NewName(), provider, isGiven: false);
        await one.LookAroundAsync(cancellationToken);
        return one;
    }

    /// <summary>One that was given.</summary>
    public static async Task<MySqlScratch> TakeAsync(ConnectionSettings given, string? provider, CancellationToken cancellationToken)
    {
        var text = MySqlConnectionText.Parse(given);
        var one = new MySqlScratch(text, text.Database, provider, isGiven: true);
        await one.LookAroundAsync(cancellationToken);
        return one;
    }

    /// <inheritdoc/>
    protected override async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync($"CREATE DATABASE {MySqlLiterals.QuoteName(scratch.Database)}{attributes}", cancellationToken);
        }
        catch (MySqlException e)
        {
            throw CannotCreate(scratch.Server, e);
        }
    }

    /// <inheritdoc/>
    protected override Task DropAsync() => ExecuteAsync($"DROP DATABASE IF EXISTS {MySqlLiterals.QuoteName(scratch.Database)}", CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task ClearAsync(CancellationToken cancellationToken)
    {
        await DropAsync();
        await CreateAsync(cancellationToken);
    }

    /// <summary>The character set of the database beside it, and which others there are.</summary>
    async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new MySqlCommand("SELECT SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var databases = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var name = reader.GetString(0);
            if (name == beside.Database)
                attributes = $" CHARACTER SET {reader.GetString(1)} COLLATE {reader.GetString(2)}";
            if (name != scratch.Database && name is not "information_schema")
                databases.Add(name);
        }
        Neighbours = databases;
    }

    async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(beside.ConnectionString) { Database = "", Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
