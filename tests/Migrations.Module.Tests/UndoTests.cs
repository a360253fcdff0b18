namespace Migrations.Tests;

/// <summary>What Undo-Migration does in the corners.</summary>
public sealed class UndoTests : IDisposable
{
    const string Connection = "-Connection 'Data Source=u.db'";
    readonly ModuleSession session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public void Of_what_was_recorded_without_running_only_the_row_goes()
    {
        session.WriteFile("db.yaml", """
            databaseChangeLog:
            - changeSet:
                id: made
                author: ann
                changes:
                - createTable: {tableName: thing, columns: [{column: {name: id, type: int}}]}
            - changeSet:
                id: marked
                author: ann
                preConditions: [{onFail: MARK_RAN}, {not: [{tableExists: {tableName: thing}}]}]
                changes:
                - createTable: {tableName: thing, columns: [{column: {name: id, type: int}}]}
            """);
        session.Run($"Invoke-Migration db.yaml {Connection}").Of<MigrationResult>();

        var undone = Assert.Single(session.Run($"Undo-Migration db.yaml {Connection} -Confirm:$false").Of<MigrationResult>());

        Assert.Equal(("marked", 0, "it was recorded without running, so only its row goes"), (undone.Id, undone.StatementCount, undone.Reason));
        // The table is still there: the precondition is as it was.
        Assert.Equal([MigrationState.MarkRan], session.Run($"Invoke-Migration db.yaml {Connection}").Of<MigrationResult>().Select(r => r.State));
    }

    [Fact]
    public void What_the_changelog_no_longer_has_is_undone_where_its_way_back_was_kept()
    {
        const string Table = """
            databaseChangeLog:
            - changeSet:
                id: table
                author: ann
                changes:
                - createTable: {tableName: thing, columns: [{column: {name: id, type: int}}, {column: {name: note, type: varchar(20)}}]}
            """;
        session.WriteFile("db.yaml", Table + """

            - changeSet:
                id: drop
                author: ann
                changes:
                - dropColumn: {tableName: thing, columnName: note}
            """);
        session.Run($"Invoke-Migration db.yaml {Connection}").Of<MigrationResult>();
        session.WriteFile("db.yaml", Table);

        var undone = session.Run($"Undo-Migration db.yaml {Connection} -AllowDataLoss -Confirm:$false").Of<MigrationResult>();

        Assert.Equal(["drop"], undone.Select(u => u.Id));
        Assert.Equal(["table"], session.Run($"(Get-Migration db.yaml {Connection}).Id").Of<string>());
    }

    [Fact]
    public void What_the_changelog_no_longer_has_and_of_which_nothing_was_kept_is_an_error()
    {
        session.WriteFile("db.yaml", """
            databaseChangeLog:
            - changeSet:
                id: table
                author: ann
                changes:
                - createTable: {tableName: thing, columns: [{column: {name: id, type: int}}]}
            """);
        session.Run($"Invoke-Migration db.yaml {Connection}").Of<MigrationResult>();
        session.WriteFile("db.yaml", "databaseChangeLog: []");

        var error = session.Run($"Undo-Migration db.yaml {Connection} -Confirm:$false").Error("RollbackImpossible,Migrations.UndoMigrationCommand");

        Assert.Contains("no way back was kept for it", error.ToString(), StringComparison.Ordinal);
    }
}
