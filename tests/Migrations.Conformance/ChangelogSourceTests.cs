using Migrations.Dialects;
using Migrations.Execution;

namespace Migrations.Conformance;

/// <summary>The changelog is read while the connection is made; what it asks of the database is answered by the server all the same.</summary>
public sealed class ChangelogSourceTests(Servers servers)
{
    [Theory]
    [InlineData("postgresql", "public")]
    [InlineData("mariadb", null)]
    public async Task The_default_schema_is_that_of_the_connection(string provider, string? schema)
    {
        var connection = await servers.CreateDatabaseAsync(provider);
        schema ??= new MySqlConnector.MySqlConnectionStringBuilder(connection).Database;
        var folder = TempFolder.Create();
        var file = Path.Combine(folder, "changelog.yaml");
        await File.WriteAllTextAsync(Path.Combine(folder, "rows.sql"), "INSERT INTO ${database.defaultSchemaName}.t VALUES (1)");
        await File.WriteAllTextAsync(file, """
            databaseChangeLog:
            - changeSet: {id: 1, author: me, changes: [{sql: {sql: 'CREATE TABLE ${database.defaultSchemaName}.t (id int)'}}]}
            - changeSet: {id: 2, author: me, changes: [{sqlFile: {path: rows.sql}}]}
            """);
        var settings = new RunSettings { ChangelogPath = file, SearchPath = [folder], Location = folder, Connection = new(connection) };

        var (run, changelog) = await ChangelogSource.OpenAsync(DialectRegistry.For(settings.Connection), settings, new MigrationTool(connection, file), CancellationToken.None);
        await using var _ = run;
        var plan = await PlanOperation.PlanAsync(run, changelog, CancellationToken.None);

        Assert.Equal([$"CREATE TABLE {schema}.t (id int)", $"INSERT INTO {schema}.t VALUES (1)"], plan.Steps.SelectMany(s => s.Statements).Select(s => s.Sql));
    }
}
