using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.SqlServer;

/// <summary>Writes T-SQL for SQL Server 2012 and later and for Azure SQL. Types, names of constraints and nullability are those that Liquibase 4.28 gives.</summary>
sealed class SqlServerDialect : SqlDialect
{
    /// <summary>Liquibase's short name.</summary>
    public const string ShortName = "mssql";

    readonly SqlServerInstance instance;
    readonly SqlServerClauses clauses;

    /// <summary>Creates the dialect for a server.</summary>
    public SqlServerDialect(SqlServerInstance instance)
    {
        this.instance = instance;
        clauses = new(this);
        Names = instance.CaseSensitiveNames ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
    }

    /// <inheritdoc/>
    public override string Name => ShortName;

    /// <inheritdoc/>
    public override string DisplayName => "SQL Server";

    /// <inheritdoc/>
    public override DialectFeatures Features { get; } = new() { IndexNeedsTable = true, AlterRestatesColumn = true, RestatementLoss = RestatementLoss.Nullability, MaxNameLength = 128 };

    /// <inheritdoc/>
    public override ScriptClient Script => new SqlServerScript(this);

    /// <inheritdoc/>
    public override SqlLexicalRules Lexical => SqlServerValues.Lexical;

    /// <inheritdoc/>
    public override StringComparer Names { get; }

    /// <inheritdoc/>
    public override string ProductName => "Microsoft SQL Server";

    /// <inheritdoc/>
    public override string CurrentTimestamp => "GETDATE()";

    /// <inheritdoc/>
    public override string? CurrentUser => "SYSTEM_USER";

    /// <inheritdoc/>
    public override HistoryTypes HistoryTypes { get; } =
        new(length => new(FormattableString.Invariant($"nvarchar({length})")), new("datetime2(3)"), new("int"), new("bit"), new("nvarchar(max)"));

    /// <inheritdoc/>
    public override SqlStatement BeginTransaction { get; } = new("BEGIN TRANSACTION", StatementLock.None);

    /// <inheritdoc/>
    public override SqlStatement CommitTransaction { get; } = new("COMMIT TRANSACTION", StatementLock.None);

    /// <summary>After an error, XACT_ABORT has already taken the transaction back.</summary>
    public override SqlStatement RollbackTransaction { get; } = new("IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION", StatementLock.None);

    // ---- names -------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override string? DefaultSchema => instance.Database is null ? null : instance.DefaultSchema;

    /// <summary>Names are taken as written under every strategy: the catalogue keeps their case whether quoted or not.</summary>
    public override string Fold(string name, QuotingStrategy strategy) => name;

    /// <inheritdoc/>
    public override string Quote(string name) => SqlServerValues.Bracket(name);

    /// <summary>The default schema, though written, is left out, so that an object has one name.</summary>
    /// <exception cref="MigrationException">The catalog is another database (<see cref="ErrorCode.NotSupported"/>).</exception>
    public override ObjectName Resolve(string? catalog, string? schema, string name, QuotingStrategy strategy)
    {
        if (!string.IsNullOrEmpty(catalog) && instance.Database is { } database && !Names.Equals(catalog, database))
            throw Unsupported($"an object of the database '{catalog}' while connected to '{database}'", "Connect to that database, or write the statement in a 'sql' change.");
        return new(string.IsNullOrEmpty(schema) || Names.Equals(schema, instance.DefaultSchema) ? null : schema, name);
    }

    /// <summary>The name that Liquibase gives to the default of a column.</summary>
    public static string DefaultName(ObjectName table, string column) => $"DF_{table.Name}_{column}";

    /// <summary>Liquibase's name of a primary key. What it leaves to the server (unique constraints) gets a random name there, which cannot be told.</summary>
    public override string? DefaultConstraintName(ObjectName table, TableConstraint constraint) => constraint is PrimaryKey ? "PK_" + table.Name.ToUpperInvariant() : null;

    // ---- types and values --------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override SqlType MapType(string declared, bool autoIncrement) => SqlServerTypes.Map(declared);

    /// <inheritdoc/>
    public override SqlType? NativeType(string written) => SqlServerTypes.Native(written);

    /// <inheritdoc/>
    public override StatementReading? ReadEffects(string statement) => SqlServerEffectReader.Read(statement, this);

    /// <inheritdoc/>
    public override StatementLock LockOf(RawOperation operation, SchemaModel before) => SqlServerLocks.Of(operation);

    /// <inheritdoc/>
    public override string Literal(SqlValue value, SqlType? type) => value switch
    {
        NullValue => "NULL",
        StringValue text => SqlServerValues.Text(text.Text),
        NumberValue number => number.Text,
        BooleanValue truth => truth.Value ? "1" : "0",
        DateValue date => SqlServerValues.Date(date.Text, type),
        BinaryValue binary => $"0x{Convert.ToHexString(binary.Bytes.Span)}",
        ExpressionValue expression => expression.Sql,
        SequenceNextValue sequence => $"NEXT VALUE FOR {Quote(sequence.Sequence)}",
        ColumnReference column => Quote(column.Column),
        JoinedColumns joined => $"{Quote(joined.First)} + {SqlServerValues.Text(joined.Separator)} + {Quote(joined.Second)}",
        SequenceCurrentValue => throw Unsupported("the current value of a sequence", "Use 'valueSequenceNext', or read sys.sequences.current_value in a 'valueComputed'."),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <inheritdoc/>
    public override Column Normalize(Column column)
    {
        var type = column.Type;
        const string Identity = " identity(1,1)";
        if (type.Text.EndsWith(Identity, StringComparison.Ordinal))
            column = column with { Type = type = new(type.Text[..^Identity.Length]), Identity = column.Identity ?? new() };
        if (SqlServerTypes.IsText(type) && type.Suffix is ['c', 'o', 'l', 'l', 'a', 't', 'e', ' ', ..] && type.Suffix["collate ".Length..] is var collation && !collation.Contains(' ', StringComparison.Ordinal))
            column = column with { Type = new(type.Text[..(type.Text.LastIndexOf(')') + 1)]), Collation = column.Collation ?? type.Text[^collation.Length..] };
        return column with
        {
            Nullable = column.Nullable && column.Identity is null && column.Type.BaseName is not ("rowversion" or "sysname"),
            Identity = column.Identity is { } identity ? new Identity(identity.StartWith ?? 1, identity.IncrementBy ?? 1) : null,
            Default = column.Default is { } value ? SqlServerValues.Canonical(value, column.Type) : null,
            NotNullConstraintName = null,
        };
    }

    /// <inheritdoc/>
    public override Table Normalize(Table table)
    {
        var key = table.PrimaryKey is { } primary
            ? primary with { Name = primary.Name ?? DefaultConstraintName(table.Name, primary), Clustered = primary.Clustered == false ? false : null }
            : null;
        return table with
        {
            Columns = [.. table.Columns.Select(c => Normalize(table.Name, c, isKey: key?.Columns.Contains(c.Name, Names) == true))],
            PrimaryKey = key,
            UniqueConstraints = [.. table.UniqueConstraints.Select(u => u with { Clustered = u.Clustered == true ? true : null })],
        };
    }

    Column Normalize(ObjectName table, Column column, bool isKey)
    {
        var normal = Normalize(column);
        return normal with
        {
            Nullable = normal.Nullable && !isKey,
            DefaultConstraintName = normal.Default is null ? null : normal.DefaultConstraintName ?? DefaultName(table, column.Name),
        };
    }

    /// <inheritdoc/>
    protected override SchemaModel ApplyOwn(SqlNode node, SchemaModel before) => base.ApplyOwn(node switch
    {
        AddColumn { Position: not null } add => add with { Position = null },
        AddConstraint { Constraint: CheckConstraint { Disabled: true } check } add => add with { Constraint = check with { Validated = false } },
        AlterSequence alter when before.Find(alter.After.Name, out Sequence? sequence) == Presence.Known => WithStart(alter, sequence!),
        _ => node,
    }, before);

    /// <summary>A sequence that is altered goes on starting where it did, which is no longer where the server would start by itself.</summary>
    static AlterSequence WithStart(AlterSequence alter, Sequence before)
    {
        var (lowest, highest) = SqlServerTypes.RangeOf(before.Type ?? new("bigint"));
        var altered = alter.Onto(before);
        return altered with { After = altered.After with { StartValue = before.StartValue ?? (before.IncrementBy < 0 ? before.MaxValue ?? highest : before.MinValue ?? lowest) } };
    }

    // ---- tables ------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateTable node, SchemaModel before)
    {
        var table = node.Table;
        var parts = table.Columns.Select(c => clauses.Definition(table.Name, Normalize(c))).Concat(SqlServerClauses.Inline(table).Select(clauses.Definition));
        var create = $"{node.Verb} {Quote(table.Name)} ({string.Join(", ", parts)}){clauses.On(table.Tablespace)}{(string.IsNullOrEmpty(table.Options) ? "" : " " + table.Options)}";
        var references = table.ForeignKeys.Any(f => f.Validated && !before.SameName(f.ReferencedTable, table.Name));
        yield return new(node.IfNotExists ? $"IF OBJECT_ID({SqlServerValues.Unicode(Quote(table.Name))}, N'U') IS NULL {create}" : create,
            references ? new("Sch-M on the referenced tables", LockImpact.ReadsAndWrites) : StatementLock.None);
        foreach (var statement in table.Constraints.Where(SqlServerClauses.IsUnchecked).SelectMany(c => Add(table.Name, c, StatementLock.None)))
            yield return statement;
        foreach (var index in table.Indexes)
            yield return new(clauses.Definition(table.Name, index), StatementLock.None);
        foreach (var remarks in Remarks(table))
            yield return remarks;
        foreach (var trigger in table.Triggers)
        {
            yield return trigger.Definition.Length > 0
                ? new(trigger.Definition, StatementLock.None) { OwnBatch = true }
                : throw Unsupported($"making the trigger {trigger.Name} again, whose text the server does not show (it is encrypted),", "Write its CREATE TRIGGER statement as 'rollback'.");
            if (trigger.Disabled)
                yield return Switch(table.Name, TablePart.Trigger, trigger.Name, enabled: false);
        }
    }

    IEnumerable<SqlStatement> Remarks(Table table)
    {
        if (table.Remarks is not null)
            yield return SetRemarks(table.Name, null, table.Remarks);
        foreach (var column in table.Columns.Where(c => c.Remarks is not null))
            yield return SetRemarks(table.Name, column.Name, column.Remarks);
    }

    SqlStatement SetRemarks(ObjectName name, string? column, string? remarks, bool isView = false) =>
        new(SqlServerScripts.SetRemarks(Quote(name), name.Name, isView, column, remarks), SqlServerLocks.Property);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropTable node, SchemaModel before)
    {
        if (node.Cascade)
        {
            // Where the table is known, so are all that point at it.
            if (before.TableOrNull(node.Table) is null)
                yield return new(SqlServerScripts.DropReferences(Quote(node.Table)), SqlServerLocks.BriefOnBoth);
            else
            {
                foreach (var other in before.TablesReferencing(node.Table))
                {
                    foreach (var key in other.ForeignKeys.Where(f => before.SameName(f.ReferencedTable, node.Table)))
                        yield return Drop(other.Name, key, before);
                }
            }
        }
        yield return new($"DROP TABLE {Quote(node.Table)}", SqlServerLocks.Brief);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameTable node, SchemaModel before) =>
        [new(SqlServerScripts.Rename(Quote(node.Table), node.To, "OBJECT"), SqlServerLocks.Brief)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SetTableRemarks node, SchemaModel before) => [SetRemarks(node.Table, null, string.IsNullOrEmpty(node.Remarks) ? null : node.Remarks)];

    // ---- columns -----------------------------------------------------------------------------------------------

    /// <summary>
    /// A column goes to the end, wherever it stood: a place is only asked for by the way back from dropping one, because a changelog that asks is refused.
    /// </summary>
    public override IEnumerable<SqlStatement> Render(AddColumn node, SchemaModel before)
    {
        var column = Normalize(node.Column);
        if (node.Constraints.Any(c => c is PrimaryKey))
            column = column with { Nullable = false };
        var parts = node.Constraints.Where(c => !SqlServerClauses.IsUnchecked(c)).Select(clauses.Definition).Prepend(clauses.Definition(node.Table, column));
        yield return new($"ALTER TABLE {Quote(node.Table)} ADD {string.Join(", ", parts)}", SqlServerLocks.Add(node with { Column = column }, instance));
        foreach (var statement in node.Constraints.Where(SqlServerClauses.IsUnchecked).SelectMany(c => Add(node.Table, c, SqlServerLocks.Add(c))))
            yield return statement;
        if (column.Remarks is not null)
            yield return SetRemarks(node.Table, column.Name, column.Remarks);
    }

    /// <summary>A column cannot go before its default does. Other constraints and indexes on it make the server refuse, as with Liquibase.</summary>
    public override IEnumerable<SqlStatement> Render(DropColumn node, SchemaModel before)
    {
        var column = before.TableOrNull(node.Table)?.Column(node.Column, Names);
        var drop = $"ALTER TABLE {Quote(node.Table)} DROP ";
        if (column is { Default: not null, DefaultConstraintName: { } name })
            drop += $"CONSTRAINT {Quote(name)}, ";
        else if (column is null or { Default: not null })
            yield return new(SqlServerScripts.DropDefault(Quote(node.Table), node.Column), SqlServerLocks.Brief);
        yield return new($"{drop}COLUMN {Quote(node.Column)}", SqlServerLocks.Brief);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameColumn node, SchemaModel before) =>
        [new(SqlServerScripts.Rename($"{Quote(node.Table)}.{Quote(node.From)}", node.To, "COLUMN"), SqlServerLocks.Brief)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AlterColumn node, SchemaModel before)
    {
        var known = node.Before ?? (node.Changed is ColumnAspects.Remarks or ColumnAspects.Default ? before.TableOrNull(node.Table)?.Column(node.After.Name, Names) : before.RequireColumn(node.Table, node.After.Name));
        var after = Normalize(known is null ? node.After : Merge(known, node));
        RefuseWhatCannotBeAltered(node, known, after);
        var redefines = (node.Changed & (ColumnAspects.Type | ColumnAspects.Nullable)) != 0;
        // The server refuses another type under a default that is there.
        var replacesDefault = node.Changed.HasFlag(ColumnAspects.Default) || (redefines && known!.Default is not null && known.Type.BaseName != after.Type.BaseName);
        if (replacesDefault && DropDefault(node.Table, after.Name, known) is { } drop)
            yield return drop;
        if (redefines)
            yield return new($"ALTER TABLE {Quote(node.Table)} ALTER COLUMN {clauses.Redefinition(after)}", SqlServerLocks.Alter(known!, after));
        if (replacesDefault && after.Default is not null)
            yield return new($"ALTER TABLE {Quote(node.Table)} ADD{clauses.DefaultOf(node.Table, after)} FOR {Quote(after.Name)}", SqlServerLocks.Brief);
        if (node.Changed.HasFlag(ColumnAspects.Remarks))
            yield return SetRemarks(node.Table, after.Name, after.Remarks);
    }

    static Column Merge(Column known, AlterColumn node) => known with
    {
        Type = node.Changed.HasFlag(ColumnAspects.Type) ? node.After.Type : known.Type,
        Collation = node.Changed.HasFlag(ColumnAspects.Type) ? node.After.Collation : known.Collation,
        Nullable = node.Changed.HasFlag(ColumnAspects.Nullable) ? node.After.Nullable : known.Nullable,
        Default = node.Changed.HasFlag(ColumnAspects.Default) ? node.After.Default : known.Default,
        DefaultConstraintName = node.Changed.HasFlag(ColumnAspects.Default) ? node.After.DefaultConstraintName : known.DefaultConstraintName,
        Remarks = node.Changed.HasFlag(ColumnAspects.Remarks) ? node.After.Remarks : known.Remarks,
    };

    void RefuseWhatCannotBeAltered(AlterColumn node, Column? known, Column after)
    {
        if (node.Changed.HasFlag(ColumnAspects.Identity))
            throw Unsupported($"making column {after.Name} of {node.Table} an IDENTITY column, or no longer one,", "Give it a default of NEXT VALUE FOR a sequence, or make a new table.");
        if (known?.Generated is not null && (node.Changed & ~ColumnAspects.Remarks) != 0)
            throw Unsupported($"altering the computed column {after.Name} of {node.Table}", "Drop it and add it again.");
    }

    SqlStatement? DropDefault(ObjectName table, string column, Column? known) => known switch
    {
        { Default: null } => null,
        { DefaultConstraintName: { } name } => new($"ALTER TABLE {Quote(table)} DROP CONSTRAINT {Quote(name)}", SqlServerLocks.Brief),
        _ => new(SqlServerScripts.DropDefault(Quote(table), column), SqlServerLocks.Brief),
    };

    // ---- constraints and indexes -------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AddConstraint node, SchemaModel before) => Add(node.Table, node.Constraint, SqlServerLocks.Add(node.Constraint));

    IEnumerable<SqlStatement> Add(ObjectName table, TableConstraint constraint, StatementLock taken)
    {
        yield return new($"ALTER TABLE {Quote(table)}{(SqlServerClauses.IsUnchecked(constraint) ? " WITH NOCHECK" : "")} ADD {clauses.Definition(constraint)}", taken);
        if (constraint is CheckConstraint { Disabled: true, Name: { } name })
            yield return Switch(table, TablePart.Check, name, enabled: false);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropConstraint node, SchemaModel before) => [Drop(node.Table, node.Constraint, before)];

    SqlStatement Drop(ObjectName table, TableConstraint constraint, SchemaModel before)
    {
        var known = before.TableOrNull(table);
        var name = constraint.Name ?? (constraint is PrimaryKey ? known?.PrimaryKey?.Name : null);
        var whole = known?.Constraints.FirstOrDefault(c => c.GetType() == constraint.GetType() && (c is PrimaryKey || Names.Equals(c.Name, name))) ?? constraint;
        return new(name is not null ? $"ALTER TABLE {Quote(table)} DROP CONSTRAINT {Quote(name)}" : constraint switch
        {
            PrimaryKey => SqlServerScripts.DropPrimaryKey(Quote(table)),
            UniqueConstraint { Columns: { IsDefaultOrEmpty: false } columns } => SqlServerScripts.DropUnique(Quote(table), columns),
            _ => throw Unsupported($"dropping a constraint of {table} without its name", "Give its name in 'constraintName'."),
        }, SqlServerLocks.Drop(whole));
    }

    /// <summary>ONLINE = ON: the server refuses where its edition cannot, and does not block.</summary>
    public override StatementLock Bounded(StatementLock taken, RawOperation clause) => taken with { Name = SqlServerLocks.OnlineBuild.Name, Impact = SqlServerLocks.OnlineBuild.Impact };

    /// <inheritdoc/>
    public override OnlineForm? Online(SqlNode node, SchemaModel before) => new SqlServerOnline(this, clauses).FormOf(node, before);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateIndex node, SchemaModel before) =>
        [new(clauses.Definition(node.Table, node.Index, online: node.Concurrently), (node.Concurrently, node.Index.Clustered == true) switch
        {
            (true, var clustered) => SqlServerLocks.OnlineBuild with { Rewrites = clustered },
            (_, true) => SqlServerLocks.Rewrite,
            _ => SqlServerLocks.IndexBuild,
        })];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropIndex node, SchemaModel before)
    {
        var table = node.Table ?? before.FindTableOfIndex(node.Index, out var owner) switch
        {
            Presence.Known => owner!.Name,
            Presence.Unknown => throw new UnknownObjectException(new(ObjectKind.Index, node.Index)),
            _ => throw new MigrationException(ErrorCode.ObjectNotFound, $"there is no index {node.Index} at this point", "Check the index's name, and give its table in 'tableName'."),
        };
        var index = before.TableOrNull(table)?.Indexes.FirstOrDefault(i => Names.Equals(i.Name, node.Index.Name));
        yield return new($"DROP INDEX {Quote(node.Index.Name)} ON {Quote(table)}", index?.Clustered == true ? SqlServerLocks.Rewrite : SqlServerLocks.Brief);
    }

    // ---- views and sequences -----------------------------------------------------------------------------------

    /// <summary>A view is made alone in its batch. Replacing keeps the rights to it.</summary>
    public override IEnumerable<SqlStatement> Render(CreateView node, SchemaModel before)
    {
        var view = node.View;
        if (view.Query.Length == 0)
            throw Unsupported($"making the view {view.Name} again, whose text the server does not show (it is encrypted),", "Write its CREATE VIEW statement as 'rollback'.");
        var verb = !node.Replace ? "CREATE" : instance.HasCreateOrAlter ? "CREATE OR ALTER" : "ALTER";
        if (verb == "ALTER")
            yield return new($"IF OBJECT_ID({SqlServerValues.Unicode(Quote(view.Name))}, N'V') IS NULL EXEC sys.sp_executesql {SqlServerValues.Unicode($"CREATE VIEW {Quote(view.Name)} AS SELECT 1 AS [placeholder]")}", StatementLock.None);
        var text = view.FullDefinition ? SqlServerModule.WithVerb(view.Query, node.Replace ? verb : null) : $"{verb} VIEW {Quote(view.Name)} AS {view.Query}";
        yield return new(text, node.Replace ? SqlServerLocks.Brief : StatementLock.None) { OwnBatch = true };
        if (view.Remarks is not null)
            yield return SetRemarks(view.Name, null, view.Remarks, isView: true);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropView node, SchemaModel before)
    {
        var condition = node.IfExists ? $"IF OBJECT_ID({SqlServerValues.Unicode(Quote(node.View))}, N'V') IS NOT NULL " : "";
        yield return new($"{condition}DROP VIEW {Quote(node.View)}", SqlServerLocks.Brief);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateSequence node, SchemaModel before) =>
        [new($"CREATE SEQUENCE {Quote(node.Sequence.Name)}{SqlServerClauses.Options(node.Sequence)}", StatementLock.None)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(LoadRows node, SchemaModel before) => new SqlServerRowLoading(this).Render(node, before);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropSequence node, SchemaModel before) => [new($"DROP SEQUENCE {Quote(node.Sequence)}", SqlServerLocks.Brief)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AlterSequence node, SchemaModel before)
    {
        if (node.Changed.HasFlag(SequenceAspects.Type))
            throw Unsupported($"another type for the sequence {node.After.Name}", "Drop the sequence, and create it again.");
        if (node.Changed.HasFlag(SequenceAspects.Ordered))
            throw Unsupported($"'ordered' for the sequence {node.After.Name}", "Leave it out.");
        yield return new($"ALTER SEQUENCE {Quote(node.After.Name)}{SqlServerClauses.Alteration(node.After, node.Changed)}", SqlServerLocks.Brief);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameObject node, SchemaModel before) =>
        [new(SqlServerScripts.Rename(Quote(node.Object.Name), node.To, "OBJECT"), SqlServerLocks.Brief)];

    // ---- procedures, functions, triggers, synonyms -------------------------------------------------------------

    /// <summary>What holds a body is made alone in its batch. Replacing keeps the rights to it, where the server is new enough.</summary>
    public override IEnumerable<SqlStatement> Render(CreateStoredProgram node, SchemaModel before)
    {
        var program = node.Program;
        if (program.Definition.Length == 0)
            throw Unsupported($"making {program.Key} again, whose text the server does not show (it is encrypted),", "Write its CREATE statement as 'rollback'.");
        var isSynonym = program.Kind == ObjectKind.Synonym;
        var header = isSynonym || !node.Replace ? null : ProgramHeader.Read(program.Definition, Lexical);
        var altersInPlace = header?.Replaces == true || (header is not null && instance.HasCreateOrAlter);
        if (node.Replace && !altersInPlace)
            yield return Drop(program.Key, ifExists: true);
        var text = isSynonym ? $"CREATE SYNONYM {Quote(program.Name)} FOR {program.Definition}"
            : header is { Replaces: false } && altersInPlace ? header.WithVerb("CREATE OR ALTER") : program.Definition;
        yield return new(text, program.Table is null ? StatementLock.None : SqlServerLocks.Brief) { OwnBatch = !isSynonym };
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropStoredProgram node, SchemaModel before) => [Drop(node.Program, node.IfExists)];

    SqlStatement Drop(ObjectKey program, bool ifExists) =>
        new($"{(ifExists ? $"IF OBJECT_ID({SqlServerValues.Unicode(Quote(program.Name))}) IS NOT NULL " : "")}DROP {program.Kind.ToString().ToUpperInvariant()} {Quote(program.Name)}", SqlServerLocks.Brief);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SetEnabled node, SchemaModel before) => [Switch(node.Table, node.Part, node.Name, node.Enabled)];

    /// <summary>A check that is switched on again reads all rows: else the server would not trust it.</summary>
    SqlStatement Switch(ObjectName table, TablePart part, string name, bool enabled) => new($"ALTER TABLE {Quote(table)} {(part, enabled) switch
    {
        (TablePart.Trigger, true) => "ENABLE TRIGGER",
        (TablePart.Trigger, false) => "DISABLE TRIGGER",
        (_, true) => "WITH CHECK CHECK CONSTRAINT",
        (_, false) => "NOCHECK CONSTRAINT",
    }} {Quote(name)}", part == TablePart.Check && enabled ? SqlServerLocks.Scan : SqlServerLocks.Brief);

    /// <summary>The error for what SQL Server cannot do.</summary>
    internal MigrationException NotSupported(string what, string advice) => Unsupported(what, advice);
}
