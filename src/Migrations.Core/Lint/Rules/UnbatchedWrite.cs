using Migrations.Sql;
using Migrations.Sql.Text;
using System.Globalization;

namespace Migrations.Lint.Rules;

/// <summary>All rows of a table are updated or deleted by one statement.</summary>
public sealed class UnbatchedWrite() : LintRule("MIG3206", nameof(UnbatchedWrite), FindingSeverity.Warning,
    "All rows stay locked until the last one is written, replicas fall behind, and the table grows by what is written.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node) => node.Node switch
    {
        UpdateRows update when IsWide(node, update.Where) => [Found(node, $"all {Rows(node, update.Where)} of {update.Table} are updated by one statement")],
        DeleteRows { UndoesInsert: false } delete when IsWide(node, delete.Where) => [Found(node, $"all {Rows(node, delete.Where)} of {delete.Table} are deleted by one statement")],
        _ => Nothing,
    };

    const string Advice = "Write them in batches by the primary key, each in a transaction of its own, outside the transaction of the change set.";

    // What another table gives cannot be said by a condition on this one.
    MigrationFinding Found(LintNode node, string message) => node.Raw is { } raw && ReadsOthers(new(raw.Text, node.Dialect.Lexical)) ? At(node, message, Advice) : WithOnlineForm(node, message, Advice);

    static bool ReadsOthers(CodeTokens code) => code.Is(0, "WITH") || code.Find("USING", 1) > 0 || code.Find("JOIN", 1) > 0 || (code.Is(0, "UPDATE") && code.Find("FROM", 1) > 0);

    /// <summary>Fewer rows than this are written in a moment.</summary>
    const long Few = 5_000;

    static bool IsWide(LintNode node, SqlPredicate? where) => !RowChoice.IsNarrow(where, node) && !node.IsHarmless && node.Statistics is not { Rows: < Few };

    static string Rows(LintNode node, SqlPredicate? where) =>
        (node.Statistics is { Rows: var rows } ? string.Create(CultureInfo.InvariantCulture, $"(about {rows:N0}) rows") : "rows") + (where is null ? "" : " that fit the condition");
}
