using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.PostgreSql;

/// <summary>How PostgreSQL 12 and later write SQL.</summary>
sealed class PostgreSqlDialect : SqlDialect
{
    /// <summary>A changelog has few types, each many times. Change sets are prepared by several threads at once.</summary>
    readonly ConcurrentDictionary<(string Declared, bool AutoIncrement), SqlType> mapped = new();

    /// <summary>The oldest version that is supported.</summary>
    public const int OldestVersion = 12;

    /// <summary>How identity columns that do not say otherwise number.</summary>
    public const string ByDefault = "BY DEFAULT";

    /// <summary>What the options of a foreign table begin with.</summary>
    public const string ForeignTable = "FOREIGN TABLE";

    readonly PostgreSqlClauses clauses;
    readonly PostgreSqlShapes shapes;
    readonly PostgreSqlEffects effects;
    readonly PostgreSqlLocks locks;

    /// <summary>Creates the dialect.</summary>
    /// <param name="version">The server's major version.</param>
    /// <param name="defaultSchema">The schema that unqualified names mean; null without a connection.</param>
    public PostgreSqlDialect(int version = 18, string? defaultSchema = null)
    {
        Version = version;
        DefaultSchema = defaultSchema;
        clauses = new(this);
        shapes = new(this);
        effects = new(this, shapes);
        locks = new(this, effects);
    }

    /// <summary>The server's major version.</summary>
    public int Version { get; }

    /// <summary>Whether the session's time zone is UTC, so that times with and without a zone are the same bytes.</summary>
    public bool IsUtc { get; init; }

    /// <summary>The domains that have a constraint, as the catalogue writes them: a column of such a type has to be checked row by row.</summary>
    public IReadOnlySet<string> ConstrainedDomains { get; init; } = FrozenSet<string>.Empty;

    /// <inheritdoc/>
    public override string? DefaultSchema { get; }

    /// <inheritdoc/>
    public override string Name => "postgresql";

    /// <inheritdoc/>
    public override string DisplayName => "PostgreSQL";

    /// <inheritdoc/>
    public override DialectFeatures Features { get; } = new()
    {
        BatchEndsAtFailure = true,
        DurableLater = new("SET LOCAL synchronous_commit = off", StatementLock.None),
        DeferrableConstraints = true,
        ZonedTimestamps = true,
        JsonHasNoEquality = true,
        MaxNameLength = PostgreSqlNames.MaxBytes,
        CutsLongNames = true,
        LiquibaseType = PostgreSqlTypes.AsLiquibaseWrites,
    };

    /// <inheritdoc/>
    public override ScriptClient Script => new PostgreSqlScript(this);

    /// <inheritdoc/>
    public override SqlLexicalRules Lexical { get; } = new() { DollarQuotes = true, EscapeStrings = true, NestedComments = true, CompoundBodies = true };

    /// <inheritdoc/>
    public override StringComparer Names => StringComparer.Ordinal;

    /// <inheritdoc/>
    public override ExistenceRules Existence { get; } = new(StringComparer.OrdinalIgnoreCase) { Indexes = StringComparer.Ordinal, UniqueConstraints = StringComparer.Ordinal };

    /// <inheritdoc/>
    public override string CurrentTimestamp => "NOW()";

    // ---- names -------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override string Fold(string name, QuotingStrategy strategy) => PostgreSqlNames.Fold(name, strategy);

    /// <inheritdoc/>
    public override string Quote(string name) => PostgreSqlNames.Quote(name);

    /// <summary>
    /// Quotes a name. Connected, one without a schema gets the default one, as in Liquibase: else <c>DROP TABLE t</c> could find a table in another schema of the search path.
    /// </summary>
    public override string Quote(ObjectName name) => (name.Schema ?? DefaultSchema) is { } schema ? $"{Quote(schema)}.{Quote(name.Name)}" : Quote(name.Name);

    /// <inheritdoc/>
    public override ObjectName Resolve(string? catalog, string? schema, string name, QuotingStrategy strategy) =>
        Known(string.IsNullOrEmpty(schema) ? null : Fold(schema, strategy), Fold(name, strategy));

    /// <summary>A name of the catalogue: the default schema is left out.</summary>
    public ObjectName Known(string? schema, string name) => new(schema == DefaultSchema ? null : schema, name);

    // ---- types and values --------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override SqlType MapType(string declared, bool autoIncrement) =>
        mapped.GetOrAdd((declared, autoIncrement), static (key, schema) => PostgreSqlTypes.Map(key.Declared, key.AutoIncrement, schema), DefaultSchema);

    /// <inheritdoc/>
    public override string Clip(string name) => PostgreSqlNames.Clip(name, PostgreSqlNames.MaxBytes);

    /// <inheritdoc/>
    public override SqlType? NativeType(string written) => PostgreSqlTypes.Native(written, DefaultSchema);

    /// <inheritdoc/>
    public override StatementLock LockOf(RawOperation operation, SchemaModel before) => PostgreSqlLocks.Of(operation, before);

    /// <inheritdoc/>
    public override string Literal(SqlValue value, SqlType? type) => value switch
    {
        NullValue => "NULL",
        StringValue text when type?.BaseName is "bit" or "varbit" => "B" + PostgreSqlValues.Text(text.Text),
        StringValue text => PostgreSqlValues.Text(text.Text),
        NumberValue number => PostgreSqlValues.Number(number.Text),
        BooleanValue flag when type?.BaseName is "bit" or "varbit" => flag.Value ? "B'1'" : "B'0'",
        BooleanValue flag => flag.Value ? "TRUE" : "FALSE",
        DateValue date => PostgreSqlValues.Date(date.Text),
        BinaryValue binary when type?.BaseName == "oid" => $"lo_from_bytea(0, {PostgreSqlValues.Bytes(binary)})",
        BinaryValue binary => PostgreSqlValues.Bytes(binary),
        ExpressionValue expression => PostgreSqlValues.Computed(expression.Sql),
        SequenceNextValue next => $"nextval({PostgreSqlValues.Text(Quote(next.Sequence))})",
        SequenceCurrentValue current => $"currval({PostgreSqlValues.Text(Quote(current.Sequence))})",
        ColumnReference column => Quote(column.Column),
        JoinedColumns joined => $"{Quote(joined.First)} || {PostgreSqlValues.Text(joined.Separator)} || {Quote(joined.Second)}",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <inheritdoc/>
    public override RowKind RowKindOf(SqlType type) => PostgreSqlTypes.IsArray(type) ? RowKind.String : type.BaseName == "oid" ? RowKind.Blob : base.RowKindOf(type);

    /// <summary>As the server itself writes values, which is what Liquibase's driver passes on: <c>t</c>, <c>2020-01-02 03:04:05</c>.</summary>
    public override string? TextOf(object? value) => value switch
    {
        bool flag => flag ? "t" : "f",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString(time.Offset.Minutes == 0 ? "yyyy-MM-dd HH:mm:ss.FFFFFFzz" : "yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        byte[] bytes => "\\x" + Convert.ToHexString(bytes).ToLowerInvariant(),
        float or double => Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace('E', 'e'),
        _ => base.TextOf(value),
    };

    /// <inheritdoc/>
    public override Column Normalize(Column column) => shapes.Normalize(column);

    /// <inheritdoc/>
    public override Table Normalize(Table table) => shapes.Normalize(table);

    /// <summary>A column that is altered is completed when it is rendered and applied, from what it was.</summary>
    public override Column NormalizeColumn(ObjectName table, Column column, bool added) => added ? Normalize(column) : column;

    /// <inheritdoc/>
    public override string? DefaultConstraintName(ObjectName table, TableConstraint constraint) => constraint switch
    {
        PrimaryKey => PostgreSqlNames.Generated(table.Name, null, "pkey"),
        UniqueConstraint unique => PostgreSqlNames.Generated(table.Name, unique.Columns, "key"),
        ForeignKey key => PostgreSqlNames.Generated(table.Name, key.Columns, "fkey"),
        // The server looks which columns the expression reads.
        _ => null,
    };

    /// <inheritdoc/>
    public override string? CreatedPrimaryKeyName(string writtenTable, ObjectName table, PrimaryKey key, QuotingStrategy strategy) =>
        Fold(PostgreSqlNames.CreatedKey(writtenTable), strategy);

    /// <inheritdoc/>
    public override string? DefaultIndexName(ObjectName table, IReadOnlyList<IndexColumn> columns) =>
        PostgreSqlNames.Generated(table.Name, columns.Select(c => c.Computed ? FunctionName(c.Name) ?? "expr" : c.Name), "idx");

    /// <summary>An expression that is a call gives its function's name to an index.</summary>
    static string? FunctionName(string expression)
    {
        var open = expression.IndexOf('(', StringComparison.Ordinal);
        return open > 0 && expression.EndsWith(')') && expression[..open].All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? expression[..open].ToLowerInvariant() : null;
    }

    // ---- planning ----------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override bool IsTransactional(SqlNode node) => node is not (CreateIndex { Concurrently: true } or DropIndex { Concurrently: true }) && base.IsTransactional(node);

    /// <inheritdoc/>
    public override IReadOnlyList<SqlNode> Adapt(IReadOnlyList<SqlNode> nodes, SchemaModel before)
    {
        var adapted = new List<SqlNode>(nodes.Count);
        foreach (var node in nodes)
        {
            adapted.AddRange(PostgreSqlEffects.Adapt(node, before));
            before = Apply(node, before);
        }
        return adapted;
    }

    /// <inheritdoc/>
    protected override SchemaModel ApplyOwn(SqlNode node, SchemaModel before) => effects.Apply(node, before);

    // ---- tables ------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateTable node, SchemaModel before)
    {
        var table = Normalize(node.Table);
        foreach (var statement in OwnSequences(table.Columns))
            yield return statement;
        // A key that is not valid cannot be made so inside: there it would be valid.
        var (inside, later) = (table.Constraints.Where(IsValidated), table.Constraints.Where(c => !IsValidated(c)));
        yield return new(clauses.CreateTable(node with { Table = table }, inside), PostgreSqlLocks.Of(node with { Table = table }, before));
        if (clauses.Attach(table) is { } attach)
            yield return new(attach, PostgreSqlLocks.AccessExclusiveScan);
        foreach (var constraint in later)
            yield return new($"ALTER TABLE {Quote(table.Name)} ADD {clauses.Constraint(constraint)}", locks.Of(table.Name, constraint, before));
        foreach (var statement in table.Columns.SelectMany(c => AfterColumn(table.Name, c)))
            yield return statement with { Lock = StatementLock.None };
        if (!string.IsNullOrEmpty(table.Remarks))
            yield return new($"COMMENT ON TABLE {Quote(table.Name)} IS {PostgreSqlValues.Text(table.Remarks)}", StatementLock.None);
        foreach (var index in table.Indexes)
            yield return new(clauses.CreateIndex(table.Name, index), StatementLock.None);
        if (Clustered(table) is { } clustered)
            yield return new($"CLUSTER {Quote(table.Name)} USING {Quote(clustered)}", StatementLock.None);
        foreach (var trigger in table.Triggers)
        {
            yield return new(trigger.Definition, StatementLock.None);
            if (trigger.Disabled)
                yield return Switch(new(table.Name, TablePart.Trigger, trigger.Name, Enabled: false)) with { Lock = StatementLock.None };
        }
    }

    static bool IsValidated(TableConstraint constraint) => constraint is not (ForeignKey { Validated: false } or CheckConstraint { Validated: false });

    static string? Clustered(Table table) =>
        table.PrimaryKey is { Clustered: true } key ? key.Name : table.Indexes.FirstOrDefault(i => i.Clustered == true)?.Name;

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropTable node, SchemaModel before)
    {
        var foreign = before.TableOrNull(node.Table)?.Options?.StartsWith(ForeignTable, StringComparison.Ordinal) == true ? "FOREIGN " : "";
        yield return new($"DROP {foreign}TABLE {Quote(node.Table)}{(node.Cascade ? " CASCADE" : "")}", PostgreSqlLocks.Of(node, before));
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameTable node, SchemaModel before) =>
        [new($"ALTER TABLE {Quote(node.Table)} RENAME TO {Quote(node.To)}", PostgreSqlLocks.AccessExclusive)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SetTableRemarks node, SchemaModel before) =>
        [new($"COMMENT ON TABLE {Quote(node.Table)} IS {(string.IsNullOrEmpty(node.Remarks) ? "NULL" : PostgreSqlValues.Text(node.Remarks))}", PostgreSqlLocks.ShareUpdateExclusive)];

    // ---- columns -----------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AddColumn node, SchemaModel before)
    {
        if (node.Position is not null)
            throw Unsupported("placing a column before or behind another", "Leave out 'position', 'beforeColumn' and 'afterColumn': the column goes to the end.");
        var column = Normalize(node.Column);
        foreach (var statement in OwnSequences([column]))
            yield return statement;
        var constraints = node.Constraints.Select(c => PostgreSqlClauses.IsInline(c) ? " " + clauses.Inline((ForeignKey)c) : $", ADD {clauses.Constraint(c)}").OrderByDescending(c => c[0] == ' ');
        yield return new($"ALTER TABLE {Quote(node.Table)} ADD COLUMN {clauses.Column(column)}{string.Concat(constraints)}", locks.Of(node, column, before));
        foreach (var statement in AfterColumn(node.Table, column))
            yield return statement;
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropColumn node, SchemaModel before) =>
        [new($"ALTER TABLE {Quote(node.Table)} DROP COLUMN {Quote(node.Column)}", PostgreSqlLocks.Of(node, before))];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameColumn node, SchemaModel before) =>
        [new($"ALTER TABLE {Quote(node.Table)} RENAME COLUMN {Quote(node.From)} TO {Quote(node.To)}", PostgreSqlLocks.AccessExclusive)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AlterColumn node, SchemaModel before)
    {
        foreach (var adapted in PostgreSqlEffects.Adapt(node, before))
        {
            var statements = adapted is AlterColumn alter ? Alter(effects.Complete(alter, before), before) : adapted.Render(this, before);
            foreach (var statement in statements)
                yield return statement;
            before = Apply(adapted, before);
        }
    }

    IEnumerable<SqlStatement> Alter(AlterColumn node, SchemaModel before)
    {
        var actions = Actions(node);
        if (actions.Count > 0)
            yield return new($"ALTER TABLE {Quote(node.Table)} {string.Join(", ", actions.Select(a => $"ALTER COLUMN {Quote(node.After.Name)} {a}"))}", locks.Of(node, before));
        if (node.Changed.HasFlag(ColumnAspects.Default))
        {
            foreach (var statement in Ownership(node.Table, node.After.Name, node.Before?.Default as SequenceNextValue, node.After.Default as SequenceNextValue))
                yield return statement;
        }
        if (node.Changed.HasFlag(ColumnAspects.Remarks))
            yield return Comment(node.Table, node.After);
    }

    List<string> Actions(AlterColumn node)
    {
        var (was, column) = (node.Before, node.After);
        var actions = new List<string>();
        var retyped = node.Changed.HasFlag(ColumnAspects.Type);
        if (node.Changed.HasFlag(ColumnAspects.Identity) && was?.Identity is not null && column.Identity is null)
            actions.Add("DROP IDENTITY");
        // A default that does not fit the new type would refuse it: it goes first, in the same statement.
        if (node.Changed.HasFlag(ColumnAspects.Default) && (column.Default is null || retyped))
            actions.Add("DROP DEFAULT");
        if (retyped)
            actions.Add($"TYPE {column.Type}{(column.Collation is null ? "" : $" COLLATE {column.Collation}")} USING {node.Using ?? $"({Quote(column.Name)}::{column.Type})"}");
        if (node.Changed.HasFlag(ColumnAspects.Default) && column.Default is not null)
            actions.Add($"SET DEFAULT {clauses.Default(column.Default, column.Type)}");
        if (node.Changed.HasFlag(ColumnAspects.Nullable))
            actions.Add(column.Nullable ? "DROP NOT NULL" : "SET NOT NULL");
        if (node.Changed.HasFlag(ColumnAspects.Identity) && was?.Identity is not null && column.Identity is { } identity)
            actions.Add($"SET GENERATED {identity.Generation ?? ByDefault}{Numbers(identity)}");
        return actions;
    }

    static string Numbers(Identity identity) => (identity.StartWith is { } start ? $" SET START WITH {PostgreSqlClauses.Digits(start)}" : "")
        + (identity.IncrementBy is { } step ? $" SET INCREMENT BY {PostgreSqlClauses.Digits(step)}" : "");

    IEnumerable<SqlStatement> Ownership(ObjectName table, string column, SequenceNextValue? before, SequenceNextValue? after)
    {
        if (before is { Owned: true } && (after?.Sequence != before.Sequence || !after.Owned))
            yield return new($"ALTER SEQUENCE {Quote(before.Sequence)} OWNED BY NONE", StatementLock.None);
        if (after is { Owned: true })
            yield return Own(table, column, after);
    }

    SqlStatement Own(ObjectName table, string column, SequenceNextValue next) =>
        new($"ALTER SEQUENCE {Quote(next.Sequence)} OWNED BY {Quote(table)}.{Quote(column)}", StatementLock.None);

    /// <summary>The sequences that new columns own: they have to be there before the default that reads them.</summary>
    IEnumerable<SqlStatement> OwnSequences(IEnumerable<Column> columns) => columns.Where(c => c.Default is SequenceNextValue { Owned: true })
        .Select(c => new SqlStatement($"CREATE SEQUENCE IF NOT EXISTS {Quote(((SequenceNextValue)c.Default!).Sequence)} {PostgreSqlClauses.Sequence(c)}".TrimEnd(), StatementLock.None));

    /// <summary>What has to be said of a new column when it is there.</summary>
    IEnumerable<SqlStatement> AfterColumn(ObjectName table, Column column)
    {
        if (column.Default is SequenceNextValue { Owned: true } next)
            yield return Own(table, column.Name, next);
        foreach (var setting in PostgreSqlClauses.ColumnSettings(column))
            yield return new($"ALTER TABLE {Quote(table)} ALTER COLUMN {Quote(column.Name)} {setting}", PostgreSqlLocks.OfSetting(setting));
        if (!string.IsNullOrEmpty(column.Remarks))
            yield return Comment(table, column);
    }

    SqlStatement Comment(ObjectName table, Column column) => new(
        $"COMMENT ON COLUMN {Quote(table)}.{Quote(column.Name)} IS {(string.IsNullOrEmpty(column.Remarks) ? "NULL" : PostgreSqlValues.Text(column.Remarks))}",
        PostgreSqlLocks.ShareUpdateExclusive);

    /// <inheritdoc/>
    public override OnlineForm? Online(SqlNode node, SchemaModel before) => new PostgreSqlOnline(this, clauses).FormOf(node, before);

    // ---- constraints and indexes -------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AddConstraint node, SchemaModel before)
    {
        if (node.Constraint is CheckConstraint { Disabled: true } check)
            throw Unsupported($"switching off the check constraint {check.Name}", "Leave out 'disabled'; 'validate: false' leaves the rows unchecked that are there.");
        if (node.Constraint is UniqueConstraint { Clustered: true })
            throw Unsupported("clustering a table by a unique constraint", "Leave out 'clustered', or cluster by the primary key or an index.");
        yield return new($"ALTER TABLE {Quote(node.Table)} ADD {clauses.Constraint(node.Constraint)}", locks.Of(node.Table, node.Constraint, before));
        if (node.Constraint is PrimaryKey { Clustered: true } key)
            yield return Cluster(node.Table, key.Name ?? DefaultConstraintName(node.Table, key)!);
    }

    SqlStatement Cluster(ObjectName table, string index) => new($"CLUSTER {Quote(table)} USING {Quote(index)}", PostgreSqlLocks.AccessExclusiveRewrite);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropConstraint node, SchemaModel before)
    {
        var name = node.Constraint.Name;
        if (name is null && node.Constraint is PrimaryKey)
            name = before.RequireTable(node.Table).PrimaryKey?.Name;
        if (name is null)
        {
            throw new MigrationException(ErrorCode.ObjectNotFound, $"table {node.Table} has no such constraint: {(node.Constraint is PrimaryKey ? "primary key" : "one without a name")}",
                "Check the table against the database, and name the constraint.");
        }
        yield return new($"ALTER TABLE {Quote(node.Table)} DROP CONSTRAINT {Quote(name)}", PostgreSqlLocks.Of(node, before));
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateIndex node, SchemaModel before)
    {
        yield return node.Concurrently
            ? new(clauses.CreateIndex(node.Table, node.Index, concurrently: true), PostgreSqlLocks.ShareUpdateExclusiveScan) { Transactional = false }
            : new(clauses.CreateIndex(node.Table, node.Index), PostgreSqlLocks.ShareScan);
        if (node.Index.Clustered == true)
            yield return Cluster(node.Table, node.Index.Name);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropIndex node, SchemaModel before) => node.Concurrently
        ? [new($"DROP INDEX CONCURRENTLY {Quote(node.Index)}", PostgreSqlLocks.ShareUpdateExclusive) { Transactional = false }]
        : [new($"DROP INDEX {Quote(node.Index)}", PostgreSqlLocks.AccessExclusive)];

    /// <inheritdoc/>
    public override WorkCosts? CostsOf(StatementLock taken) => PostgreSqlCosts.All;

    /// <inheritdoc/>
    public override SpeedProbe? Speed => PostgreSqlCosts.Probe;

    // ---- views and sequences -----------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateView node, SchemaModel before)
    {
        var view = node.View;
        var replaces = node.Replace && before.Find(view.Name, out View? _) != Presence.Absent;
        yield return new(node.Restores ? Restore(view) : view.FullDefinition ? view.Query : $"CREATE {(node.Replace ? "OR REPLACE " : "")}VIEW {Quote(view.Name)} AS {view.Query}",
            replaces ? PostgreSqlLocks.AccessExclusive : StatementLock.None);
        if (!string.IsNullOrEmpty(view.Remarks))
            yield return new($"COMMENT ON {Kind(view)} {Quote(view.Name)} IS {PostgreSqlValues.Text(view.Remarks)}", StatementLock.None);
    }

    /// <summary>The server replaces a view only by one with the same columns and perhaps more. Where it refuses, the view is dropped first, with its rights.</summary>
    string Restore(View view)
    {
        var (name, query) = (Quote(view.Name), view.Query.TrimEnd().TrimEnd(';'));
        var body = view.FullDefinition
            ? $"DROP VIEW {name}; {query};"
            : $"CREATE OR REPLACE VIEW {name} AS {query}; EXCEPTION WHEN invalid_table_definition THEN DROP VIEW {name}; CREATE VIEW {name} AS {query};";
        var tag = "$undo$";
        while (body.Contains(tag, StringComparison.Ordinal))
            tag = tag.Insert(1, "_");
        return $"DO {tag} BEGIN {body} END {tag}";
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(LoadRows node, SchemaModel before) => new PostgreSqlRowLoading(this).Render(node, before);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropView node, SchemaModel before)
    {
        var kind = before.Find(node.View, out View? view) == Presence.Known ? Kind(view!) : "VIEW";
        yield return new($"DROP {kind} {(node.IfExists ? "IF EXISTS " : "")}{Quote(node.View)}", PostgreSqlLocks.AccessExclusive);
    }

    static string Kind(View view) =>
        view.FullDefinition && view.Query.TrimStart().StartsWith("CREATE MATERIALIZED VIEW", StringComparison.OrdinalIgnoreCase) ? "MATERIALIZED VIEW" : "VIEW";

    /// <summary>One that is there is left alone, as in Liquibase.</summary>
    public override IEnumerable<SqlStatement> Render(CreateSequence node, SchemaModel before)
    {
        if (node.Sequence.Ordered is not null)
            throw Unsupported("an ordered sequence", "Leave out 'ordered'.");
        yield return new($"CREATE SEQUENCE IF NOT EXISTS {Quote(node.Sequence.Name)}{PostgreSqlClauses.Sequence(PostgreSqlShapes.Normalize(node.Sequence))}", StatementLock.None);
    }

    /// <summary>Defaults that read it go as well, as in Liquibase.</summary>
    public override IEnumerable<SqlStatement> Render(DropSequence node, SchemaModel before) => [new($"DROP SEQUENCE {Quote(node.Sequence)} CASCADE", PostgreSqlLocks.AccessExclusive)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AlterSequence node, SchemaModel before)
    {
        if (node.Changed.HasFlag(SequenceAspects.Ordered))
            throw Unsupported("an ordered sequence", "Leave out 'ordered'.");
        yield return new($"ALTER SEQUENCE {Quote(node.After.Name)}{PostgreSqlClauses.Alteration(PostgreSqlShapes.Normalize(node.After), node.Changed)}", PostgreSqlLocks.ShareRowExclusive);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameObject node, SchemaModel before) => node.Object.Kind switch
    {
        ObjectKind.Trigger => [new($"ALTER TRIGGER {Quote(node.Object.Name.Name)} ON {Quote(node.Table!)} RENAME TO {Quote(node.To)}", PostgreSqlLocks.AccessExclusive)],
        ObjectKind.Sequence => [new($"ALTER SEQUENCE {Quote(node.Object.Name)} RENAME TO {Quote(node.To)}", PostgreSqlLocks.AccessExclusive)],
        _ => [new($"ALTER {(before.Find(node.Object.Name, out View? view) == Presence.Known ? Kind(view!) : "VIEW")} {Quote(node.Object.Name)} RENAME TO {Quote(node.To)}", PostgreSqlLocks.AccessExclusive)],
    };

    // ---- procedures, functions, triggers -----------------------------------------------------------------------

    /// <inheritdoc/>
    public override string? SignatureOf(string arguments) => PostgreSqlSignature.Of(arguments, Lexical, DefaultSchema);

    /// <summary>A trigger is replaced by dropping it, because only version 14 brought OR REPLACE.</summary>
    public override IEnumerable<SqlStatement> Render(CreateStoredProgram node, SchemaModel before)
    {
        var program = node.Program;
        if (program.Kind == ObjectKind.Synonym)
            throw Unsupported($"the synonym {program.Name}", "Create a view, or set the search_path.");
        var header = ProgramHeader.Read(program.Definition, Lexical);
        var replaces = node.Replace && header?.Replaces == false;
        if (program.Table is not { } table)
        {
            yield return new(replaces ? header!.WithVerb("CREATE OR REPLACE") : program.Definition, StatementLock.None);
            yield break;
        }
        if (replaces)
            yield return new($"DROP TRIGGER IF EXISTS {Quote(program.Name.Name)} ON {Quote(table)}", PostgreSqlLocks.AccessExclusive);
        yield return new(program.Definition, PostgreSqlLocks.ShareRowExclusive);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropStoredProgram node, SchemaModel before)
    {
        var exists = node.IfExists ? "IF EXISTS " : "";
        if (node.Program.Kind == ObjectKind.Synonym)
            throw Unsupported($"the synonym {node.Program.Name}", "Drop the view that stands for it.");
        if (node.Table is { } table)
        {
            yield return new($"DROP TRIGGER {exists}{Quote(node.Program.Name.Name)} ON {Quote(table)}", PostgreSqlLocks.AccessExclusive);
            yield break;
        }
        var arguments = node.Program.Arguments ?? (before.Find(node.Program, out var program) == Presence.Known ? program!.Arguments : null);
        yield return new($"DROP {(node.Program.Kind == ObjectKind.Procedure ? "PROCEDURE" : "FUNCTION")} {exists}{Quote(node.Program.Name)}{(arguments is null ? "" : $"({arguments})")}",
            StatementLock.None);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SetEnabled node, SchemaModel before) => node.Part == TablePart.Trigger
        ? [Switch(node)]
        : throw Unsupported($"switching the check constraint {node.Name} of {node.Table} on or off", "Drop the constraint, and add it again with 'addCheckConstraint'.");

    SqlStatement Switch(SetEnabled node) =>
        new($"ALTER TABLE {Quote(node.Table)} {(node.Enabled ? "ENABLE" : "DISABLE")} TRIGGER {Quote(node.Name)}", PostgreSqlLocks.ShareRowExclusive);
}
