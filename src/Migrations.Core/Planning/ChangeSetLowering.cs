using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>Takes changes through the middle of the way: lowered to nodes, adapted to the database, rendered, with fingerprints around each.</summary>
/// <param name="changelog">Gives changes their files and properties.</param>
/// <param name="dialect">The database.</param>
/// <param name="contexts">The contexts of the run, for <c>modifySql</c>.</param>
/// <param name="labels">The label expression of the run, for <c>modifySql</c>.</param>
public sealed class ChangeSetLowering(PreparedChangelog changelog, SqlDialect dialect, IReadOnlyCollection<string> contexts, LabelExpression labels)
{
    /// <summary>The nodes of some changes with the places they came from.</summary>
    public ImmutableArray<LogicalNode> Lower(ChangeSet set, IEnumerable<Change> changes, SchemaModel before, ICollection<MigrationFinding> findings)
    {
        var nodes = ImmutableArray.CreateBuilder<LogicalNode>();
        var schema = before;
        foreach (var change in changes)
        {
            var context = changelog.LoweringContext(set, change.Span, dialect, schema, findings);
            foreach (var node in change.Lower(context))
            {
                nodes.Add(new(node, context.PlaceOf(node)));
                schema = dialect.Apply(node, schema);
            }
        }
        return nodes.ToImmutable();
    }

    /// <summary>The nodes as this database can do them, with their statements, and the schema after them.</summary>
    public (ImmutableArray<PlannedNode> Nodes, SchemaModel After) Render(
        ChangeSet set, ImmutableArray<LogicalNode> logical, SchemaModel before, bool rollback)
    {
        var visitors = new SqlVisitors(set.SqlVisitors, dialect.Name, contexts, labels);
        var places = new Dictionary<SqlNode, SourceSpan>(ReferenceEqualityComparer.Instance);
        foreach (var node in logical)
            places[node.Node] = node.Span;
        var planned = ImmutableArray.CreateBuilder<PlannedNode>();
        var schema = before;
        foreach (var node in dialect.Adapt([.. logical.Select(l => l.Node)], before))
        {
            var rendered = node.Render(dialect, schema);
            if (visitors.Search && node is not RawSql)
                rendered = rendered.Select(s => EditedTypes.Spell(s, node, dialect));
            var statements = rendered.Select(s => visitors.Apply(s, rollback)).ToImmutableArray();
            var after = dialect.Apply(node, schema);
            // Only what cannot be taken back has to be recognised after a crash.
            var fingerprints = !dialect.IsTransactional(node) || !set.RunInTransaction;
            // What raw SQL has been understood to do is for looking at; whether it has run is not decided by it.
            planned.Add(new(node, places.GetValueOrDefault(node, set.Span), statements,
                fingerprints ? SchemaFingerprint.Of(schema, node.Touches) : null, fingerprints && node is not RawSql ? SchemaFingerprint.Of(after, node.Touches) : null));
            schema = after;
        }
        return (planned.ToImmutable(), schema);
    }
}
