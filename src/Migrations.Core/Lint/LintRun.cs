using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>What rules may know of the whole run: the database, how large tables are, and which of them this deployment itself makes.</summary>
/// <param name="dialect">The database.</param>
/// <param name="policy">What the project allows.</param>
/// <param name="statistics">Sizes of tables; null without a connection.</param>
public sealed class LintRun(SqlDialect dialect, LintPolicy policy, Func<ObjectName, TableStatistics?>? statistics)
{
    readonly HashSet<ObjectKey> created = [];

    /// <summary>The database.</summary>
    public SqlDialect Dialect { get; } = dialect;

    /// <summary>What the project allows: naming conventions are asked for here; severities and suppressions are applied to findings afterwards.</summary>
    public LintPolicy Policy { get; } = policy;

    /// <summary>Whether a database was looked at.</summary>
    public bool IsConnected { get; } = statistics is not null;

    /// <summary>How large a table is; null where that is not known.</summary>
    public TableStatistics? StatisticsOf(ObjectName table) => statistics?.Invoke(table);

    /// <summary>Whether an earlier statement of this very deployment creates the table.</summary>
    public bool IsNew(ObjectName table) => created.Contains(new(ObjectKind.Table, table));

    internal void Follow(SqlNode node)
    {
        if (node is CreateTable create)
            created.Add(new(ObjectKind.Table, create.Table.Name));
        else if (node is RenameTable rename && IsNew(rename.Table))
            created.Add(new(ObjectKind.Table, rename.Table.Sibling(rename.To)));
    }
}
