using System.Globalization;
using Microsoft.Data.SqlClient;
using Migrations.Execution;

namespace Migrations.Dialects.SqlServer;

/// <summary>A scratch database on a SQL Server.</summary>
sealed class SqlServerScratch : ServerScratch
{
    const string Maintenance = "master";
    readonly ConnectionSettings beside;
    readonly string database, like;

    SqlServerScratch(ConnectionSettings beside, SqlConnectionStringBuilder scratch, bool isGiven) : base(beside with { Text = scratch.ConnectionString, Provider = SqlServerDialect.ShortName }, isGiven)
    {
        this.beside = beside;
        database = scratch.InitialCatalog;
        like = SqlServerConnectionText.Parse(beside).InitialCatalog;
    }

    /// <summary>One beside a database.</summary>
    public static async Task<SqlServerScratch> BesideAsync(ConnectionSettings settings, CancellationToken cancellationToken)
    {
        var scratch = new SqlConnectionStringBuilder(SqlServerConnectionText.Parse(settings).ConnectionString) { InitialCatalog = NewName() };
        var one = new SqlServerScratch(settings, scratch, isGiven: false);
        await one.LookAroundAsync(cancellationToken);
        return one;
    }

    /// <summary>One that was given.</summary>
    public static async Task<SqlServerScratch> TakeAsync(ConnectionSettings given, CancellationToken cancellationToken)
    {
        var one = new SqlServerScratch(given, SqlServerConnectionText.Parse(given), isGiven: true);
        await one.LookAroundAsync(cancellationToken);
        return one;
    }

    /// <inheritdoc/>
    protected override async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(Maintenance, cancellationToken);
            await using var ask = new SqlCommand("SELECT collation_name, compatibility_level FROM sys.databases WHERE name = @name", connection);
            ask.Parameters.AddWithValue("@name", like);
            var (collation, level) = ("", "");
            await using (var reader = await ask.ExecuteReaderAsync(cancellationToken))
            {
                if (await reader.ReadAsync(cancellationToken))
                    (collation, level) = ($" COLLATE {reader.GetString(0)}", reader.GetByte(1).ToString(CultureInfo.InvariantCulture));
            }
            await ExecuteAsync(connection, $"CREATE DATABASE {Quote(database)}{collation}", cancellationToken);
            if (level.Length > 0)
                await ExecuteAsync(connection, $"ALTER DATABASE {Quote(database)} SET COMPATIBILITY_LEVEL = {level}", cancellationToken);
        }
        catch (SqlException e)
        {
            throw CannotCreate(SqlServerConnectionText.Parse(beside).DataSource, e);
        }
    }

    /// <inheritdoc/>
    protected override async Task DropAsync()
    {
        await using var connection = await OpenAsync(Maintenance, CancellationToken.None);
        await ExecuteAsync(connection, DropStatement(database), CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
        await ExecuteAsync(connection, ClearStatement, cancellationToken);
    }

    /// <summary>Drops a database although somebody is connected to it.</summary>
    internal static string DropStatement(string database) =>
        $"IF DB_ID({SqlServerValues.Unicode(database)}) IS NOT NULL BEGIN ALTER DATABASE {Quote(database)} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {Quote(database)}; END";

    /// <summary>Drops everything in a database, in the order in which things depend on each other.</summary>
    internal const string ClearStatement = """
        DECLARE @sql nvarchar(max) = N'';
        SELECT @sql += N'DROP TRIGGER ' + QUOTENAME(name) + N' ON DATABASE;' FROM sys.triggers WHERE parent_class = 0 AND is_ms_shipped = 0;
        SELECT @sql += N'ALTER TABLE ' + QUOTENAME(SCHEMA_NAME(t.schema_id)) + N'.' + QUOTENAME(t.name) + N' DROP CONSTRAINT ' + QUOTENAME(f.name) + N';'
          FROM sys.foreign_keys AS f JOIN sys.tables AS t ON t.object_id = f.parent_object_id;
        SELECT @sql += N'ALTER TABLE ' + QUOTENAME(SCHEMA_NAME(schema_id)) + N'.' + QUOTENAME(name) + N' SET (SYSTEM_VERSIONING = OFF);' FROM sys.tables WHERE temporal_type = 2;
        EXEC sys.sp_executesql @sql;
        DECLARE @round int = 0;
        WHILE @round < 20 AND EXISTS (SELECT 1 FROM sys.objects WHERE is_ms_shipped = 0 AND parent_object_id = 0 AND type IN ('P', 'V', 'FN', 'IF', 'TF', 'U', 'SN', 'SO'))
        BEGIN
          DECLARE @drop nvarchar(max), @kind nvarchar(20);
          DECLARE one CURSOR LOCAL FAST_FORWARD FOR
            SELECT N'DROP ' + CASE WHEN type = 'P' THEN N'PROCEDURE ' WHEN type = 'V' THEN N'VIEW ' WHEN type IN ('FN', 'IF', 'TF') THEN N'FUNCTION ' WHEN type = 'U' THEN N'TABLE ' WHEN type = 'SN' THEN N'SYNONYM ' ELSE N'SEQUENCE ' END
              + QUOTENAME(SCHEMA_NAME(schema_id)) + N'.' + QUOTENAME(name)
            FROM sys.objects WHERE is_ms_shipped = 0 AND parent_object_id = 0 AND type IN ('P', 'V', 'FN', 'IF', 'TF', 'U', 'SN', 'SO');
          OPEN one;
          FETCH NEXT FROM one INTO @drop;
          WHILE @@FETCH_STATUS = 0
          BEGIN
            BEGIN TRY EXEC sys.sp_executesql @drop; END TRY BEGIN CATCH SET @kind = N'again'; END CATCH;
            FETCH NEXT FROM one INTO @drop;
          END;
          CLOSE one;
          DEALLOCATE one;
          SET @round += 1;
        END;
        SET @sql = N'';
        SELECT @sql += N'DROP TYPE ' + QUOTENAME(SCHEMA_NAME(schema_id)) + N'.' + QUOTENAME(name) + N';' FROM sys.types WHERE is_user_defined = 1;
        SELECT @sql += N'DROP SCHEMA ' + QUOTENAME(name) + N';' FROM sys.schemas WHERE schema_id BETWEEN 5 AND 16383;
        EXEC sys.sp_executesql @sql;
        """;

    async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(Maintenance, cancellationToken);
        await using var ask = new SqlCommand("SELECT name FROM sys.databases", connection);
        await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
        var databases = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            databases.Add(reader.GetString(0));
        databases.Remove(database);
        Neighbours = databases;
    }

    async Task<SqlConnection> OpenAsync(string to, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(SqlServerConnectionText.Parse(beside).ConnectionString) { InitialCatalog = to, Pooling = false }.ConnectionString);
        SqlServerProvider.Authenticate(connection, beside);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    static async Task ExecuteAsync(SqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new SqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
}
