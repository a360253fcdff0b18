using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// SQLite as it is bundled with the driver. What it cannot alter, a rebuild of the table does (<see cref="SqliteAdapter"/>, <see cref="SqliteRebuild"/>);
/// every render method works alone too, and then rebuilds by itself where it has to.
/// </summary>
sealed class SqliteDialect : SqlDialect
{
    /// <summary>
    /// Every write locks the whole file for other writers. Readers wait only while it is being committed, and before that from when it has outgrown the cache; never in WAL mode.
    /// </summary>
    const string WriteLock = "RESERVED (whole database)";

    internal static readonly StatementLock Write = new(WriteLock, LockImpact.Writes);
    static readonly StatementLock Scan = new(WriteLock, LockImpact.Writes, Scans: true);

    readonly bool foreignKeys;
    readonly SqliteShapes shapes;
    readonly SqliteRebuild rebuild;

    /// <summary>Creates the dialect.</summary>
    /// <param name="foreignKeys">Whether the connection text asks for foreign keys to be enforced; without it they are not, as in Liquibase.</param>
    public SqliteDialect(bool foreignKeys = false)
    {
        this.foreignKeys = foreignKeys;
        Writer = new(this);
        shapes = new(this);
        rebuild = new(this);
    }

    /// <summary>Locks of statements that write a whole table anew.</summary>
    internal static StatementLock Rewrite { get; } = new(WriteLock, LockImpact.Writes, Rewrites: true, Scans: true);

    /// <summary>Writes tables, indexes and views.</summary>
    internal SqliteTableWriter Writer { get; }

    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    public override string DisplayName => "SQLite";

    /// <inheritdoc/>
    public override DialectFeatures Features { get; } = new()
    {
        Sequences = false,
        Schemas = false,
        Remarks = false,
        DeferrableConstraints = true,
        AlterRestatesColumn = true,
        IntegersAreLarge = true,
    };

    /// <inheritdoc/>
    public override ScriptClient Script => new SqliteScript(this);

    /// <inheritdoc/>
    public override SqlLexicalRules Lexical => SqliteTokens.Rules;

    /// <inheritdoc/>
    public override StringComparer Names => SqliteNames.Comparer;

    /// <inheritdoc/>
    public override ExistenceRules Existence { get; } = new(StringComparer.Ordinal)
    {
        PrimaryKeys = StringComparer.OrdinalIgnoreCase,
        UniqueConstraints = null,
        PrimaryKeysByName = false,
        ForeignKeysByName = false,
    };

    /// <inheritdoc/>
    public override string CurrentTimestamp => "CURRENT_TIMESTAMP";

    /// <inheritdoc/>
    public override string? CurrentUser => null;

    /// <inheritdoc/>
    // A transaction that begins with a read and writes later cannot wait for another writer: it would fail at once.
    public override SqlStatement BeginTransaction { get; } = new("BEGIN IMMEDIATE", Write);

    /// <inheritdoc/>
    // Foreign keys can only be switched outside a transaction; dropping a table in a rebuild would delete along them.
    public override IReadOnlyList<SqlStatement> Opening(IReadOnlyList<SqlStatement> statements) =>
    [
        new($"PRAGMA foreign_keys = {(foreignKeys && !statements.Any(SqliteRebuild.IsPartOfOne) ? "ON" : "OFF")}", StatementLock.None),
        SqliteRebuild.FollowReferences,
        BeginTransaction,
    ];

    // ---- names, types and values -------------------------------------------------------------------------------

    /// <inheritdoc/>
    // SQLite keeps names as written whether quoted or not, so all strategies come to the same.
    public override string Fold(string name, QuotingStrategy strategy) => name;

    /// <inheritdoc/>
    public override string Quote(string name) => Quoted(name);

    /// <summary>A quoted name.</summary>
    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public override string Quote(ObjectName name) => name.Schema is null
        ? Quote(name.Name)
        : throw NotSupported($"the schema '{name.Schema}' (of {name})", "Leave schemaName and catalogName out, or write 'main': a SQLite file is one schema.");

    /// <inheritdoc/>
    // Liquibase writes catalogName before the table where there is one, else schemaName. 'main' is SQLite's name for the file itself.
    public override ObjectName Resolve(string? catalog, string? schema, string name, QuotingStrategy strategy)
    {
        var qualifier = string.IsNullOrEmpty(catalog) ? schema : catalog;
        return new(string.IsNullOrEmpty(qualifier) || Names.Equals(qualifier, "main") ? null : qualifier, Fold(name, strategy));
    }

    /// <inheritdoc/>
    public override SqlType MapType(string declared, bool autoIncrement) =>
        autoIncrement ? SqliteTypes.Numbering(SqliteTypes.Map(declared)) : SqliteTypes.Map(declared);

    /// <inheritdoc/>
    public override Table? NativeTable(string createTable, ObjectName name)
    {
        try
        {
            return SqliteTableReader.Read(name.Name, createTable) with { Name = name };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string Literal(SqlValue value, SqlType? type) => SqliteValues.Literal(value);

    /// <inheritdoc/>
    // Java writes a whole REAL with its point.
    public override string? TextOf(object? value) => value is double number && double.IsInteger(number) && Math.Abs(number) < 1e7
        ? number.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)
        : base.TextOf(value);

    /// <inheritdoc/>
    public override Column Normalize(Column column) => SqliteShapes.Normalize(column);

    /// <inheritdoc/>
    public override Table Normalize(Table table) => shapes.Normalize(table);

    /// <inheritdoc/>
    public override string? DefaultConstraintName(ObjectName table, TableConstraint constraint) =>
        constraint.Name ?? (constraint is PrimaryKey ? SqliteShapes.KeyName(table) : null);

    // ---- planning ----------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IReadOnlyList<SqlNode> Adapt(IReadOnlyList<SqlNode> nodes, SchemaModel before) => new SqliteAdapter(this, foreignKeys, before).Adapt(nodes);

    /// <inheritdoc/>
    protected override SchemaModel ApplyOwn(SqlNode node, SchemaModel before) => shapes.Apply(node, before);

    // ---- tables ------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateTable node, SchemaModel before) =>
    [
        new(Writer.Create(node.Table, node.Table.Name, node.IfNotExists, node.Verb), Write),
        .. node.Table.Indexes.Select(i => new SqlStatement(Writer.Create(node.Table.Name, i), Write)),
        .. node.Table.Triggers.Select(t => new SqlStatement(t.Definition, Write)),
    ];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropTable node, SchemaModel before) => [new($"DROP TABLE {Quote(node.Table)}", Scan)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameTable node, SchemaModel before) =>
        [new($"ALTER TABLE {Quote(node.Table)} RENAME TO {Quote(node.To)}", Write)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SetTableRemarks node, SchemaModel before) =>
        throw NotSupported("a comment on a table", "Keep it as a comment of the change set, or restrict the change set with 'dbms: \"!sqlite\"'.");

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RebuildTable node, SchemaModel before) => rebuild.Render(node, before);

    // ---- columns -----------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AddColumn node, SchemaModel before)
    {
        if (!SqliteAdapter.CanAdd(node, foreignKeys, before))
            return Alone(node, before);
        // SQLite reads all rows only where there is something to check.
        var check = (!node.Column.Nullable && node.Column.Generated is not null) || node.Constraints.Any(c => c is CheckConstraint);
        var definition = Writer.ColumnDefinition(node.Column) + Writer.Inline(node.Table, node.Constraints);
        return [new($"ALTER TABLE {Quote(node.Table)} ADD COLUMN {definition}", check ? Scan : Write)];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropColumn node, SchemaModel before)
    {
        var table = before.RequireTable(node.Table);
        return SqliteAdapter.CanDrop(node, table)
            ? [.. IndexesOn(node, table).Select(i => new SqlStatement($"DROP INDEX {Quote(table.Name.Sibling(i.Name))}", Write)),
                new($"ALTER TABLE {Quote(node.Table)} DROP COLUMN {Quote(node.Column)}", Rewrite)]
            : Alone(node, before);
    }

    static IEnumerable<TableIndex> IndexesOn(DropColumn node, Table table) =>
        table.Indexes.Where(i => i.Columns.Any(c => !c.Computed && SqliteNames.Comparer.Equals(c.Name, node.Column)));

    /// <inheritdoc/>
    // SQLite writes the new name into checks, indexes, triggers and views as it stands here: with quotes it would put quotes everywhere.
    public override IEnumerable<SqlStatement> Render(RenameColumn node, SchemaModel before) =>
        [new($"ALTER TABLE {Quote(node.Table)} RENAME COLUMN {Quote(node.From)} TO {(SqliteKeywords.IsPlain(node.To) ? node.To : Quote(node.To))}", Write)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AlterColumn node, SchemaModel before)
    {
        var table = before.RequireTable(node.Table);
        var column = table.Column(node.After.Name, Names) ?? before.RequireColumn(node.Table, node.After.Name);
        var after = Apply(node, before).RequireColumn(node.Table, node.After.Name);
        if (node.Changed == ColumnAspects.Remarks)
            throw NotSupported("a comment on a column", "Keep it as a comment of the change set, or restrict the change set with 'dbms: \"!sqlite\"'.");
        if (after == column)
            return [];
        return !SqliteAdapter.IsNullabilityOnly(column, after) ? Alone(node, before)
            : [new($"ALTER TABLE {Quote(node.Table)} ALTER COLUMN {Quote(column.Name)} {(after.Nullable ? "DROP" : "SET")} NOT NULL", after.Nullable ? Write : Scan)];
    }

    // ---- constraints and indexes -------------------------------------------------------------------------------

    /// <inheritdoc/>
    // SQLite's own ADD CHECK (3.53) takes a check that is NULL for failed, which SQL, and SQLite everywhere else, does not.
    public override IEnumerable<SqlStatement> Render(AddConstraint node, SchemaModel before) => Alone(node, before);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropConstraint node, SchemaModel before) => node.Constraint switch
    {
        CheckConstraint { Name: { } check } => [new($"ALTER TABLE {Quote(node.Table)} DROP CONSTRAINT {Quote(check)}", Write)],
        UniqueConstraint { Name: { } name } when SqliteAdapter.IsIndex(name, before.RequireTable(node.Table)) => [new($"DROP INDEX {Quote(name)}", Write)],
        _ => Alone(node, before),
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateIndex node, SchemaModel before) => [new(Writer.Create(node.Table, node.Index), Scan)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropIndex node, SchemaModel before) => [new($"DROP INDEX {Quote(node.Index)}", Write)];

    // ---- views and what is not there ---------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateView node, SchemaModel before)
    {
        if (node.Replace)
            yield return new($"DROP VIEW IF EXISTS {Quote(node.View.Name)}", Write);
        yield return new(Writer.Create(node.View), Write);
        foreach (var trigger in node.View.Triggers)
            yield return new(trigger.Definition, Write);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropView node, SchemaModel before) =>
        [new($"DROP VIEW {(node.IfExists ? "IF EXISTS " : "")}{Quote(node.View)}", Write)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateSequence node, SchemaModel before) => throw NoSequence(node.Sequence.Name);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropSequence node, SchemaModel before) => throw NoSequence(node.Sequence);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AlterSequence node, SchemaModel before) => throw NoSequence(node.After.Name);

    /// <summary>A view is renamed by its text (<see cref="SqliteAdapter"/>).</summary>
    public override IEnumerable<SqlStatement> Render(RenameObject node, SchemaModel before) => node.Object.Kind switch
    {
        ObjectKind.View => Alone(node, before),
        ObjectKind.Sequence => throw NoSequence(node.Object.Name),
        _ => throw NotSupported($"renaming the trigger {node.Object.Name}", "Drop it with 'dropTrigger', and create it with 'createTrigger' under its new name."),
    };

    // ---- triggers ----------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateStoredProgram node, SchemaModel before)
    {
        if (node.Program.Table is null)
            throw NoProgram(node.Program.Key);
        if (node.Replace)
            yield return new($"DROP TRIGGER IF EXISTS {Quote(node.Program.Name)}", Write);
        yield return new(node.Program.Definition, Write);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropStoredProgram node, SchemaModel before) =>
        node.Table is null ? throw NoProgram(node.Program) : [new($"DROP TRIGGER {(node.IfExists ? "IF EXISTS " : "")}{Quote(node.Program.Name)}", Write)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SetEnabled node, SchemaModel before) => throw (node.Part == TablePart.Trigger
        ? NotSupported($"switching the trigger {node.Name} on or off", "Drop it, and create it again when it is needed.")
        : NotSupported($"switching the check constraint {node.Name} of {node.Table} on or off", "Drop the constraint, and add it again with 'addCheckConstraint'."));

    MigrationException NoProgram(ObjectKey program) =>
        NotSupported($"the {program}", "Do it in the application, or in a trigger, and restrict the change set with 'dbms: \"!sqlite\"'.");

    // ---- rows --------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(InsertRows node, SchemaModel before) => base.Render(node, before).Select(Locking);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(UpdateRows node, SchemaModel before) =>
        base.Render(node, before).Select(s => s with { Lock = node.Where is null ? Rewrite : Write });

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DeleteRows node, SchemaModel before) => base.Render(node, before).Select(Locking);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(LoadRows node, SchemaModel before) => new SqliteRowLoading(this).Render(node, before);

    // There are no locks on rows.
    static SqlStatement Locking(SqlStatement statement) => statement with { Lock = Write with { Scans = statement.Lock.Scans } };

    /// <inheritdoc/>
    // A statement that no change type makes writes the file, or does nothing.
    public override StatementLock LockOf(RawOperation operation, SchemaModel before) => operation.Kind switch
    {
        RawOperationKind.Rewrite => Rewrite,
        RawOperationKind.Reindex => Scan,
        RawOperationKind.TransactionControl or RawOperationKind.SessionSetting or RawOperationKind.Timeout => StatementLock.None,
        _ => Write,
    };

    /// <summary>The error for what SQLite cannot do.</summary>
    internal MigrationException NotSupported(string what, string advice) => Unsupported(what, advice);

    MigrationException NoSequence(ObjectName sequence) =>
        NotSupported($"sequence {sequence}", "Let the column number itself with autoIncrement, or restrict the change set with 'dbms: \"!sqlite\"'.");

    /// <summary>A node that SQLite cannot do as it is, adapted and rendered by itself.</summary>
    IEnumerable<SqlStatement> Alone(SqlNode node, SchemaModel before)
    {
        var schema = before;
        foreach (var adapted in Adapt([node], before))
        {
            foreach (var statement in adapted.Render(this, schema))
                yield return statement;
            schema = Apply(adapted, schema);
        }
    }
}
