using Microsoft.SqlServer.TransactSql.ScriptDom;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.SqlServer;

/// <summary>
/// Says what a batch of T-SQL does, as nodes. Microsoft's own parser reads it; its assembly is large, and is loaded with the first batch that is read.
/// </summary>
sealed partial class SqlServerEffectReader
{
    readonly SqlServerReading reading;
    readonly SqlServerTableReading tables;

    SqlServerEffectReader(SqlServerDialect dialect)
    {
        reading = new(dialect);
        tables = new(reading);
    }

    /// <summary>Reads a batch.</summary>
    /// <returns>What it does; null where it has not been understood.</returns>
    public static StatementReading? Read(string batch, SqlServerDialect dialect)
    {
        using var text = new StringReader(batch);
        if (new TSql180Parser(initialQuotedIdentifiers: true).Parse(text, out var errors) is not TSqlScript script || errors.Count > 0)
            return null;
        var reader = new SqlServerEffectReader(dialect);
        foreach (var statement in script.Batches.SelectMany(b => b.Statements))
            reader.Read(statement);
        var read = reader.reading;
        return read.IsOpaque ? null : new([.. read.Effects]) { IsComplete = !read.LeavesOut, IsGuarded = read.IsGuarded, MovesNames = read.MovesNames };
    }

    void Read(TSqlStatement statement)
    {
        if (!ReadBlock(statement) && !ReadTable(statement) && !ReadIndex(statement) && !ReadData(statement) && !ReadObject(statement) && !ReadSession(statement))
            reading.IsOpaque = true;
    }

    /// <summary>Statements within statements: nobody knows beforehand which of them run.</summary>
    bool ReadBlock(TSqlStatement statement)
    {
        switch (statement)
        {
            case BeginEndBlockStatement block:
                foreach (var inner in block.StatementList.Statements)
                    Read(inner);
                return true;
            case IfStatement branch:
                reading.LeavesOut = reading.IsGuarded = true;
                Read(branch.ThenStatement);
                if (branch.ElseStatement is { } otherwise)
                    Read(otherwise);
                return true;
            case WhileStatement loop:
                reading.LeavesOut = true;
                Read(loop.Statement);
                return true;
            case TryCatchStatement attempt:
                reading.LeavesOut = true;
                foreach (var inner in attempt.TryStatements.Statements.Concat(attempt.CatchStatements.Statements))
                    Read(inner);
                return true;
            default:
                return false;
        }
    }

    bool ReadTable(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                reading.LeavesOut |= create.Options.Count > 0 || create.OnFileGroupOrPartitionScheme is not null || create.TextImageOn is not null || create.AsNode || create.AsEdge || create.AsFileTable;
                reading.Add(new CreateTable(tables.Table(reading.Name(create.SchemaObjectName), create.Definition)));
                return true;
            case AlterTableAddTableElementStatement add:
                Add(add);
                return true;
            case AlterTableAlterColumnStatement alter:
                Alter(alter);
                return true;
            case AlterTableDropTableElementStatement drop:
                Drop(drop);
                return true;
            case AlterTableConstraintModificationStatement switched:
                Switch(switched);
                return true;
            case AlterTableTriggerModificationStatement { All: false } triggers:
                foreach (var name in triggers.TriggerNames)
                    reading.Add(new SetEnabled(reading.Name(triggers.SchemaObjectName), TablePart.Trigger, name.Value, triggers.TriggerEnforcement == TriggerEnforcement.Enable));
                return true;
            case AlterTableTriggerModificationStatement triggers:
                reading.LeavesOut = true;
                reading.Add(RawOperationKind.SwitchTrigger, triggers.SchemaObjectName);
                return true;
            case AlterTableRebuildStatement rebuild:
                reading.Add(new RawOperation(RawOperationKind.Rewrite, new(ObjectKind.Table, reading.Name(rebuild.SchemaObjectName))) { Concurrently = SqlServerReading.IsOnline(rebuild.IndexOptions), Part = "REBUILD" });
                reading.LeavesOut = true;
                return true;
            case AlterTableSwitchStatement moved:
                reading.Add(RawOperationKind.AttachPartition, moved.SchemaObjectName, reading.Name(moved.TargetTable).ToString());
                return true;
            case AlterTableStatement other:
                reading.LeavesOut = true;
                reading.Add(RawOperationKind.TableSetting, other.SchemaObjectName);
                return true;
            case DropTableStatement drop:
                reading.IsGuarded |= drop.IsIfExists;
                foreach (var name in drop.Objects)
                    reading.Add(new DropTable(reading.Name(name)));
                return true;
            case TruncateTableStatement truncate:
                reading.Add(RawOperationKind.Truncate, truncate.TableName);
                return true;
            default:
                return false;
        }
    }

    void Add(AlterTableAddTableElementStatement add)
    {
        var table = reading.Name(add.SchemaObjectName);
        foreach (var definition in add.Definition.ColumnDefinitions)
        {
            var (column, constraints) = tables.Column(definition);
            reading.Add(new AddColumn(table, column, null, constraints));
        }
        foreach (var definition in add.Definition.TableConstraints)
        {
            if (definition is DefaultConstraintDefinition { Column: { } column } value)
            {
                var after = new Column(column.Value, new SqlType("")) { Default = SqlServerReading.Value(value.Expression), DefaultConstraintName = value.ConstraintIdentifier?.Value };
                reading.LeavesOut = true;
                reading.Add(new AlterColumn(table, null, after, ColumnAspects.Default));
            }
            else if (tables.Constraint(definition, null) is { } constraint)
                reading.Add(new AddConstraint(table, add.ExistingRowsCheckEnforcement != ConstraintEnforcement.NoCheck ? constraint : Unchecked(constraint)));
        }
        if (add.Definition.TableConstraints.OfType<UniqueConstraintDefinition>().Any(c => SqlServerReading.IsOnline(c.IndexOptions)))
            reading.Add(RawOperationKind.OnlineClause, add.SchemaObjectName, SqlServerReading.Online);
        foreach (var index in add.Definition.Indexes)
            reading.Add(new CreateIndex(table, new(index.Name.Value, SqlServerReading.Columns(index.Columns)) { Unique = index.Unique }));
    }

    static TableConstraint Unchecked(TableConstraint constraint) => constraint switch
    {
        ForeignKey key => key with { Validated = false },
        CheckConstraint check => check with { Validated = false },
        _ => constraint,
    };

    void Alter(AlterTableAlterColumnStatement alter)
    {
        var table = reading.Name(alter.SchemaObjectName);
        if (alter.DataType is null)
        {
            reading.LeavesOut = true;
            reading.Add(RawOperationKind.TableSetting, alter.SchemaObjectName, alter.ColumnIdentifier.Value);
            return;
        }
        // What is not said of NULL is decided by a setting of the session.
        reading.LeavesOut |= alter.AlterTableAlterColumnOption is not (AlterTableAlterColumnOption.Null or AlterTableAlterColumnOption.NotNull) || alter.Collation is not null;
        var column = new Column(alter.ColumnIdentifier.Value, reading.Type(alter.DataType))
        {
            Nullable = alter.AlterTableAlterColumnOption != AlterTableAlterColumnOption.NotNull,
            Collation = alter.Collation?.Value,
        };
        reading.Add(new AlterColumn(table, null, column, ColumnAspects.Type | ColumnAspects.Nullable));
        if (SqlServerReading.IsOnline(alter.Options))
            reading.Add(RawOperationKind.OnlineClause, alter.SchemaObjectName, SqlServerReading.Online);
    }

    void Drop(AlterTableDropTableElementStatement drop)
    {
        var table = reading.Name(drop.SchemaObjectName);
        // DROP CONSTRAINT a, b says the kind once.
        var kind = TableElementType.Constraint;
        foreach (var element in drop.AlterTableDropTableElements)
        {
            kind = element.TableElementType == TableElementType.NotSpecified ? kind : element.TableElementType;
            reading.IsGuarded |= element.IsIfExists;
            reading.Add(kind switch
            {
                TableElementType.Column => new DropColumn(table, element.Name.Value),
                TableElementType.Index => new DropIndex(table, table.Sibling(element.Name.Value)),
                TableElementType.Period => new RawOperation(RawOperationKind.TableSetting, new(ObjectKind.Table, table)),
                _ => new RawOperation(RawOperationKind.DropConstraint, new(ObjectKind.Table, table)) { Part = element.Name.Value },
            });
            // The model has the default of a column as a part of it, and not among the constraints.
            reading.LeavesOut |= kind is TableElementType.Period or TableElementType.Constraint;
        }
    }

    void Switch(AlterTableConstraintModificationStatement switched)
    {
        reading.LeavesOut = true;
        var table = reading.Name(switched.SchemaObjectName);
        var enabled = switched.ConstraintEnforcement == ConstraintEnforcement.Check;
        var validates = enabled && switched.ExistingRowsCheckEnforcement == ConstraintEnforcement.Check;
        var names = switched.All ? ["ALL"] : switched.ConstraintNames.Select(n => n.Value);
        foreach (var name in names)
        {
            reading.Add(validates
                ? new RawOperation(RawOperationKind.ValidateConstraint, new(ObjectKind.Table, table)) { Part = name }
                : new RawOperation(RawOperationKind.TableSetting, new(ObjectKind.Table, table)) { Part = name });
        }
    }
}
