using System.Collections.Immutable;
using Migrations.Dialects;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Conformance.Locks;

/// <summary>One row of the catalogue of operations on tables in use: what is done, to be compared with what the database really locks, reads and writes for it.</summary>
/// <param name="Name">Its number in the catalogue (facts on zero downtime, section 1) and what is done.</param>
/// <param name="Change">A change in YAML; or a statement in SQL.</param>
/// <param name="Setup">What is done before, in SQL.</param>
/// <param name="Table">The table, or view, that it is about.</param>
public sealed record LockCase(string Name, string Change, string Setup = "", string Table = "t")
{
    /// <summary>What the statement in SQL does, where it is one.</summary>
    public ImmutableArray<SqlNode> Effects { get; init; } = [];

    /// <summary>The time zone of the session, where it matters.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A case in SQL.</summary>
    public static LockCase Raw(string name, string sql, RawOperationKind kind, string setup = "", string table = "t", string? part = null, bool concurrently = false, bool cascade = false) =>
        new(name, sql, setup, table) { Effects = [new RawOperation(kind, new(ObjectKind.Table, ObjectName.Of(table))) { Part = part, Concurrently = concurrently, Cascade = cascade }] };

    /// <summary>A case in SQL that is a change which the tool knows as well.</summary>
    public static LockCase Node(string name, string sql, SqlNode effect, string setup = "") => new(name, sql, setup) { Effects = [effect] };

    /// <summary>The statements that are planned for it, with the locks that the plan states.</summary>
    public async Task<IReadOnlyList<SqlStatement>> PlanAsync(string connection, string provider)
    {
        if (!Effects.IsEmpty)
            return await PlanRawAsync(connection, provider);
        var folder = Directory.CreateTempSubdirectory("migrations-locks-").FullName;
        try
        {
            var file = Path.Combine(folder, "changelog.yaml");
            await File.WriteAllTextAsync(file, $"databaseChangeLog:\n- changeSet:\n    id: 1\n    author: test\n    changes:\n    - {Change}\n");
            var plan = await new MigrationTool(connection, file).PlanAsync();
            return [.. plan.Run!.ChangeSets.Single().Statements];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    async Task<IReadOnlyList<SqlStatement>> PlanRawAsync(string connection, string provider)
    {
        await using var session = await DialectRegistry.Get(provider).OpenAsync(new(connection), CancellationToken.None);
        var schema = await session.InspectAsync(null, SchemaModel.Unknown(session.Dialect.Names), CancellationToken.None);
        return [.. new RawSql(Change) { Effects = Effects }.Render(session.Dialect, schema)];
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
