using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Lint;

/// <summary>About how much a node has to do with the rows that are there.</summary>
/// <param name="Rows">About how many rows its table has.</param>
/// <param name="Duration">About how long it takes; null where the database's speed is not known.</param>
public sealed record WorkEstimate(long Rows, TimeSpan? Duration)
{
    /// <summary>What changes nothing but the catalogue takes about as long everywhere.</summary>
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    /// <summary>Of a table without rows.</summary>
    public static WorkEstimate Nothing { get; } = new(0, null);

    /// <summary>The estimate for a node; null where the size of its table is not known.</summary>
    /// <param name="node">The node.</param>
    /// <param name="size">How large its table is.</param>
    /// <param name="speed">How much slower the database's machine is than the one that costs were measured on; null where that is not known.</param>
    public static WorkEstimate Of(LintNode node, TableStatistics size, double? speed)
    {
        if (speed is not { } factor || node.Dialect.CostsOf(node.Lock) is not { } costs)
            return new(size.Rows, null);
        var work = node.Statements.Aggregate(StatementLock.None, (taken, s) => StatementLock.Heavier(taken, s.Lock));
        return new(size.Rows, Moment + TimeSpan.FromMicroseconds(size.Rows * factor * PerRow(node, work, size, costs)));
    }

    /// <summary>Of what is done one after the other.</summary>
    public static WorkEstimate? Sum(WorkEstimate? first, WorkEstimate? second) =>
        first is null ? second : second is null ? first : new(Math.Max(first.Rows, second.Rows), first.Duration is null ? second.Duration : first.Duration + (second.Duration ?? TimeSpan.Zero));

    static double PerRow(LintNode node, StatementLock work, TableStatistics size, WorkCosts costs)
    {
        var table = node.Table is { } name ? node.Before.TableOrNull(name) : null;
        var kilobytes = size.Rows == 0 ? 0 : (double)size.Bytes / size.Rows / 1000;
        var write = costs.WriteRow + (kilobytes * costs.WriteKilobyte);
        var build = KeysOf(node).Sum(key => costs.ReadRow + Sort(table, key, costs));
        var lookUp = ReferencesOf(node) ? costs.LookUp : 0;
        return node.Node switch
        {
            UpdateRows { Where: null } => costs.ReadRow + costs.UpdateRow,
            DeleteRows { Where: null } => costs.DeleteRow,
            _ when work.Rewrites => costs.ReadRow + write + Keys(table).Sum(key => Sort(table, key, costs)) + build + lookUp,
            _ when build > 0 => build + lookUp,
            _ when work.Scans => costs.ReadRow + lookUp,
            _ => 0,
        };
    }

    static double Sort(Table? table, ImmutableArray<string> key, WorkCosts costs) => key.Sum(column =>
        table?.Columns.FirstOrDefault(c => StringComparer.OrdinalIgnoreCase.Equals(c.Name, column)) is { } known && IsText(known.Type) ? costs.SortText : costs.SortNumber);

    static bool IsText(SqlType type) => type.BaseName is var name
        && (name.Contains("char", StringComparison.Ordinal) || name.Contains("text", StringComparison.Ordinal) || name is "citext" or "clob" or "json" or "jsonb" or "bytea");

    /// <summary>The indexes that a table has, which are built anew with it.</summary>
    static IEnumerable<ImmutableArray<string>> Keys(Table? table) => table is null ? [] :
        table.Indexes.Select(Columns).Concat(table.UniqueConstraints.Select(u => u.Columns)).Concat(table.PrimaryKey is { } key ? [key.Columns] : []);

    static ImmutableArray<string> Columns(TableIndex index) => [.. index.Columns.Select(c => c.Name)];

    /// <summary>The indexes that the node itself builds.</summary>
    static IEnumerable<ImmutableArray<string>> KeysOf(LintNode node) => node.Node switch
    {
        CreateIndex create => [Columns(create.Index)],
        AddConstraint { Constraint: var constraint } => KeyOf(constraint),
        AddColumn add => add.Constraints.SelectMany(KeyOf),
        RawOperation { Kind: RawOperationKind.Reindex, Target: { } target } => Keys(node.Before.TableOrNull(target.Name)),
        _ => [],
    };

    static IEnumerable<ImmutableArray<string>> KeyOf(TableConstraint constraint) => constraint switch
    {
        PrimaryKey { UsingIndex: null } key => [key.Columns],
        UniqueConstraint { UsingIndex: null } unique => [unique.Columns],
        _ => [],
    };

    static bool ReferencesOf(LintNode node) => node.Node switch
    {
        AddConstraint { Constraint: ForeignKey { Validated: true } } => true,
        AddColumn add => add.Constraints.Any(c => c is ForeignKey) && node.Lock.Scans,
        _ => false,
    };
}
