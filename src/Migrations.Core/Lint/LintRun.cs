using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>What rules may know of the whole run: the database, how large tables are, and what this deployment itself has made so far.</summary>
/// <param name="dialect">The database.</param>
/// <param name="policy">What the project allows.</param>
/// <param name="statistics">Sizes of tables; null without a connection.</param>
public sealed class LintRun(SqlDialect dialect, LintPolicy policy, Func<ObjectName, TableStatistics?>? statistics)
{
    readonly HashSet<ObjectKey> created = [];
    readonly HashSet<(ObjectName Table, string Column)> columns = [];
    readonly Dictionary<(ObjectName Table, string Constraint), string> checks = [];
    readonly HashSet<(ObjectName Table, string Constraint)> validated = [];

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

    /// <summary>Whether an earlier statement of this very deployment creates the object.</summary>
    public bool IsNew(ObjectKey key) => created.Contains(key);

    /// <summary>Whether an earlier statement of this very deployment adds the column, so that no running program knows it.</summary>
    public bool IsNew(ObjectName table, string column) => IsNew(table) || columns.Contains((table, column));

    /// <summary>Whether nobody can be harmed by what happens to a table: it is new, or known to be empty.</summary>
    public bool IsHarmless(ObjectName table) => IsNew(table) || StatisticsOf(table) is { IsEmpty: true };

    /// <summary>How much slower the database's machine is than the one that costs of work were measured on; null where that is not known.</summary>
    public double? Speed { get; init; }

    /// <summary>
    /// Whether a check of this deployment, validated by now, says that a column has no NULL. One that was added by an earlier deployment and is only validated
    /// here is taken at its name, because its text is not known.
    /// </summary>
    public bool IsValidatedNotNull(ObjectName table, string column)
    {
        foreach (var constraint in validated)
        {
            if (constraint.Table != table)
                continue;
            if (!checks.TryGetValue(constraint, out var expression))
                return constraint.Constraint.Contains(column, StringComparison.OrdinalIgnoreCase) || constraint.Constraint.Contains("null", StringComparison.OrdinalIgnoreCase);
            if (expression.Trim('(', ')', ' ') is var text && text.EndsWith("IS NOT NULL", StringComparison.OrdinalIgnoreCase) && text[..^"IS NOT NULL".Length].Trim(' ', '"', '`', '[', ']') == column)
                return true;
        }
        return false;
    }

    /// <summary>Takes note of what a node makes, once it has been looked at.</summary>
    internal void Follow(LintNode node)
    {
        switch (node.Node)
        {
            case CreateTable create when !create.IfNotExists || node.Before.Find(create.Table.Name, out Table? _) != Presence.Known:
                created.Add(new(ObjectKind.Table, create.Table.Name));
                break;
            case DropTable drop:
                created.Remove(new(ObjectKind.Table, drop.Table));
                break;
            case RenameTable rename when IsNew(rename.Table):
                created.Add(new(ObjectKind.Table, rename.Table.Sibling(rename.To)));
                break;
            case AddColumn add:
                columns.Add((add.Table, add.Column.Name));
                break;
            case CreateIndex index:
                created.Add(new(ObjectKind.Index, index.Table.Sibling(index.Index.Name)));
                break;
            case CreateView view:
                created.Add(new(ObjectKind.View, view.View.Name));
                break;
            case CreateStoredProgram program:
                created.Add(program.Program.Key);
                break;
            case AddConstraint { Constraint: CheckConstraint { Name: { } name } check } add:
                checks[(add.Table, name)] = check.Expression;
                if (check.Validated)
                    validated.Add((add.Table, name));
                break;
            case RawOperation { Kind: RawOperationKind.ValidateConstraint, Target: { } target, Part: { } part }:
                validated.Add((target.Name, part));
                break;
            default:
                break;
        }
    }
}
