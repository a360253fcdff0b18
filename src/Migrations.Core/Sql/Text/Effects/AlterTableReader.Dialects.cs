namespace Migrations.Sql.Text;

/// <content>The actions that only PostgreSQL, or only MariaDB and MySQL, have.</content>
sealed partial class AlterTableReader
{
    readonly List<string> online = [];

    void AskOnline() => IndexReader.Ask(cursor, table, online);

    // ---- PostgreSQL --------------------------------------------------------------------------------------------

    bool ReadPostgreSqlAction()
    {
        if (cursor.Skip("VALIDATE", "CONSTRAINT"))
            cursor.Add(new RawOperation(RawOperationKind.ValidateConstraint, Key) { Part = cursor.Identifier() });
        else if (cursor.IsAny("ENABLE", "DISABLE", "FORCE") || cursor.Is("NO", "FORCE"))
            ReadSwitch();
        else if (cursor.Skip("ATTACH", "PARTITION"))
            Partition(RawOperationKind.AttachPartition);
        else if (cursor.Skip("DETACH", "PARTITION"))
            Partition(RawOperationKind.DetachPartition);
        else if (cursor.Skip("SET", "SCHEMA"))
            MoveToSchema(cursor, Key, cursor.Identifier());
        else if (cursor.Is("SET", "LOGGED") || cursor.Is("SET", "UNLOGGED") || cursor.Is("SET", "TABLESPACE") || cursor.Is("SET", "ACCESS", "METHOD"))
            Setting(RawOperationKind.Rewrite);
        else if (cursor.Is("SPLIT", "PARTITION") || cursor.Is("MERGE", "PARTITIONS"))
        {
            cursor.SkipRest();
            cursor.Add(RawOperationKind.Rewrite, table);
        }
        else if (cursor.Is("OPTIONS"))
            Setting(RawOperationKind.TableSetting);
        else if (cursor.Is("SET", "(") || cursor.Is("RESET", "("))
            Setting(RawOperationKind.StorageParameter);
        else if (cursor.Is("OWNER", "TO") || cursor.Is("REPLICA", "IDENTITY") || cursor.Is("CLUSTER", "ON") || cursor.Is("SET", "WITHOUT") || cursor.Is("INHERIT")
            || cursor.Is("NO", "INHERIT") || cursor.Is("OF") || cursor.Is("NOT", "OF"))
            Setting(RawOperationKind.TableSetting);
        else
            return false;
        return true;
    }

    void Setting(RawOperationKind kind)
    {
        var start = cursor.At;
        // The owner and the replica identity are not in the model.
        cursor.LeavesOut |= !cursor.IsAny("OWNER", "REPLICA");
        cursor.SkipItem();
        cursor.Add(new RawOperation(kind, Key) { Part = cursor.Since(start) });
    }

    void ReadSwitch()
    {
        var enabled = cursor.SkipAny("ENABLE");
        if (!enabled)
            cursor.Skip("DISABLE");
        if (cursor.Skip("FORCE", "ROW", "LEVEL", "SECURITY") || cursor.Skip("NO", "FORCE", "ROW", "LEVEL", "SECURITY") || cursor.Skip("ROW", "LEVEL", "SECURITY"))
        {
            cursor.Add(RawOperationKind.TableSetting, table);
            return;
        }
        var special = cursor.SkipAny("REPLICA", "ALWAYS");
        var trigger = cursor.SkipAny("TRIGGER");
        if (!trigger)
            cursor.Expect("RULE");
        if (special || !trigger || cursor.IsAny("ALL", "USER"))
        {
            cursor.LeavesOut = true;
            cursor.Add(new RawOperation(RawOperationKind.SwitchTrigger, Key) { Part = cursor.Identifier() });
        }
        else
            cursor.Add(new SetEnabled(table, TablePart.Trigger, cursor.Identifier(), enabled));
    }

    void Partition(RawOperationKind kind)
    {
        cursor.LeavesOut = true;
        var partition = cursor.Name();
        var concurrently = cursor.Skip("CONCURRENTLY") || cursor.Skip("FINALIZE");
        cursor.SkipRest();
        cursor.Add(new RawOperation(kind, Key) { Part = partition.ToString(), Concurrently = concurrently });
    }

    // ---- MariaDB and MySQL -------------------------------------------------------------------------------------

    bool ReadMySqlAction()
    {
        if (cursor.Skip("MODIFY"))
        {
            cursor.Skip("COLUMN");
            cursor.SkipGuard();
            Restate(null);
        }
        else if (cursor.Skip("CHANGE"))
        {
            cursor.Skip("COLUMN");
            cursor.SkipGuard();
            Restate(cursor.Identifier());
        }
        else if (IndexReader.ReadOnlineClause(cursor) is { } clause)
            online.Add(clause);
        else if (cursor.Skip("COMMENT"))
        {
            cursor.Skip("=");
            cursor.Add(new SetTableRemarks(table, cursor.String()));
        }
        else if (cursor.Skip("AUTO_INCREMENT"))
        {
            cursor.Skip("=");
            cursor.Number();
            cursor.Add(new RawOperation(RawOperationKind.Other) { Part = "AUTO_INCREMENT" });
        }
        else
            return ReadMySqlSetting();
        return true;
    }

    /// <summary>MODIFY and CHANGE say all of a column anew; what they do not say is gone.</summary>
    void Restate(string? from)
    {
        var (column, constraints) = ColumnReader.Read(cursor, table);
        cursor.LeavesOut |= ReadPosition() is not null;
        if (from is not null && !cursor.Dialect.Names.Equals(from, column.Name))
            cursor.Add(new RenameColumn(table, from, column.Name));
        cursor.Add(new AlterColumn(table, null, column, ColumnAspects.Type | ColumnAspects.Nullable | ColumnAspects.Default | ColumnAspects.Identity | ColumnAspects.Remarks));
        // The alteration of the model leaves the rest of a column alone.
        cursor.LeavesOut |= column.Generated is not null;
        foreach (var constraint in constraints)
            cursor.Add(new AddConstraint(table, constraint));
    }

    bool ReadMySqlSetting()
    {
        var rewrites = cursor.IsAny("ENGINE", "ROW_FORMAT", "KEY_BLOCK_SIZE", "FORCE", "CONVERT", "CHARACTER", "CHARSET", "COLLATE", "DEFAULT", "ORDER", "ADD", "PAGE_COMPRESSED", "ENCRYPTED")
            || cursor.IsAny("PARTITION", "REMOVE") || cursor.Is("COALESCE", "PARTITION") || cursor.Is("REORGANIZE", "PARTITION") || cursor.Is("REBUILD", "PARTITION") || cursor.Is("OPTIMIZE", "PARTITION");
        var kind = rewrites ? RawOperationKind.Rewrite
            : cursor.Is("TRUNCATE", "PARTITION") ? RawOperationKind.Truncate
            : cursor.Is("EXCHANGE", "PARTITION") ? RawOperationKind.AttachPartition
            : RawOperationKind.TableSetting;
        if (kind == RawOperationKind.TableSetting && !cursor.IsAny("ENABLE", "DISABLE", "DISCARD", "IMPORT", "CHECKSUM", "STATS_PERSISTENT", "STATS_AUTO_RECALC", "MAX_ROWS", "MIN_ROWS", "AVG_ROW_LENGTH",
            "DELAY_KEY_WRITE", "PACK_KEYS", "WITH", "ANALYZE", "CHECK", "REPAIR", "UNION", "TABLESPACE"))
            return false;
        var start = cursor.At;
        while (!cursor.AtEnd && !cursor.Is(","))
            cursor.Step();
        cursor.LeavesOut = true;
        cursor.Add(new RawOperation(kind, Key) { Part = cursor.Since(start) });
        return true;
    }
}
