using System.Collections.Immutable;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <content>Indexes, rows, other objects, and the session.</content>
sealed partial class SqlServerEffectReader
{
    bool ReadIndex(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateIndexStatement create:
                reading.LeavesOut |= create.IncludeColumns.Count > 0 || create.OnFileGroupOrPartitionScheme is not null || create.IndexOptions.Any(o => o is not OnlineIndexOption);
                reading.Add(new CreateIndex(reading.Name(create.OnName), new(create.Name.Value, SqlServerReading.Columns(create.Columns))
                {
                    Unique = create.Unique,
                    Clustered = create.Clustered == true ? true : null,
                    Where = create.FilterPredicate is { } filter ? SqlServerReading.Text(filter) : null,
                })
                { Concurrently = SqlServerReading.IsOnline(create.IndexOptions) });
                return true;
            case CreateColumnStoreIndexStatement create:
                reading.LeavesOut = true;
                reading.Add(new CreateIndex(reading.Name(create.OnName), new(create.Name.Value, [.. create.Columns.Select(c => new IndexColumn(SqlServerReading.Name(c)))]) { Clustered = create.Clustered }));
                return true;
            case DropIndexStatement drop:
                reading.IsGuarded |= drop.IsIfExists;
                foreach (var clause in drop.DropIndexClauses.OfType<DropIndexClause>())
                {
                    var table = reading.Name(clause.Object);
                    reading.Add(new DropIndex(table, table.Sibling(clause.Index.Value)) { Concurrently = SqlServerReading.IsOnline(clause.Options) });
                }
                reading.IsOpaque |= drop.DropIndexClauses.Any(c => c is not DropIndexClause);
                return true;
            case AlterIndexStatement alter:
                var kind = alter.AlterIndexType == AlterIndexType.Rebuild ? RawOperationKind.Reindex : alter.AlterIndexType == AlterIndexType.Reorganize ? RawOperationKind.Vacuum : RawOperationKind.TableSetting;
                reading.LeavesOut = true;
                reading.Add(new RawOperation(kind, new(ObjectKind.Table, reading.Name(alter.OnName))) { Part = alter.Name?.Value, Concurrently = SqlServerReading.IsOnline(alter.IndexOptions) });
                return true;
            default:
                return false;
        }
    }

    bool ReadData(TSqlStatement statement)
    {
        switch (statement)
        {
            case UpdateStatement { UpdateSpecification: var update }:
                if (Target(update.Target, update.FromClause) is { } updated)
                    reading.Add(new UpdateRows(updated, Assignments(update.SetClauses), Bound(update.WhereClause, update.TopRowFilter)));
                return true;
            case DeleteStatement { DeleteSpecification: var delete }:
                if (Target(delete.Target, delete.FromClause) is { } deleted)
                    reading.Add(new DeleteRows(deleted, Bound(delete.WhereClause, delete.TopRowFilter)));
                return true;
            case InsertStatement { InsertSpecification: var insert }:
                reading.IsOpaque |= insert.InsertSource is ExecuteInsertSource;
                if (Target(insert.Target, null) is { } inserted)
                    reading.Add(new InsertRows(inserted, [.. insert.Columns.Select((c, i) => new ColumnValue(SqlServerReading.Name(c), FirstValue(insert.InsertSource, i)))]) { Source = SourceOf(insert.InsertSource) });
                return true;
            case MergeStatement { MergeSpecification: var merge }:
                if (Target(merge.Target, null) is { } merged)
                    Merge(merge, merged);
                return true;
            case SelectStatement select:
                if (select.Into is { } into)
                {
                    reading.LeavesOut = true;
                    reading.Add(new CreateTable(new(reading.Name(into), [])));
                }
                return true;
            case BulkInsertStatement bulk:
                reading.Add(new InsertRows(reading.Name(bulk.To), []));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The table that is written. An alias is looked up in FROM; variables and rows of queries are no tables of the schema.</summary>
    ObjectName? Target(TableReference target, FromClause? from)
    {
        if (target is not NamedTableReference named)
            return null;
        var alias = named.SchemaObject.Identifiers is [var only] ? only.Value : null;
        var finder = new TableFinder();
        from?.Accept(finder);
        return reading.Name(finder.Tables.Find(t => alias is not null && string.Equals(t.Alias?.Value, alias, StringComparison.OrdinalIgnoreCase))?.SchemaObject ?? named.SchemaObject);
    }

    sealed class TableFinder : TSqlFragmentVisitor
    {
        public List<NamedTableReference> Tables { get; } = [];

        public override void Visit(NamedTableReference node) => Tables.Add(node);
    }

    static ImmutableArray<ColumnValue> Assignments(IEnumerable<SetClause> clauses) =>
        [.. clauses.OfType<AssignmentSetClause>().Where(c => c.Column is not null).Select(c => new ColumnValue(SqlServerReading.Name(c.Column), SqlServerReading.Value(c.NewValue)))];

    /// <summary>What bounds the rows: WHERE, and TOP as a note behind it.</summary>
    static RawPredicate? Bound(WhereClause? where, TopRowFilter? top)
    {
        var condition = where?.SearchCondition is { } search ? SqlServerReading.Text(search) : null;
        return top is null ? condition is null ? null : new(condition) : new($"{condition ?? "1 = 1"} /* {SqlServerReading.Text(top)} */");
    }

    static SqlValue FirstValue(InsertSource source, int column) =>
        source is ValuesInsertSource { RowValues: [var row, ..] } && column < row.ColumnValues.Count ? SqlServerReading.Value(row.ColumnValues[column]) : new ExpressionValue("");

    CopiedRows? SourceOf(InsertSource source)
    {
        var finder = new TableFinder();
        if (source is SelectInsertSource select)
            select.Accept(finder);
        return finder.Tables is [var first, ..] ? new(reading.Name(first.SchemaObject)) : null;
    }

    void Merge(MergeSpecification merge, ObjectName table)
    {
        var where = new RawPredicate(SqlServerReading.Text(merge.SearchCondition));
        foreach (var clause in merge.ActionClauses)
        {
            reading.Add(clause.Action switch
            {
                UpdateMergeAction update => new UpdateRows(table, Assignments(update.SetClauses), where),
                DeleteMergeAction => new DeleteRows(table, where),
                _ => new InsertRows(table, []),
            });
        }
    }

    bool ReadObject(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateSequenceStatement or AlterSequenceStatement:
                reading.LeavesOut = true;
                reading.Add(new RawOperation(RawOperationKind.Other, new(ObjectKind.Sequence, reading.Name(((SequenceStatement)statement).Name))));
                return true;
            case DropSequenceStatement drop:
                Drop(drop, name => new DropSequence(name));
                return true;
            case DropViewStatement drop:
                Drop(drop, name => new DropView(name, drop.IsIfExists));
                return true;
            case DropProcedureStatement drop:
                Drop(drop, name => new DropStoredProgram(new(ObjectKind.Procedure, name), IfExists: drop.IsIfExists));
                return true;
            case DropFunctionStatement drop:
                Drop(drop, name => new DropStoredProgram(new(ObjectKind.Function, name), IfExists: drop.IsIfExists));
                return true;
            case DropTriggerStatement drop:
                reading.LeavesOut = true;
                Drop(drop, name => new DropStoredProgram(new(ObjectKind.Trigger, name), IfExists: drop.IsIfExists));
                return true;
            case ViewStatementBody view:
                reading.LeavesOut = true;
                reading.Add(new CreateView(new(reading.Name(view.SchemaObjectName), SqlServerReading.Text(statement)) { FullDefinition = true }, statement is not CreateViewStatement));
                return true;
            case TriggerStatementBody trigger:
                reading.LeavesOut = true;
                reading.Add(trigger.TriggerObject.Name is { } on
                    ? new CreateStoredProgram(new(ObjectKind.Trigger, reading.Name(on).Sibling(trigger.Name.BaseIdentifier.Value), SqlServerReading.Text(statement)) { Table = reading.Name(on) }, statement is not CreateTriggerStatement)
                    : new RawOperation(RawOperationKind.Other));
                return true;
            case ProcedureStatementBody procedure:
                Program(ObjectKind.Procedure, procedure.ProcedureReference.Name, statement, statement is not CreateProcedureStatement);
                return true;
            case FunctionStatementBody function:
                Program(ObjectKind.Function, function.Name, statement, statement is not CreateFunctionStatement);
                return true;
            case DropSchemaStatement drop:
                reading.LeavesOut = true;
                reading.Add(RawOperationKind.DropSchema, part: drop.Schema.BaseIdentifier.Value);
                return true;
            case AlterSchemaStatement moved:
                reading.LeavesOut = true;
                reading.Add(RawOperationKind.RenameSchema, moved.ObjectName, moved.Name.Value);
                return true;
            case DropDatabaseStatement drop:
                reading.LeavesOut = true;
                foreach (var name in drop.Databases)
                    reading.Add(RawOperationKind.DropDatabase, part: name.Value);
                return true;
            case DropTypeStatement drop:
                reading.LeavesOut = true;
                reading.Add(RawOperationKind.DropOther, part: drop.Name.BaseIdentifier.Value);
                return true;
            case CreateSchemaStatement { StatementList: null or { Statements.Count: 0 } } or CreateTypeStatement or SecurityStatement or CreateUserStatement or CreateRoleStatement or CreateLoginStatement
                or CreateSynonymStatement or DropSynonymStatement or UpdateStatisticsStatement or CreateStatisticsStatement or DropUserStatement or DropRoleStatement or AlterRoleStatement
                or CreateDatabaseStatement or AlterDatabaseStatement or CreatePartitionFunctionStatement or CreatePartitionSchemeStatement or CreateFullTextCatalogStatement
                or DbccStatement or CheckpointStatement or AlterAuthorizationStatement:
                reading.LeavesOut |= statement is CreateSynonymStatement or DropSynonymStatement or AlterDatabaseStatement;
                reading.Add(RawOperationKind.Other);
                return true;
            default:
                return false;
        }
    }

    void Drop(DropObjectsStatement drop, Func<ObjectName, SqlNode> make)
    {
        reading.IsGuarded |= drop.IsIfExists;
        foreach (var name in drop.Objects)
            reading.Add(make(reading.Name(name)));
    }

    void Program(ObjectKind kind, SchemaObjectName name, TSqlStatement statement, bool replace)
    {
        // The body is not looked into: it does not run now.
        reading.LeavesOut = true;
        reading.Add(new CreateStoredProgram(new(kind, reading.Name(name), SqlServerReading.Text(statement)), replace));
    }

    bool ReadSession(TSqlStatement statement)
    {
        switch (statement)
        {
            case SetCommandStatement set:
                var timeout = set.Commands.OfType<GeneralSetCommand>().Any(c => c.CommandType == GeneralSetCommandType.LockTimeout);
                reading.Add(timeout ? RawOperationKind.Timeout : RawOperationKind.SessionSetting, part: timeout ? "lock_timeout" : null);
                return true;
            case SetOnOffStatement or SetTransactionIsolationLevelStatement or SetRowCountStatement or SetTextSizeStatement or SetStatisticsStatement or SetIdentityInsertStatement:
                reading.Add(RawOperationKind.SessionSetting);
                return true;
            case UseStatement or ExecuteAsStatement or RevertStatement:
                reading.MovesNames = true;
                reading.Add(RawOperationKind.SessionSetting);
                return true;
            case TransactionStatement:
                reading.Add(RawOperationKind.TransactionControl, part: SqlServerReading.Text(statement).Split(' ')[0].ToUpperInvariant());
                return true;
            case ExecuteStatement { ExecuteSpecification.ExecutableEntity: ExecutableProcedureReference { ProcedureReference.ProcedureReference.Name.BaseIdentifier.Value: var name } procedure }
                when name.Equals("sp_rename", StringComparison.OrdinalIgnoreCase):
                return Rename([.. procedure.Parameters.Select(p => p.ParameterValue is StringLiteral text ? text.Value : null)]);
            case DeclareVariableStatement or SetVariableStatement or DeclareTableVariableStatement or PrintStatement or RaiseErrorStatement or ThrowStatement or ReturnStatement or WaitForStatement
                or DeclareCursorStatement or OpenCursorStatement or FetchCursorStatement or CloseCursorStatement or DeallocateCursorStatement or BreakStatement or ContinueStatement:
                return true;
            default:
                return false;
        }
    }

    /// <summary>sp_rename 'schema.table.column', 'new name', 'COLUMN'.</summary>
    bool Rename(IReadOnlyList<string?> arguments)
    {
        if (arguments is not [{ } from, { } to, ..])
            return false;
        reading.LeavesOut = true;
        var parts = from.Split('.').Select(p => p.Trim('[', ']', '"')).ToList();
        var kind = arguments.Count > 2 ? arguments[2]?.ToUpperInvariant() : "OBJECT";
        var owner = kind is "COLUMN" or "INDEX" ? parts.SkipLast(1).ToList() : parts;
        if (owner.Count is 0 or > 2)
            return false;
        var table = new ObjectName(owner.Count == 2 && !owner[0].Equals("dbo", StringComparison.OrdinalIgnoreCase) ? owner[0] : null, owner[^1]);
        reading.Add(kind switch
        {
            "COLUMN" => new RenameColumn(table, parts[^1], to),
            "INDEX" => new RawOperation(RawOperationKind.RenamePart, new(ObjectKind.Table, table)) { Part = to },
            _ => new RenameTable(table, to),
        });
        return true;
    }
}
