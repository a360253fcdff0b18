using Migrations.Changelog;
using Migrations.History;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>The statements that record a change set, or that it was undone: the same for a run and for a script.</summary>
/// <param name="tables">The history tables.</param>
/// <param name="history">Writes DATABASECHANGELOG.</param>
/// <param name="state">Writes our own table.</param>
/// <param name="owner">Who holds the lock: every write depends on it.</param>
/// <param name="secrets">What must not be stored.</param>
sealed class ChangeSetRecords(HistoryTables tables, HistoryStore history, StateStore state, string owner, SecretMask secrets)
{
    /// <summary>Adds the row of a change set, or rewrites it where it runs again. What is only recorded as run gets a row of its own each time, as in Liquibase.</summary>
    public SqlStatement Row(PlannedChangeSet planned, HistoryRow row) => AddsRow(planned) ? history.Insert(row, owner) : history.Update(planned.Row!, row, owner);

    /// <summary>Whether a change set gets a row, and does not rewrite one.</summary>
    public static bool AddsRow(PlannedChangeSet planned) => planned.Row is null || planned.State == MigrationState.MarkRan;

    /// <summary>Keeps the way back of a change set, as far as the changelog alone does not give it.</summary>
    public SqlStatement[] KeepUndo(PlannedChangeSet planned, HistoryRow row) => planned.Undo.Keep ? [KeepUndo(secrets.Mask(UndoPlanner.Serialize(planned.Undo.Nodes)), row)] : [];

    /// <summary>Keeps the way back that was recorded when the change set was begun.</summary>
    public SqlStatement KeepUndo(string nodes, HistoryRow row) => state.Insert(StateKind.Undo, StateStore.UndoKey(row), nodes, owner);

    /// <summary>Removes the row of a change set that was undone, and what was kept for that.</summary>
    public SqlStatement[] Undone(HistoryRow row) =>
        tables.StateExists ? [history.Delete(row, owner), state.Delete(StateKind.Undo, StateStore.UndoKey(row), owner)] : [history.Delete(row, owner)];
}
