using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads CREATE TABLE.</summary>
static class CreateTableReader
{
    /// <summary>Reads from behind the word TABLE.</summary>
    /// <param name="cursor">The place.</param>
    /// <param name="plain">Whether the table is neither temporary nor of another special kind.</param>
    public static void Read(StatementCursor cursor, bool plain)
    {
        cursor.LeavesOut |= !plain;
        var guarded = cursor.SkipGuard();
        var table = new Table(cursor.Name(), []);
        if (cursor.Flavor == SqlFlavor.Sqlite)
        {
            ReadSqlite(cursor, table, guarded, plain && cursor.Is("("));
            return;
        }
        if (cursor.Skip("PARTITION", "OF"))
        {
            Partition(cursor, table.Name, guarded);
            return;
        }
        if (cursor.Is("LIKE") || cursor.Is("(", "LIKE") || cursor.Is("OF"))
        {
            // Its columns are those of another table or type.
            cursor.SkipRest();
            cursor.Add(new CreateTable(table, guarded));
            return;
        }
        if (cursor.Is("(") && IsQuery(cursor))
            cursor.SkipRest();
        else if (cursor.Is("("))
            table = ReadParts(cursor, table);
        if (cursor.IsMySql)
            ReadMySqlOptions(cursor, ref table);
        // INHERITS, PARTITION BY, USING, WITH, ON COMMIT, TABLESPACE, and the query of CREATE TABLE … AS.
        cursor.SkipRest();
        cursor.Add(new CreateTable(table, guarded));
    }

    static void ReadSqlite(StatementCursor cursor, Table table, bool guarded, bool plain)
    {
        var native = plain ? cursor.Dialect.NativeTable(cursor.Text, table.Name) : null;
        if (plain && native is null)
            cursor.Fail();
        cursor.SkipRest();
        cursor.LeavesOut = native is null || table.Name.Schema is not null;
        cursor.Add(new CreateTable(native ?? table, guarded));
    }

    static void Partition(StatementCursor cursor, ObjectName partition, bool guarded)
    {
        var parent = cursor.Name();
        cursor.SkipRest();
        cursor.LeavesOut = true;
        cursor.Add(new CreateTable(new(partition, []), guarded));
        cursor.Add(new RawOperation(RawOperationKind.CreatePartition, new(ObjectKind.Table, parent)) { Part = partition.ToString() });
    }

    /// <summary>Whether there are no definitions of columns here: a query, or no more than the names that its columns get.</summary>
    static bool IsQuery(StatementCursor cursor) =>
        cursor.Code.IsAny(cursor.At + 1, "SELECT", "WITH", "(") || (cursor.IsPostgreSql && cursor.Code.IsAny(cursor.At + 2, ",", ")"));

    static Table ReadParts(StatementCursor cursor, Table table)
    {
        cursor.Expect("(");
        while (!cursor.Failed && !cursor.Is(")"))
        {
            if (ConstraintReader.ReadNotNull(cursor) is { } name)
                table = table with { Columns = [.. table.Columns.Select(c => cursor.Dialect.Names.Equals(c.Name, name) ? c with { Nullable = false } : c)] };
            else if (ConstraintReader.StartsHere(cursor))
                table = ConstraintReader.Read(cursor, out _) is { } constraint ? table.With(constraint) : table;
            else if (cursor.IsMySql && StartsIndex(cursor))
                table = ReadIndex(cursor) is { } index ? table with { Indexes = table.Indexes.Add(index) } : table;
            else if (cursor.IsPostgreSql && cursor.Is("LIKE"))
            {
                cursor.LeavesOut = true;
                cursor.SkipItem();
            }
            else if (cursor.IsMySql && cursor.Is("PERIOD", "FOR"))
            {
                cursor.LeavesOut = true;
                cursor.SkipItem();
            }
            else
            {
                var (column, constraints) = ColumnReader.Read(cursor, table.Name);
                table = constraints.Aggregate(table with { Columns = table.Columns.Add(column) }, (t, c) => t.With(c));
            }
            if (!cursor.Skip(",") && !cursor.Is(")"))
                cursor.Fail();
        }
        cursor.Expect(")");
        if (table.PrimaryKey is { } key)
            table = table with { Columns = [.. table.Columns.Select(c => key.Columns.Contains(c.Name, cursor.Dialect.Names) ? c with { Nullable = false } : c)] };
        return table;
    }

    /// <summary>Whether an index stands here, in CREATE TABLE or behind ADD (MariaDB, MySQL).</summary>
    public static bool StartsIndex(StatementCursor cursor) => cursor.IsAny("INDEX", "FULLTEXT", "SPATIAL") || (cursor.Is("KEY") && !cursor.Code.IsAny(cursor.At + 1, ",", ")"));

    /// <summary>Reads an index as it stands in CREATE TABLE or behind ADD (MariaDB, MySQL).</summary>
    public static TableIndex? ReadIndex(StatementCursor cursor)
    {
        var method = cursor.IsAny("FULLTEXT", "SPATIAL") ? cursor.Word : null;
        if (method is not null)
            cursor.At++;
        cursor.SkipAny("INDEX", "KEY");
        cursor.SkipGuard();
        var name = cursor.IsAny("(", "USING") ? null : cursor.Identifier();
        method ??= IndexReader.SkipMethod(cursor);
        var columns = IndexReader.ReadColumns(cursor);
        IndexReader.SkipOptions(cursor);
        cursor.LeavesOut |= name is null;
        return cursor.Failed ? null : new(name ?? columns[0].Name, columns) { Method = method };
    }

    static void ReadMySqlOptions(StatementCursor cursor, ref Table table)
    {
        var start = cursor.At;
        while (!cursor.Failed && !cursor.AtEnd && IsTableOption(cursor))
        {
            if (cursor.Skip("COMMENT"))
            {
                cursor.Skip("=");
                table = table with { Remarks = cursor.String() };
                cursor.Skip(",");
                start = cursor.At;
                continue;
            }
            if (!cursor.Skip("DEFAULT", "CHARACTER", "SET") && !cursor.Skip("CHARACTER", "SET") && !cursor.Skip("DEFAULT"))
                cursor.At++;
            cursor.SkipAny("CHARSET", "COLLATE");
            cursor.Skip("=");
            cursor.At++;
            cursor.Skip(",");
            var option = cursor.Since(start);
            start = cursor.At;
            if (option.StartsWith("AUTO_INCREMENT", StringComparison.OrdinalIgnoreCase))
                continue;
            table = table with { Options = table.Options is null ? option : $"{table.Options} {option}" };
        }
    }

    static bool IsTableOption(StatementCursor cursor) => cursor.IsAny("ENGINE", "DEFAULT", "CHARSET", "COLLATE", "COMMENT", "AUTO_INCREMENT", "ROW_FORMAT", "KEY_BLOCK_SIZE")
        || cursor.Is("CHARACTER", "SET");
}
