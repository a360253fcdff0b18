using Migrations.Sql;
using System.Globalization;

namespace Migrations.Lint.Rules;

/// <summary>All rows of a table are updated or deleted by one statement.</summary>
public sealed class UnbatchedWrite() : LintRule("MIG3206", nameof(UnbatchedWrite), FindingSeverity.Warning,
    "All rows stay locked until the last one is written, replicas fall behind, and the table grows by what is written.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node.Node switch
    {
        UpdateRows update when IsWide(node, update.Where) => [WithOnlineForm(node, $"all {Rows(node, update.Where)} of {update.Table} are updated by one statement", Advice)],
        DeleteRows { UndoesInsert: false } delete when IsWide(node, delete.Where) => [WithOnlineForm(node, $"all {Rows(node, delete.Where)} of {delete.Table} are deleted by one statement", Advice)],
        _ => Nothing,
    };

    const string Advice = "Write them in batches by the primary key, each in a transaction of its own, outside the transaction of the change set.";

    /// <summary>Fewer rows than this are written in a moment.</summary>
    const long Few = 5_000;

    static bool IsWide(LintNode node, SqlPredicate? where) => !RowChoice.IsNarrow(where, node) && !node.IsHarmless && node.Statistics is not { Rows: < Few };

    static string Rows(LintNode node, SqlPredicate? where) =>
        (node.Statistics is { Rows: var rows } ? string.Create(CultureInfo.InvariantCulture, $"(about {rows:N0}) rows") : "rows") + (where is null ? "" : " that fit the condition");
}
