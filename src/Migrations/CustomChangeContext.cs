using System.Collections;
using System.Management.Automation;
using Migrations.Execution;
using Migrations.Sql;

namespace Migrations;

/// <summary>What the script block of a custom change is given: what the changelog says, and the run's own connection while it works.</summary>
public sealed class CustomChangeContext
{
    readonly CancellationToken stop;
    IDatabaseSession? session;

    internal CustomChangeContext(CustomChangeCall call, CancellationToken cancellationToken)
    {
        session = call.Session;
        stop = cancellationToken;
        Class = call.Action.Class;
        foreach (var parameter in call.Action.Parameters)
            Parameters[parameter.Name] = parameter.Value;
        ChangeSetId = call.ChangeSet.Id;
        Author = call.ChangeSet.Author;
        File = call.ChangeSet.FileName;
        Target = call.Session.Target;
    }

    /// <summary>The name of the class, as the changelog has it.</summary>
    public string Class { get; }

    /// <summary>The parameters of the change, texts by name.</summary>
    public Hashtable Parameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The id of the change set.</summary>
    public string ChangeSetId { get; }

    /// <summary>The author of the change set.</summary>
    public string Author { get; }

    /// <summary>The file of the change set.</summary>
    public string File { get; }

    /// <summary>The database.</summary>
    public MigrationTarget Target { get; }

    /// <summary>Runs one statement on the run's connection. It is committed by itself, unless the block begins a transaction, which it then has to end.</summary>
    /// <returns>How many rows it affected; -1 where that makes no sense.</returns>
    public long Execute(string sql) => Session.ExecuteAsync([new SqlStatement(sql, StatementLock.Unknown)], stop).GetAwaiter().GetResult()[0];

    /// <summary>Reads rows on the run's connection: objects with a property for every column, null for NULL.</summary>
    public object[] Query(string sql)
    {
        var (columns, rows) = Session.ReadAsync(sql, stop).GetAwaiter().GetResult();
        return [.. rows.Select(row => ToObject(columns, row))];
    }

    /// <summary>Takes the connection away: it is lent for as long as the block runs.</summary>
    internal void End() => session = null;

    IDatabaseSession Session => session ?? throw new InvalidOperationException("The custom change has ended, and with it the use of the run's connection.");

    static PSObject ToObject(IReadOnlyList<string> columns, object?[] row)
    {
        var result = new PSObject();
        for (var i = 0; i < row.Length; i++)
        {
            result.Properties.Remove(columns[i]);
            result.Properties.Add(new PSNoteProperty(columns[i], row[i]));
        }
        return result;
    }
}
