using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>A change set as rules see it.</summary>
/// <param name="Run">The run that it is in.</param>
/// <param name="Planned">What is planned for it.</param>
public sealed record LintChangeSet(LintRun Run, PlannedChangeSet Planned)
{
    /// <summary>The change set as it was read.</summary>
    public ChangeSet ChangeSet => Planned.ChangeSet;

    /// <summary>The database.</summary>
    public SqlDialect Dialect => Run.Dialect;

    /// <summary>Its nodes in order; what raw statements do stands here as nodes of their own.</summary>
    public ImmutableArray<LintNode> Nodes { get; internal set; } = [];

    /// <summary>
    /// The nodes that run in a transaction together: all of them where the change set is one; else those between BEGIN and COMMIT in its own SQL, and each other
    /// one by itself.
    /// </summary>
    public IEnumerable<ImmutableArray<LintNode>> Transactions
    {
        get
        {
            if (Planned.Transactional)
                return [Nodes];
            var groups = new List<ImmutableArray<LintNode>>();
            ImmutableArray<LintNode>.Builder? open = null;
            foreach (var node in Nodes)
            {
                switch (TransactionWord.Of(node.Raw))
                {
                    case TransactionWord.Kind.Begins:
                        open ??= ImmutableArray.CreateBuilder<LintNode>();
                        break;
                    case TransactionWord.Kind.Ends when open is not null:
                        groups.Add(open.ToImmutable());
                        open = null;
                        break;
                    case TransactionWord.Kind.None when open is null:
                        groups.Add([node]);
                        break;
                    case TransactionWord.Kind.None:
                        open!.Add(node);
                        break;
                    default:
                        break;
                }
            }
            if (open is not null)
                groups.Add(open.ToImmutable());
            return groups;
        }
    }
}
