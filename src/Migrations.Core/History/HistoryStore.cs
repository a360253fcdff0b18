using System.Collections.Immutable;
using System.Globalization;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.History;

/// <summary>
/// Reads DATABASECHANGELOG and makes the statements that write it. Every write is conditional on the lock row still carrying the run's owner,
/// so that a run whose lock was broken can record nothing (DESIGN 3a.1).
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="dialect">The database.</param>
public sealed class HistoryStore(HistoryTables tables, SqlDialect dialect)
{
    /// <summary>What LIQUIBASE says: readers derive checksum rules from it (DESIGN 3a.8).</summary>
    public const string LiquibaseVersion = "4.28.0";

    static readonly string[] Columns =
    [
        "ID", "AUTHOR", "FILENAME", "DATEEXECUTED", "ORDEREXECUTED", "EXECTYPE", "MD5SUM", "DESCRIPTION", "COMMENTS", "TAG", "LIQUIBASE", "CONTEXTS", "LABELS", "DEPLOYMENT_ID",
    ];

    readonly SchemaModel schema = SchemaModel.Empty(dialect.Names).With(tables.CreateLog().Table).With(tables.CreateLock().Table);

    /// <summary>All rows in the order in which they ran. Only a table that is definitely not there means none; any other error stops the run.</summary>
    public static async Task<ImmutableArray<HistoryRow>> ReadAsync(IDatabaseSession session, HistoryTables tables, CancellationToken cancellationToken)
    {
        if (!tables.LogExists)
            return [];
        var q = session.Dialect;
        var order = $"{q.Quote(tables.Column("DATEEXECUTED"))}, {q.Quote(tables.Column("ORDEREXECUTED"))}";
        try
        {
            return [.. await session.QueryAsync($"SELECT {q.Quote(Columns.Select(tables.Column))} FROM {q.Quote(tables.Log)} ORDER BY {order}", Row, cancellationToken)];
        }
        catch (StatementFailedException e)
        {
            throw new MigrationException(ErrorCode.HistoryUnusable, $"the history table {tables.Log} in {session.Target} cannot be read: {e.Message}",
                e.Kind == StatementFailure.NoRights ? $"Grant SELECT on {tables.Log}." : "Check that it is a history table of Liquibase 4 or of this product.", innerException: e);
        }
    }

    static HistoryRow Row(object?[] v) => new()
    {
        Id = Text(v[0]) ?? "",
        Author = Text(v[1]) ?? "",
        FileName = Text(v[2]) ?? "",
        DateExecuted = Time(v[3]),
        OrderExecuted = v[4] is null ? 0 : Convert.ToInt32(v[4], CultureInfo.InvariantCulture),
        ExecType = Text(v[5]) ?? "EXECUTED",
        Md5Sum = Text(v[6]),
        Description = Text(v[7]),
        Comments = Text(v[8]),
        Tag = Text(v[9]),
        Liquibase = Text(v[10]),
        Contexts = Text(v[11]),
        Labels = Text(v[12]),
        DeploymentId = Text(v[13]),
    };

    static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : value is null ? null : "";

    /// <summary>A time as the database gives it; SQLite keeps texts, and Liquibase's own driver for it numbers of milliseconds.</summary>
    static DateTime? Time(object? value) => value switch
    {
        null => null,
        DateTime time => time,
        DateTimeOffset time => time.DateTime,
        long milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime,
        string text when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
        _ => null,
    };

    /// <summary>Records a change set that has run, or was marked as run.</summary>
    /// <param name="row">The row; DATEEXECUTED becomes the server's time.</param>
    /// <param name="owner">What LOCKEDBY must still be.</param>
    public SqlStatement Insert(HistoryRow row, string owner) => Insert(row, Number("ORDEREXECUTED", row.OrderExecuted), OwnedBy(owner));

    /// <summary>
    /// As <see cref="Insert(HistoryRow, string)"/>, but an error where the lock is no longer the owner's, so that a COMMIT behind it in the same batch does not
    /// happen either: the order is divided by the number of lock rows that are the owner's. (A CASE would not do: PostgreSQL evaluates constants in all its branches.)
    /// </summary>
    public SqlStatement InsertOrFail(HistoryRow row, string owner)
    {
        var held = new LockStatements(tables, dialect).HeldBy(owner);
        var order = row.OrderExecuted.ToString(CultureInfo.InvariantCulture);
        return Insert(row, new(tables.Column("ORDEREXECUTED"), new ExpressionValue($"{order} / (SELECT COUNT(*) FROM {dialect.Quote(tables.Lock)} WHERE {dialect.Condition(held)})")), null);
    }

    SqlStatement Insert(HistoryRow row, ColumnValue order, SqlPredicate? condition) => Render(new InsertRows(tables.Log,
    [
        Value("ID", row.Id), Value("AUTHOR", row.Author), Value("FILENAME", row.FileName), Now, order,
        Value("EXECTYPE", row.ExecType), Value("MD5SUM", row.Md5Sum), Value("DESCRIPTION", row.Description), Value("COMMENTS", row.Comments), Value("TAG", row.Tag),
        Value("LIQUIBASE", row.Liquibase ?? LiquibaseVersion), Value("CONTEXTS", row.Contexts), Value("LABELS", row.Labels), Value("DEPLOYMENT_ID", row.DeploymentId),
    ], condition));

    /// <summary>Records that a change set has run again: Liquibase updates the row in place.</summary>
    /// <param name="old">The row as it is.</param>
    /// <param name="row">The row as it shall be; DATEEXECUTED becomes the server's time.</param>
    /// <param name="owner">What LOCKEDBY must still be.</param>
    public SqlStatement Update(HistoryRow old, HistoryRow row, string owner) => Render(new UpdateRows(tables.Log,
    [
        Now, Number("ORDEREXECUTED", row.OrderExecuted), Value("EXECTYPE", row.ExecType), Value("MD5SUM", row.Md5Sum), Value("DESCRIPTION", row.Description),
        Value("COMMENTS", row.Comments), Value("TAG", row.Tag ?? old.Tag), Value("LIQUIBASE", LiquibaseVersion), Value("CONTEXTS", row.Contexts), Value("LABELS", row.Labels),
        Value("DEPLOYMENT_ID", row.DeploymentId),
    ], new AllOf([Key(old), OwnedBy(owner)])));

    /// <summary>Replaces a checksum without running anything: a cleared one is filled in, an old one is upgraded; null clears it.</summary>
    public SqlStatement UpdateChecksum(HistoryRow row, string? checksum, string owner) =>
        Render(new UpdateRows(tables.Log, [Value("MD5SUM", checksum)], new AllOf([Key(row), OwnedBy(owner)])));

    /// <summary>Sets the tag of a row.</summary>
    public SqlStatement Tag(HistoryRow row, string tag, string owner) => Render(new UpdateRows(tables.Log, [Value("TAG", tag)], new AllOf([Key(row), OwnedBy(owner)])));

    /// <summary>Removes the row of a change set that was undone, or is to be forgotten.</summary>
    public SqlStatement Delete(HistoryRow row, string owner) => Render(new DeleteRows(tables.Log, new AllOf([Key(row), OwnedBy(owner)])));

    /// <summary>The condition that the lock is still ours.</summary>
    public SqlPredicate OwnedBy(string owner) => new RowExists(tables.Lock, new LockStatements(tables, dialect).HeldBy(owner));

    /// <summary>A history row is changed by these four, and exactly one must be affected (DESIGN 3a.8).</summary>
    AllOf Key(HistoryRow row) => new(
    [
        Equal("ID", row.Id), Equal("AUTHOR", row.Author), Equal("FILENAME", row.FileName),
        new ColumnEquals(tables.Column("ORDEREXECUTED"), new NumberValue(row.OrderExecuted.ToString(CultureInfo.InvariantCulture))),
    ]);

    ColumnEquals Equal(string column, string value) => new(tables.Column(column), new StringValue(value));

    ColumnValue Now => new(tables.Column("DATEEXECUTED"), new ExpressionValue(dialect.CurrentTimestamp));

    ColumnValue Value(string column, string? text) => new(tables.Column(column), text is null ? new NullValue() : new StringValue(text));

    ColumnValue Number(string column, int number) => new(tables.Column(column), new NumberValue(number.ToString(CultureInfo.InvariantCulture)));

    SqlStatement Render(SqlNode node) => node.Render(dialect, schema).Single();
}
