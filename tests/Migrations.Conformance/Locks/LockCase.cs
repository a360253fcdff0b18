using System.Text.Json;
using Migrations.Sql;

namespace Migrations.Conformance.Locks;

/// <summary>One row of the catalogue of operations on tables in use: what is done, to be compared with what the database really locks, reads and writes for it.</summary>
/// <param name="Name">Its number in the catalogue (facts on zero downtime, section 1) and what is done.</param>
/// <param name="Change">A change in YAML; or a statement in SQL.</param>
/// <param name="Setup">What is done before, in SQL.</param>
/// <param name="Table">The table, or view, that it is about.</param>
public sealed record LockCase(string Name, string Change, string Setup = "", string Table = "t")
{
    /// <summary>A change in YAML begins with its type, a statement with a word in capitals.</summary>
    bool IsSql => char.IsUpper(Change[1]);

    /// <summary>The time zone of the session, where it matters.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The statements that are planned for it, with the locks that the plan states.</summary>
    public async Task<IReadOnlyList<SqlStatement>> PlanAsync(string connection)
    {
        var folder = Directory.CreateTempSubdirectory("migrations-locks-").FullName;
        try
        {
            var file = Path.Combine(folder, "changelog.yaml");
            await File.WriteAllTextAsync(file, $"databaseChangeLog:\n- changeSet:\n    id: 1\n    author: test\n    changes:\n    - {(!IsSql ? Change : $"sql: {{splitStatements: false, sql: {JsonSerializer.Serialize(Change)}}}")}\n");
            var plan = await new MigrationTool(connection, file).PlanAsync();
            return [.. plan.Run!.ChangeSets.Single().Statements];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
