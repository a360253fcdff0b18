using Migrations.Dialects;
using Migrations.Schema;
using Migrations.Sql.Text;

namespace Migrations.Conformance;

/// <summary>
/// The model after a raw statement is what the server's catalogue then says. What the servers answer in words of their own is marked in Changelogs/raw, and the
/// model does not claim to know it.
/// </summary>
public sealed class RawSqlTests(Servers servers)
{
    const string Forgotten = "-- forgotten";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    public async Task The_model_after_raw_sql_is_what_is_inspected(string provider)
    {
        await using var session = await DialectRegistry.Get(provider).OpenAsync(new(await servers.CreateDatabaseAsync(provider)), CancellationToken.None);
        var dialect = session.Dialect;
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Changelogs", "raw", $"{provider}.sql"));
        var before = SchemaModel.Empty(dialect.Names);
        var surprising = new List<string>();
        var wrong = new List<string>();
        foreach (var statement in SqlSplitter.Split(script, dialect.Lexical))
        {
            var node = SqlText.CreateNode(statement.Text, dialect);
            var planned = dialect.Apply(node, before);
            await session.ExecuteAsync([.. node.Render(dialect, before)], CancellationToken.None);
            var inspected = await session.InspectAsync(null, SchemaModel.Empty(dialect.Names), CancellationToken.None);
            // A model from which something has been forgotten no longer says of what it does not have that it is not there.
            if (planned.Knows(new(ObjectKind.Table, ObjectName.Of("nobody"))) == statement.Text.StartsWith(Forgotten, StringComparison.Ordinal))
                surprising.Add(statement.Text);
            wrong.AddRange((statement.Text.StartsWith(Forgotten, StringComparison.Ordinal) ? [] : Differences(planned, inspected)).Select(d => $"{statement.Text}\n{d}"));
            before = inspected;
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        Assert.Empty(surprising);
    }

    static IEnumerable<string> Differences(SchemaModel planned, SchemaModel inspected)
    {
        var (expected, actual) = (MigrationTool.Describe(inspected, null), MigrationTool.Describe(planned, null));
        foreach (var key in expected.Keys.Union(actual.Keys))
        {
            if (actual.GetValueOrDefault(key) is var model && expected.GetValueOrDefault(key) is var live && model != live)
                yield return $"  {key}\n  model:     {model ?? "absent"}\n  inspected: {live ?? "absent"}";
        }
    }
}
