using System.Collections.Immutable;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>An object to be made in an empty database.</summary>
/// <param name="Nodes">What makes it.</param>
sealed record RestoredObject(ImmutableArray<SqlNode> Nodes)
{
    /// <summary>The statement that makes it, where no node does.</summary>
    public string? Statement { get; init; }

    /// <summary>How many of its statements have run.</summary>
    public int Done { get; set; }
}

/// <summary>Makes objects that need each other, in rounds: as long as a round makes one more, what failed is tried again.</summary>
/// <param name="session">The empty database.</param>
/// <param name="guard">Knows which statements would leave it.</param>
sealed class SchemaRestoration(IDatabaseSession session, ScratchGuard guard)
{
    SchemaModel schema = SchemaModel.Empty(session.Dialect.Names);

    /// <summary>Makes what can be made.</summary>
    /// <returns>What could not.</returns>
    public async Task<IReadOnlyList<RestoredObject>> RunAsync(IEnumerable<RestoredObject> objects, CancellationToken cancellationToken)
    {
        var left = objects.ToList();
        while (true)
        {
            var failed = new List<RestoredObject>();
            foreach (var one in left)
            {
                if (!await TryAsync(one, cancellationToken))
                    failed.Add(one);
            }
            if (failed.Count is 0 || failed.Count == left.Count)
                return failed;
            left = failed;
        }
    }

    async Task<bool> TryAsync(RestoredObject one, CancellationToken cancellationToken)
    {
        try
        {
            var nodes = session.Dialect.Adapt(one.Nodes, schema);
            var after = schema;
            var statements = new List<SqlStatement>();
            foreach (var node in nodes)
            {
                statements.AddRange(node.Render(session.Dialect, after));
                after = session.Dialect.Apply(node, after);
            }
            if (one.Statement is { } text)
                statements.Add(new(text, StatementLock.Unknown) { OwnBatch = true });
            if (statements.Exists(s => guard.WayOut(s.Text) is not null))
                return false;
            // One at a time: where one fails, those before it stay and are not repeated.
            for (; one.Done < statements.Count; one.Done++)
                await session.ExecuteAsync([statements[one.Done]], cancellationToken);
            schema = after;
            return true;
        }
        catch (Exception e) when (e is StatementFailedException or UnknownObjectException or MigrationException { Code: not ErrorCode.ConnectionLost })
        {
            return false;
        }
    }
}
