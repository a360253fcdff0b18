namespace Migrations.Tests;

/// <summary>Custom changes: script blocks that the caller gives.</summary>
public sealed class CustomChangeTests : OneChangeSetTests
{
    [Theory]
    [InlineData("", "NotSupported", "x.Backfill")]
    [InlineData("-CustomChange @{ 'x.Other' = { } }", "NotSupported", "x.Backfill")]
    [InlineData("-CustomChange @{ 'x.Backfill' = 'text' }", "InvalidValue", "no script block")]
    public void A_custom_change_that_nobody_knows_is_refused_before_anything_runs(string parameter, string code, string message)
    {
        Write("- customChange: {class: x.Backfill}");

        var error = session.Run($"Invoke-Migration db.yaml {Connection} {parameter}").Error($"{code},Migrations.InvokeMigrationCommand");

        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-CustomChange @{ 'x.Backfill' = {", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(session.Folder, "a.db")));
    }

    [Fact]
    public void A_custom_change_reads_and_writes_on_the_connection_of_the_run()
    {
        Write("""
            - createTable: {tableName: one, columns: [{column: {name: id, type: int}}, {column: {name: name, type: varchar(20)}}]}
            - sql: INSERT INTO one VALUES (1, 'a'), (2, NULL)
            - customChange: {class: x.Backfill, params: [{param: {name: prefix, value: p-}}]}
            - sql: UPDATE one SET id = id + 10
            """);

        var streams = session.Run($$"""
            $blocks = @{ 'x.Backfill' = {
                param($Context)
                foreach ($row in $Context.Query('SELECT id, name FROM one ORDER BY id')) {
                    if ($null -eq $row.name) { $count = $Context.Execute("UPDATE one SET name = '$($Context.Parameters.prefix)$($row.id)' WHERE id = $($row.id)") }
                }
                "$count for $($Context.Class) of $($Context.File)::$($Context.ChangeSetId)::$($Context.Author) on $($Context.Target.Provider)"
                $global:kept = $Context
            } }
            Invoke-Migration db.yaml {{Connection}} -CustomChange $blocks
            """);

        Assert.Single(streams.Of<MigrationResult>());
        Assert.Equal("1 for x.Backfill of db.yaml::one::a on sqlite", Assert.Single(streams.Information, i => i.Tags.Contains("Migrations.CustomChange")).ToString());
        Assert.Equal(["11 a", "12 p-2"], Rows("SELECT id || ' ' || name FROM one ORDER BY id"));
        Assert.Contains("has ended", session.Run("$kept.Execute('SELECT 1')").Errors[^1].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throw 'no luck'", "no luck")]
    [InlineData("Get-Command nonsense", "nonsense")]
    [InlineData("$Context.Execute('INSERT INTO nowhere VALUES (1)')", "no such table")]
    [InlineData("$Context.Nonsense()", "Nonsense")]
    public void An_error_in_a_custom_change_fails_the_change_set_and_the_next_run_does_it_again(string script, string message)
    {
        Write("- customChange: {class: x.Backfill}");

        var error = session.Run($"Invoke-Migration db.yaml {Connection} -CustomChange @{{ 'x.Backfill' = {{ param($Context) {script} }} }}").Errors[^1];

        Assert.StartsWith("ChangeSetFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("db.yaml:6:7", error.Exception.Message, StringComparison.Ordinal);
        session.Run($"Invoke-Migration db.yaml {Connection} -CustomChange @{{ 'x.Backfill' = {{ }} }}").Of<MigrationResult>();
        Assert.Equal(["one"], Ids());
    }

    [Fact]
    public async Task A_custom_change_that_is_stopped_is_never_done_again_unasked()
    {
        Write("- customChange: {class: x.Backfill}");
        var started = Path.Combine(session.Folder, "started");

        await session.StopAsync($"Invoke-Migration db.yaml {Connection} -CustomChange @{{ 'x.Backfill' = {{ [IO.File]::WriteAllText('{started}', ''); while ($true) {{ [Threading.Thread]::Sleep(20) }} }} }}", Until(() => File.Exists(started)));

        Assert.StartsWith("StepInDoubt,", session.Run($"Invoke-Migration db.yaml {Connection} -CustomChange @{{ 'x.Backfill' = {{ }} }}").Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        session.Run($"Invoke-Migration db.yaml {Connection} -StepInDoubt Done -CustomChange @{{ 'x.Backfill' = {{ }} }}").Of<MigrationResult>();
        Assert.Equal(["one"], Ids());
    }
}
