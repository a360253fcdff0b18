using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads ALTER TABLE: its actions, one effect or more for each.</summary>
/// <param name="cursor">The place.</param>
/// <param name="table">The table.</param>
sealed partial class AlterTableReader(StatementCursor cursor, ObjectName table)
{
    ObjectKey Key => new(ObjectKind.Table, table);

    /// <summary>Reads from behind the word TABLE.</summary>
    public static void Read(StatementCursor cursor)
    {
        cursor.SkipGuard();
        cursor.LeavesOut |= cursor.Skip("ONLY");
        var reader = new AlterTableReader(cursor, cursor.Name());
        cursor.Skip("*");
        if (cursor.Skip("WAIT"))
            cursor.Number();
        else
            cursor.Skip("NOWAIT");
        do
            reader.ReadAction();
        while (!cursor.Failed && cursor.Skip(","));
        reader.AskOnline();
    }

    void ReadAction()
    {
        if (cursor.Skip("ADD"))
            ReadAdd();
        else if (cursor.Skip("DROP"))
            ReadDrop();
        else if (cursor.Skip("ALTER"))
            ReadAlter();
        else if (cursor.Skip("RENAME"))
            ReadRename();
        else if (!(cursor.IsMySql ? ReadMySqlAction() : cursor.IsPostgreSql && ReadPostgreSqlAction()))
            cursor.Fail();
    }

    // ---- ADD ---------------------------------------------------------------------------------------------------

    void ReadAdd()
    {
        if (cursor.IsMySql && cursor.Is("PARTITION"))
        {
            cursor.SkipRest();
            cursor.Add(RawOperationKind.CreatePartition, table);
        }
        else if (ConstraintReader.ReadNotNull(cursor) is { } column)
            ReadNotNull(column);
        else if (ConstraintReader.StartsHere(cursor))
        {
            if (ConstraintReader.Read(cursor, out var name) is { } constraint)
            {
                // The indexes that MariaDB and MySQL made for earlier foreign keys may go with a new one.
                cursor.LeavesOut |= cursor.IsMySql && constraint is ForeignKey;
                cursor.Add(new AddConstraint(table, constraint));
            }
            else
                cursor.Add(new RawOperation(RawOperationKind.AddExclusion, Key) { Part = name });
        }
        else if (cursor.IsMySql && CreateTableReader.StartsIndex(cursor))
        {
            if (CreateTableReader.ReadIndex(cursor) is { } index)
                cursor.Add(new CreateIndex(table, index));
        }
        else
        {
            cursor.Skip("COLUMN");
            cursor.SkipGuard();
            if (cursor.IsMySql && cursor.Skip("("))
            {
                do
                    ReadColumn();
                while (cursor.Skip(","));
                cursor.Expect(")");
            }
            else
                ReadColumn();
        }
    }

    /// <summary>NOT NULL as a constraint of its own; one that is NOT VALID reads no rows.</summary>
    void ReadNotNull(string column)
    {
        if (cursor.Code.Is(cursor.At - 1, "VALID"))
            cursor.Add(new RawOperation(RawOperationKind.TableSetting, Key) { Part = column });
        else
            Alter(new Column(column, new SqlType("")) { Nullable = false }, ColumnAspects.Nullable);
    }

    void ReadColumn()
    {
        if (cursor.Flavor == SqlFlavor.Sqlite)
        {
            ReadSqliteColumn();
            return;
        }
        var (column, constraints) = ColumnReader.Read(cursor, table);
        cursor.Add(new AddColumn(table, column, ReadPosition(), constraints));
    }

    void ReadSqliteColumn()
    {
        var start = cursor.At;
        cursor.At = cursor.Code.Count;
        var definition = cursor.Since(start).TrimEnd(';', ' ');
        if (!cursor.Failed && cursor.Dialect.NativeTable($"CREATE TABLE t ({definition})", table) is { Columns: [var column] } read)
            cursor.Add(new AddColumn(table, column, null, [.. read.Constraints]));
        else
            cursor.Fail();
    }

    ColumnPosition? ReadPosition()
    {
        if (cursor.IsMySql && cursor.Skip("FIRST"))
            return new(First: true);
        return cursor.IsMySql && cursor.Skip("AFTER") ? new(After: cursor.Identifier()) : null;
    }

    // ---- DROP --------------------------------------------------------------------------------------------------

    void ReadDrop()
    {
        if (cursor.Skip("CONSTRAINT"))
        {
            cursor.SkipGuard();
            cursor.Add(new RawOperation(RawOperationKind.DropConstraint, Key) { Part = cursor.Identifier(), Cascade = cursor.SkipCascade() });
        }
        else if (cursor.IsMySql && ReadMySqlDrop())
            return;
        else
        {
            cursor.Skip("COLUMN");
            cursor.SkipGuard();
            cursor.Add(new DropColumn(table, cursor.Identifier()));
            cursor.LeavesOut |= cursor.SkipCascade();
        }
    }

    bool ReadMySqlDrop()
    {
        if (cursor.Skip("PRIMARY", "KEY"))
            cursor.Add(new DropConstraint(table, new PrimaryKey(null, [])));
        else if (cursor.Skip("FOREIGN", "KEY"))
        {
            cursor.SkipGuard();
            cursor.Add(new DropConstraint(table, new ForeignKey(cursor.Identifier(), [], ObjectName.Of(""), [])));
        }
        else if (cursor.Skip("CHECK"))
            cursor.Add(new DropConstraint(table, new CheckConstraint(cursor.Identifier(), "")));
        else if (cursor.IsAny("INDEX", "KEY") && !cursor.Code.IsAny(cursor.At + 1, ",", ";") && cursor.At + 1 < cursor.Code.Count)
        {
            cursor.At++;
            cursor.SkipGuard();
            cursor.Add(new DropIndex(table, table.Sibling(cursor.Identifier())));
        }
        else if (cursor.Is("PARTITION"))
        {
            cursor.SkipRest();
            cursor.Add(RawOperationKind.Truncate, table);
        }
        else if (cursor.Is("SYSTEM", "VERSIONING") || cursor.Is("PERIOD", "FOR"))
        {
            cursor.LeavesOut = true;
            cursor.SkipItem();
            cursor.Add(RawOperationKind.Rewrite, table);
        }
        else
            return false;
        return true;
    }

    // ---- ALTER -------------------------------------------------------------------------------------------------

    void ReadAlter()
    {
        if (cursor.Skip("CONSTRAINT") || (cursor.IsMySql && cursor.SkipAny("INDEX", "KEY", "CHECK")))
        {
            cursor.LeavesOut = true;
            cursor.SkipItem();
            cursor.Add(RawOperationKind.TableSetting, table);
            return;
        }
        cursor.Skip("COLUMN");
        cursor.SkipGuard();
        var column = new Column(cursor.Identifier(), new SqlType(""));
        if (cursor.Skip("SET", "DEFAULT"))
            Alter(column with { Default = ColumnReader.ReadDefault(cursor) }, ColumnAspects.Default);
        else if (cursor.Skip("DROP", "DEFAULT"))
            Alter(column, ColumnAspects.Default);
        else if (cursor.Skip("SET", "NOT", "NULL"))
            Alter(column with { Nullable = false }, ColumnAspects.Nullable);
        else if (cursor.Skip("DROP", "NOT", "NULL"))
            Alter(column, ColumnAspects.Nullable);
        else if (cursor.Skip("SET", "DATA", "TYPE") || cursor.Skip("TYPE"))
            ReadType(column);
        else if (cursor.IsPostgreSql && cursor.Skip("ADD"))
            Alter(column with { Identity = ColumnReader.ReadIdentity(cursor), Nullable = false }, ColumnAspects.Identity, leavesOut: true);
        else
            ReadColumnSetting(column);
    }

    void ReadType(Column column)
    {
        column = column with { Type = TypeReader.Read(cursor) };
        if (cursor.Skip("COLLATE"))
        {
            var start = cursor.At;
            cursor.Name();
            column = column with { Collation = cursor.Since(start) };
            cursor.LeavesOut = true;
        }
        var conversion = cursor.Skip("USING") ? cursor.Expression() : null;
        cursor.Add(new AlterColumn(table, null, column, ColumnAspects.Type) { Using = conversion });
    }

    void ReadColumnSetting(Column column)
    {
        if (cursor.Skip("DROP", "IDENTITY"))
        {
            cursor.SkipGuard();
            Alter(column, ColumnAspects.Identity, leavesOut: true);
            return;
        }
        // SET STATISTICS, SET STORAGE, SET (…), RESET (…), SET GENERATED …, RESTART, DROP EXPRESSION, SET VISIBLE.
        if (!cursor.IsAny("SET", "RESET", "RESTART", "DROP", "OPTIONS"))
            cursor.Fail();
        cursor.SkipItem();
        cursor.LeavesOut = true;
        cursor.Add(new RawOperation(RawOperationKind.TableSetting, Key) { Part = column.Name });
    }

    void Alter(Column after, ColumnAspects changed, bool leavesOut = false)
    {
        cursor.LeavesOut |= leavesOut;
        cursor.Add(new AlterColumn(table, null, after, changed));
    }

    // ---- RENAME ------------------------------------------------------------------------------------------------

    void ReadRename()
    {
        if (cursor.SkipAny("CONSTRAINT") || (cursor.IsMySql && cursor.SkipAny("INDEX", "KEY")))
        {
            cursor.LeavesOut = true;
            cursor.Identifier();
            cursor.Expect("TO");
            cursor.Add(new RawOperation(RawOperationKind.RenamePart, Key) { Part = cursor.Identifier() });
        }
        else if (cursor.Skip("TO") || (cursor.IsMySql && cursor.SkipAny("AS", "=")) || (cursor.IsMySql && !cursor.Is("COLUMN")))
            Rename(cursor, table);
        else
        {
            cursor.Skip("COLUMN");
            cursor.SkipGuard();
            var from = cursor.Identifier();
            cursor.Expect("TO");
            cursor.Add(new RenameColumn(table, from, cursor.Identifier()));
        }
    }

    /// <summary>Reads the new name of a table; it may be in another schema.</summary>
    public static void Rename(StatementCursor cursor, ObjectName table)
    {
        var to = cursor.Name();
        if (to.Schema is not null && to.Schema != table.Schema)
            MoveToSchema(cursor, new(ObjectKind.Table, table), to.ToString());
        else
            cursor.Add(new RenameTable(table, to.Name));
    }

    static void MoveToSchema(StatementCursor cursor, ObjectKey key, string to)
    {
        cursor.LeavesOut = true;
        cursor.Add(new RawOperation(RawOperationKind.RenameSchema, key) { Part = to });
    }
}
