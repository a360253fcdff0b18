using Migrations.Sql;

namespace Migrations.History;

/// <summary>The column types of the history tables on a database, as Liquibase 4.28 creates them.</summary>
/// <param name="Text">The type of a text of the given length, in the dialect's canonical spelling.</param>
/// <param name="Timestamp">DATEEXECUTED and LOCKGRANTED.</param>
/// <param name="Number">ORDEREXECUTED and ID of the lock.</param>
/// <param name="Flag">LOCKED.</param>
/// <param name="Document">A JSON text without limit, for our own table.</param>
public sealed record HistoryTypes(Func<int, SqlType> Text, SqlType Timestamp, SqlType Number, SqlType Flag, SqlType Document);
