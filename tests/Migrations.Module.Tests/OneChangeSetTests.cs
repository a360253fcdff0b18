namespace Migrations.Tests;

/// <summary>What tests of a changelog of one change set share: a session, the changelog, and what is in the SQLite database afterwards.</summary>
public abstract class OneChangeSetTests : IDisposable
{
    private protected const string Connection = "-Connection 'Data Source=a.db'";
    private protected readonly ModuleSession session = new();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        session.Dispose();
    }

    /// <summary>A changelog of one change set.</summary>
    private protected void Write(string changes) => session.WriteFile("db.yaml", "databaseChangeLog:\n- changeSet:\n    id: one\n    author: a\n    changes:\n"
        + string.Concat(changes.Split('\n').Select(line => $"    {line}\n")));

    private protected bool Exists(string table) => Rows($"SELECT name FROM sqlite_master WHERE name = '{table}'").Count > 0;

    private protected IReadOnlyList<string> Ids() => Rows("SELECT ID FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED");

    private protected IReadOnlyList<string> Rows(string sql) => session.Query(sql, "a.db");

    private protected static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(20);
    }
}
