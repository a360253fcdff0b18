using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Conformance.MySql;

/// <summary>
/// Runs nodes on a server as the product does outside a transaction: what is inspected behind each has to be what was planned, because that is what decides
/// after a crash whether it ran; and the way back has to lead back.
/// </summary>
sealed class NodeRoundTrip(IDatabaseSession session)
{
    readonly SqlDialect dialect = session.Dialect;

    /// <summary>Runs a node forward and back and forward again.</summary>
    public async Task RunAsync(SqlNode node)
    {
        var before = await InspectAsync();
        var inverse = node.Invert(before);
        await ForwardAsync(node);
        if (inverse.Impossible is not null)
            return;
        foreach (var back in dialect.Adapt(inverse.Nodes, await InspectAsync()))
            await ForwardAsync(back);
        AssertSame(before, await InspectAsync(), $"undoing {node}");
        await ForwardAsync(node);
    }

    /// <summary>Runs a node and compares.</summary>
    public async Task ForwardAsync(SqlNode node)
    {
        var before = await InspectAsync();
        foreach (var adapted in dialect.Adapt([node], before))
        {
            var statements = adapted.Render(dialect, before).ToList();
            if (!dialect.IsTransactional(adapted) && adapted is not CreateTable { Table.Triggers.IsEmpty: false })
                Assert.Single(statements);
            await session.ExecuteAsync(statements, CancellationToken.None);
            var planned = dialect.Apply(adapted, before);
            before = await InspectAsync();
            AssertSame(planned, before, adapted.ToString());
        }
    }

    static void AssertSame(SchemaModel expected, SchemaModel actual, string step)
    {
        var (planned, inspected) = (MigrationTool.Describe(expected, null), MigrationTool.Describe(actual, null));
        foreach (var key in planned.Keys.Union(inspected.Keys))
        {
            if (planned.GetValueOrDefault(key) is var p && inspected.GetValueOrDefault(key) is var i && p != i)
                Assert.Fail($"{key} is not as planned after {step}\nplanned:   {p ?? "absent"}\ninspected: {i ?? "absent"}");
        }
    }

    /// <summary>Runs SQL as it is.</summary>
    public Task SqlAsync(string sql) => session.ExecuteAsync([new(sql, StatementLock.Unknown) { Transactional = false }], CancellationToken.None);

    /// <summary>The whole schema.</summary>
    public Task<SchemaModel> InspectAsync() => session.InspectAsync(null, SchemaModel.Empty(dialect.Names), CancellationToken.None);
}
