using Migrations.History;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>A change set that is ready to run, with what records it.</summary>
/// <param name="Planned">The change set.</param>
/// <param name="Statements">What is run of it.</param>
/// <param name="Row">Its row of history.</param>
/// <param name="Record">What writes the row.</param>
/// <param name="Undo">What keeps its way back.</param>
sealed record ReadyChangeSet(PlannedChangeSet Planned, IReadOnlyList<SqlStatement> Statements, HistoryRow Row, SqlStatement Record, SqlStatement[] Undo)
{
    /// <summary>All that records it; the row comes first.</summary>
    public SqlStatement[] Records => [Record, .. Undo];
}
