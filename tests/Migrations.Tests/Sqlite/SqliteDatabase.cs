using Migrations.Dialects.Sqlite;
using Migrations.Execution;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Sqlite;

/// <summary>A new database file in a folder of its own, with a session on it, and the way of nodes through the dialect as the planner takes it.</summary>
sealed class SqliteDatabase : IAsyncDisposable
{
    readonly string folder;

    SqliteDatabase(string folder, IDatabaseSession session)
    {
        this.folder = folder;
        Session = session;
    }

    public string File => Path.Combine(folder, "test.db");

    public IDatabaseSession Session { get; }

    public SqlDialect Dialect => Session.Dialect;

    /// <summary>Creates a database.</summary>
    /// <param name="options">More of the connection string: <c>;Foreign Keys=True</c>.</param>
    /// <param name="setup">Statements to begin with.</param>
    public static async Task<SqliteDatabase> CreateAsync(string options = "", params string[] setup)
    {
        var folder = Directory.CreateTempSubdirectory("migrations-sqlite-").FullName;
        var database = new SqliteDatabase(folder, await OpenAsync($"Data Source={Path.Combine(folder, "test.db")}{options}"));
        await database.ExecuteAsync(setup);
        return database;
    }

    /// <summary>Opens a session.</summary>
    public static Task<IDatabaseSession> OpenAsync(string text, TimeSpan? lockTimeout = null) =>
        new SqliteProvider().OpenAsync(new(text) { LockTimeout = lockTimeout }, CancellationToken.None);

    /// <summary>Another session on the same file.</summary>
    public Task<IDatabaseSession> OpenAgainAsync(TimeSpan? lockTimeout = null, string options = "") => OpenAsync($"Data Source={File}{options}", lockTimeout);

    public Task<IReadOnlyList<long>> ExecuteAsync(params string[] sql) => Session.ExecuteAsync([.. sql.Select(s => new SqlStatement(s, StatementLock.None))], CancellationToken.None);

    public async Task<string> ScalarAsync(string sql) => Convert.ToString((await Session.QueryAsync(sql, CancellationToken.None))[0][0], System.Globalization.CultureInfo.InvariantCulture) ?? "NULL";

    public async Task<string[]> ColumnAsync(string sql) => [.. (await Session.QueryAsync(sql, CancellationToken.None)).Select(r => Convert.ToString(r[0], System.Globalization.CultureInfo.InvariantCulture)!)];

    public Task<SchemaModel> InspectAsync() => Session.InspectAsync(null, SchemaModel.Unknown(Dialect.Names), CancellationToken.None);

    /// <summary>The statements of nodes, as the planner gets them.</summary>
    public static (List<SqlStatement> Statements, SchemaModel After) Plan(SqlDialect dialect, SchemaModel before, params IReadOnlyList<SqlNode> nodes)
    {
        var schema = before;
        var statements = new List<SqlStatement>();
        foreach (var node in dialect.Adapt(nodes, before))
        {
            statements.AddRange(node.Render(dialect, schema));
            schema = dialect.Apply(node, schema);
        }
        return (statements, schema);
    }

    /// <summary>Runs nodes in one transaction.</summary>
    /// <returns>The schema as planned.</returns>
    public async Task<SchemaModel> RunAsync(params IReadOnlyList<SqlNode> nodes)
    {
        var (statements, after) = Plan(Dialect, await InspectAsync(), nodes);
        try
        {
            await Session.ExecuteAsync([.. Dialect.Opening(statements), .. statements, Dialect.CommitTransaction], CancellationToken.None);
        }
        catch (StatementFailedException)
        {
            await Session.ExecuteAsync([Dialect.RollbackTransaction], CancellationToken.None);
            throw;
        }
        return after;
    }

    /// <summary>What undoes nodes, last first, as the planner keeps it.</summary>
    public IReadOnlyList<SqlNode> Invert(SchemaModel before, params IReadOnlyList<SqlNode> nodes)
    {
        var inverses = new List<Inverse>();
        foreach (var node in nodes)
        {
            inverses.Add(node.Invert(before));
            before = Dialect.Apply(node, before);
        }
        inverses.Reverse();
        return [.. inverses.SelectMany(i => i.Nodes)];
    }

    /// <summary>A schema as text that can be compared.</summary>
    public static string Describe(SchemaModel schema)
    {
        var keys = schema.Tables.Select(t => new ObjectKey(ObjectKind.Table, t.Name)).Concat(schema.Views.Select(v => new ObjectKey(ObjectKind.View, v.Name)));
        return string.Join('\n', keys.Select(k => SchemaFingerprint.TryDescribe(schema, k, out var description) ? $"{k}: {description}" : $"{k}: unknown"));
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
