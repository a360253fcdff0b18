using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.History;

/// <summary>What a row of MIGRATIONS_STATE is about.</summary>
public enum StateKind
{
    /// <summary>Inverse nodes that cannot be derived from the changelog alone.</summary>
    Undo,
    /// <summary>The statements of a change set that does not run in one transaction, written once when it is begun.</summary>
    Progress,
    /// <summary>How far such a change set has come, written around every statement; while there is none, the first statement is announced.</summary>
    Step,
}

/// <summary>
/// Our own table (DESIGN 3a.3): made only when something has to be kept. A row's key is a hash of what identifies a history row;
/// a row whose key does not match any history row is never used.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="dialect">The database.</param>
/// <param name="history">Whose lock condition guards the writes.</param>
public sealed class StateStore(HistoryTables tables, SqlDialect dialect, HistoryStore history)
{
    /// <summary>The version of the rows that this version writes and reads.</summary>
    public const int Format = 1;

    /// <summary>How nodes and progress are written as JSON.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        // Not WhenWritingDefault: a false that is left out would come back as the true that the property starts with (Column.Nullable).
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    readonly SchemaModel schema = SchemaModel.Empty(dialect.Names).With(tables.CreateState().Table);

    /// <summary>The key of the undo information of a history row.</summary>
    public static string UndoKey(HistoryRow row) => Hash(row.Id, row.Author, row.FileName, row.OrderExecuted.ToString(CultureInfo.InvariantCulture), row.DeploymentId, row.Md5Sum);

    /// <summary>The key of the progress of a change set.</summary>
    public static string ProgressKey(string id, string author, string fileName) => Hash(id, author, fileName);

    static string Hash(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part ?? "\u0001").Append('\0');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }

    /// <summary>All rows of a kind, by key.</summary>
    /// <exception cref="MigrationException">A row was written by a later version (<see cref="ErrorCode.HistoryUnusable"/>).</exception>
    public async Task<ImmutableDictionary<string, string>> ReadAsync(IDatabaseSession session, StateKind kind, CancellationToken cancellationToken)
    {
        if (!tables.StateExists)
            return ImmutableDictionary<string, string>.Empty;
        string Q(string column) => dialect.Quote(tables.Column(column));
        var rows = await session.QueryAsync(
            $"SELECT {Q("STATE_KEY")}, {Q("FORMAT")}, {Q("DATA")} FROM {dialect.Quote(tables.State)} WHERE {dialect.Condition(OfKind(kind))}", cancellationToken);
        if (rows.FirstOrDefault(r => Convert.ToInt32(r[1], CultureInfo.InvariantCulture) > Format) is { } later)
        {
            throw new MigrationException(ErrorCode.HistoryUnusable, $"{tables.State} in {session.Target} was written by a later version of this product (format {later[1]})",
                "Update the Migrations module on this machine.");
        }
        return rows.ToImmutableDictionary(r => (string)r[0]!, r => (string)r[2]!);
    }

    /// <summary>Adds a row.</summary>
    public SqlStatement Insert(StateKind kind, string key, string data, string owner) => Render(new InsertRows(tables.State,
    [
        new(tables.Column("FORMAT"), new NumberValue(Format.ToString(CultureInfo.InvariantCulture))), new(tables.Column("KIND"), new StringValue(kind.ToString().ToLowerInvariant())),
        new(tables.Column("STATE_KEY"), new StringValue(key)), new(tables.Column("DATA"), new StringValue(data)),
    ], history.OwnedBy(owner)));

    /// <summary>Replaces what a row says.</summary>
    public SqlStatement Update(StateKind kind, string key, string data, string owner) => Render(new UpdateRows(tables.State,
        [new(tables.Column("DATA"), new StringValue(data))], new AllOf([OfKind(kind), OfKey(key), history.OwnedBy(owner)])));

    /// <summary>Removes a row.</summary>
    public SqlStatement Delete(StateKind kind, string key, string owner) =>
        Render(new DeleteRows(tables.State, new AllOf([OfKind(kind), OfKey(key), history.OwnedBy(owner)])));

    ColumnEquals OfKind(StateKind kind) => new(tables.Column("KIND"), new StringValue(kind.ToString().ToLowerInvariant()));

    ColumnEquals OfKey(string key) => new(tables.Column("STATE_KEY"), new StringValue(key));

    SqlStatement Render(SqlNode node) => node.Render(dialect, schema).Single();
}
