namespace Migrations.Changes;

/// <summary>Liquibase's short names of the databases that definitions speak of.</summary>
static class DbmsNames
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";
    public const string SqlServer = "mssql";
    public const string MySql = "mysql";
    public const string MariaDb = "mariadb";
}
