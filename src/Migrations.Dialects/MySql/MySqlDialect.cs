using System.Globalization;
using Migrations.Rows;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Dialects.MySql;

/// <summary>
/// MariaDB's and MySQL's SQL. Every schema change commits by itself, so every node becomes exactly one statement: what a killed run left in between is decided from
/// the live schema (DESIGN 3a.2). The one exception is a table with triggers that is created again, because CREATE TABLE cannot say them.
/// </summary>
sealed partial class MySqlDialect : SqlDialect
{
    readonly MySqlServer server;
    readonly MySqlTypes types;
    readonly MySqlDefaults defaults;
    readonly MySqlNormalizer normalizer;
    readonly MySqlEffects effects;
    readonly MySqlLocks locks;
    readonly MySqlClauses clauses;

    /// <summary>Creates the dialect.</summary>
    /// <param name="name">Liquibase's name: <c>mariadb</c> or <c>mysql</c>; it decides which types Liquibase would choose, not which SQL the server understands.</param>
    /// <param name="server">The server.</param>
    public MySqlDialect(string name, MySqlServer server)
    {
        this.server = server;
        Name = name;
        types = new(server, asMySql: name == MySqlProvider.MySql);
        defaults = new(server);
        normalizer = new(server, types, defaults);
        effects = new(server, normalizer);
        locks = new(server);
        clauses = new(this, server, defaults);
        Features = new()
        {
            LiquibaseType = MySqlTypes.AsLiquibaseWrites,
            TransactionalDdl = false,
            Sequences = server.HasSequences && name == MySqlProvider.MariaDb,
            ColumnPosition = true,
            NamedPrimaryKeys = false,
            IndexNeedsTable = true,
            AlterRestatesColumn = true,
            RestatementLoss = RestatementLoss.Everything,
            AlgorithmClauses = true,
            KeepsWrittenNoAction = server.IsMariaDb,
            MaxNameLength = 64,
            FillsRequiredColumns = true,
        };
        Lexical = new()
        {
            Backticks = true,
            BackslashEscapes = !server.NoBackslashEscapes,
            DoubleQuotedStrings = !server.AnsiQuotes,
            HashComments = true,
            DelimiterCommand = true,
            CompoundBodies = true,
        };
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string DisplayName => server.IsMariaDb ? "MariaDB" : "MySQL";

    /// <inheritdoc/>
    public override DialectFeatures Features { get; }

    /// <inheritdoc/>
    public override ScriptClient Script => new MySqlScript(this);

    /// <inheritdoc/>
    public override SqlLexicalRules Lexical { get; }

    /// <inheritdoc/>
    public override StringComparer Names => StringComparer.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public override ExistenceRules Existence { get; } = new(StringComparer.Ordinal)
    {
        Columns = StringComparer.OrdinalIgnoreCase,
        PrimaryKeys = StringComparer.OrdinalIgnoreCase,
        UniqueConstraints = StringComparer.OrdinalIgnoreCase,
        UniqueConstraintsByColumns = false,
        PrimaryKeysByName = false,
    };

    /// <inheritdoc/>
    public override string CurrentTimestamp => "NOW()";

    /// <inheritdoc/>
    public override string CurrentTimestampWith(int digits) => string.Create(CultureInfo.InvariantCulture, $"NOW({digits})");

    /// <inheritdoc/>
    public override string? DefaultSchema => server.Database;

    /// <inheritdoc/>
    public override string? CurrentUser => "CURRENT_USER()";

    /// <inheritdoc/>
    public override string? TextOf(object? value) => value is DateTime time ? time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) : base.TextOf(value);

    /// <inheritdoc/>
    public override SqlStatement BeginTransaction { get; } = new("START TRANSACTION", StatementLock.None);

    /// <summary>The server that this dialect is for.</summary>
    internal MySqlServer Server => server;

    /// <summary>Its types.</summary>
    internal MySqlTypes Types => types;

    /// <summary>Its defaults.</summary>
    internal MySqlDefaults Defaults => defaults;

    /// <summary>Makes its tables comparable.</summary>
    internal MySqlNormalizer Normalizer => normalizer;

    /// <summary>Writes the parts of its statements.</summary>
    internal MySqlClauses Clauses => clauses;

    // ---- names and values --------------------------------------------------------------------------------------

    /// <summary>The name as written, whatever the strategy; Liquibase turns a backtick into two double quotes.</summary>
    public override string Fold(string name, QuotingStrategy strategy) => name.Replace("`", "\"\"", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string Quote(string name) => MySqlLiterals.QuoteName(name);

    /// <summary>Catalogue and schema both mean the database; the connection's own is the default one.</summary>
    public override ObjectName Resolve(string? catalog, string? schema, string name, QuotingStrategy strategy)
    {
        var resolved = base.Resolve(null, string.IsNullOrEmpty(catalog) ? schema : catalog, name, strategy);
        var comparison = server.CaseSensitiveTables ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return resolved.Schema is { } database && database.Equals(server.Database, comparison) ? resolved with { Schema = null } : resolved;
    }

    /// <inheritdoc/>
    public override SqlType MapType(string declared, bool autoIncrement) => types.Map(declared);

    /// <inheritdoc/>
    public override string Literal(SqlValue value, SqlType? type) => MySqlLiterals.Write(value, server, Quote);

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(LoadRows node, SchemaModel before) => new MySqlRowLoading(this).Render(node, before);

    /// <summary>The driver of Liquibase takes a number of one digit for a truth value.</summary>
    public override RowKind RowKindOf(SqlType type) => type.BaseName == "tinyint" && type.Length == 1 ? RowKind.Boolean : base.RowKindOf(type);

    /// <inheritdoc/>
    protected override string FromNothing => " FROM DUAL";

    /// <inheritdoc/>
    public override Column Normalize(Column column) => normalizer.Normalize(column);

    /// <inheritdoc/>
    public override Table Normalize(Table table) => normalizer.Normalize(table);

    /// <summary>The index of a unique constraint is named after its first column. A primary key has no name here.</summary>
    public override string? DefaultConstraintName(ObjectName table, TableConstraint constraint) => constraint is UniqueConstraint unique ? unique.Columns[0] : null;

    // ---- planning ----------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    protected override SchemaModel ApplyOwn(SqlNode node, SchemaModel before) => effects.Apply(node, before);

    /// <inheritdoc/>
    public override IReadOnlyList<SqlNode> Adapt(IReadOnlyList<SqlNode> nodes, SchemaModel before)
    {
        var result = new List<SqlNode>(nodes.Count);
        var added = new HashSet<string>(Names);
        var schema = before;
        foreach (var node in nodes)
        {
            foreach (var adapted in AdaptOne(node, schema, added, Lexical))
            {
                result.Add(adapted);
                schema = Apply(adapted, schema);
            }
            if (node is AddColumn add)
                added.Add($"{add.Table}.{add.Column.Name}");
        }
        return result;
    }

    static IEnumerable<SqlNode> AdaptOne(SqlNode node, SchemaModel schema, HashSet<string> added, SqlLexicalRules rules)
    {
        switch (node)
        {
            // There is no DROP TABLE … CASCADE here; the word is accepted and does nothing.
            case DropTable { Cascade: true } drop:
                foreach (var other in schema.TablesReferencing(drop.Table).ToList())
                {
                    foreach (var key in other.ForeignKeys.Where(f => schema.SameName(f.ReferencedTable, drop.Table)))
                        yield return new DropConstraint(other.Name, key);
                }
                yield return drop with { Cascade = false };
                break;
            // Undoing the drop of a column: the index was not dropped with it but shortened, and would be in the way.
            case CreateIndex create when schema.TableOrNull(create.Table) is { } table && table.HasIndex(create.Index.Name, schema.Names)
                && create.Index.Columns.Any(c => added.Contains($"{create.Table}.{c.Name}")):
                yield return new DropIndex(create.Table, create.Table.Sibling(create.Index.Name));
                yield return create;
                break;
            // Two statements, as in Liquibase, each of which a later run can tell to have run. A text that replaces by itself is one.
            case CreateStoredProgram { Replace: true } create when ProgramHeader.Read(create.Program.Definition, rules)?.Replaces == false:
                yield return new DropStoredProgram(create.Program.Key, create.Program.Table, IfExists: true);
                yield return create with { Replace = false };
                break;
            default:
                yield return node;
                break;
        }
    }

    // ---- tables ------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateTable node, SchemaModel before)
    {
        var table = normalizer.Prepare(node.Table);
        foreach (var constraint in node.Table.Constraints)
            RequireSupported(constraint);
        var parts = table.Columns.Select(clauses.Column)
            .Concat(table.Constraints.Select(clauses.Constraint))
            .Concat(table.Indexes.Except(MySqlNormalizer.MadeByServer(table)).Select(clauses.Index));
        var text = $"{node.Verb} {(node.IfNotExists ? "IF NOT EXISTS " : "")}{Quote(table.Name)} ({string.Join(", ", parts)})";
        if (StartOf(node.Table.Columns) is { } start)
            text += $" AUTO_INCREMENT={start}";
        if (table.Remarks is not null)
            text += $" COMMENT={Text(table.Remarks)}";
        if (table.Options is not null)
            text += $" {table.Options}";
        yield return Ddl(text, table.ForeignKeys.IsEmpty ? StatementLock.None : locks.Parents);
        foreach (var trigger in table.Triggers)
            yield return Ddl(trigger.Definition, locks.Metadata);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropTable node, SchemaModel before) => [Ddl($"DROP TABLE {Quote(node.Table)}", locks.Exclusive)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameTable node, SchemaModel before) =>
        [Ddl($"RENAME TABLE {Quote(node.Table)} TO {Quote(node.Table.Sibling(node.To))}", locks.Exclusive)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SetTableRemarks node, SchemaModel before) => [Alter(node.Table, locks.Instant, [$"COMMENT = {Text(node.Remarks ?? "")}"])];

    // ---- columns -----------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AddColumn node, SchemaModel before)
    {
        if (node.Position?.Before is not null)
            throw Unsupported($"placing column {node.Column.Name} before another", "Use 'afterColumn' with the column in front of it.");
        var table = before.TableOrNull(node.Table);
        var column = normalizer.Normalize(node.Column, table);
        if (node.Constraints.Any(c => c is PrimaryKey))
            column = column with { Nullable = false };
        var position = node.Position switch { { First: true } => " FIRST", { After: { } after } => $" AFTER {Quote(after)}", _ => "" };
        var actions = new List<string> { $"ADD COLUMN {clauses.Column(column)}{position}" };
        foreach (var constraint in node.Constraints)
        {
            RequireSupported(constraint);
            actions.Add($"ADD {clauses.Constraint(Prepared(constraint, table))}");
        }
        return [Alter(node.Table, locks.Add(node, column, table), actions)];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropColumn node, SchemaModel before) =>
        [Alter(node.Table, locks.Drop(node.Column, before.TableOrNull(node.Table)), [$"DROP COLUMN {Quote(node.Column)}"])];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(RenameColumn node, SchemaModel before)
    {
        if (server.HasRenameColumn)
            return [Alter(node.Table, locks.Instant, [$"RENAME COLUMN {Quote(node.From)} TO {Quote(node.To)}"])];
        // Before MariaDB 10.5.2 and MySQL 8 a column is renamed only by restating it.
        var column = normalizer.Normalize(before.RequireColumn(node.Table, node.From), before.TableOrNull(node.Table));
        return [Alter(node.Table, locks.Instant, [$"CHANGE COLUMN {Quote(node.From)} {clauses.Column(column with { Name = node.To })}"])];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AlterColumn node, SchemaModel before)
    {
        var table = before.TableOrNull(node.Table);
        if (node.Before is null && node.Changed != ColumnAspects.Default)
            node = node.Onto(before.RequireColumn(node.Table, node.After.Name));
        var after = normalizer.Normalize(node.After, table);
        if (node.Changed == ColumnAspects.Default && after.Generated is null && after.Options is null)
            return [Alter(node.Table, locks.Instant, [$"ALTER COLUMN {Quote(after.Name)} {(after.Default is { } value ? $"SET DEFAULT {clauses.SettableDefault(value, after.Type)}" : "DROP DEFAULT")}"])];
        var actions = new List<string> { $"MODIFY COLUMN {clauses.Column(after)}" };
        if (node.Changed.HasFlag(ColumnAspects.Identity) && StartOf([node.After]) is { } start)
            actions.Add($"AUTO_INCREMENT={start}");
        return [Alter(node.Table, locks.Alter(normalizer.Normalize(node.Before!, table), after, table), actions)];
    }

    string? StartOf(IEnumerable<Column> columns)
    {
        if (columns.FirstOrDefault(c => c.Identity is not null) is not { Identity: { } identity } column)
            return null;
        if (identity.IncrementBy is { } step && step != 1)
            throw Unsupported($"a step for the numbering of column {column.Name}", "Leave out 'incrementBy'; the server's auto_increment_increment decides for all tables.");
        return identity.StartWith?.ToString(CultureInfo.InvariantCulture);
    }

    // ---- constraints and indexes -------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AddConstraint node, SchemaModel before)
    {
        RequireSupported(node.Constraint);
        return [Alter(node.Table, locks.Add(node.Constraint), [$"ADD {clauses.Constraint(Prepared(node.Constraint, before.TableOrNull(node.Table)))}"])];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropConstraint node, SchemaModel before)
    {
        var actions = new List<string>();
        switch (node.Constraint)
        {
            case PrimaryKey:
                actions.Add("DROP PRIMARY KEY");
                break;
            case UniqueConstraint unique:
                actions.Add($"DROP INDEX {Quote(MySqlEffects.NameOf(unique, before.TableOrNull(node.Table)))}");
                break;
            case ForeignKey key:
                actions.Add($"DROP FOREIGN KEY {Quote(RequireName(key, "foreign key"))}");
                if (node.WithIndex && before.TableOrNull(node.Table)?.Indexes.Any(i => MySqlEffects.IsMadeFor(i, key)) == true)
                    actions.Add($"DROP INDEX {Quote(key.Name!)}");
                break;
            case CheckConstraint check:
                actions.Add($"DROP {(server.IsMariaDb ? "CONSTRAINT" : "CHECK")} {Quote(RequireName(check, "check constraint"))}");
                break;
        }
        actions.AddRange(Replacements(node, node.Table, before));
        return [Alter(node.Table, LockOfDropping(node, actions.Count), actions)];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateIndex node, SchemaModel before)
    {
        var table = before.TableOrNull(node.Table);
        var index = Prepared(node.Index, table);
        var taken = locks.Create(index, table);
        return index.Definition is null
            ? [Ddl($"CREATE {MySqlClauses.KindOf(index)}INDEX {Quote(index.Name)} ON {Quote(node.Table)} {clauses.IndexColumns(index)}", taken)]
            : [Alter(node.Table, taken, [$"ADD {index.Definition}"])];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropIndex node, SchemaModel before)
    {
        var table = node.Table ?? before.FindTableOfIndex(node.Index, out var owner) switch
        {
            Presence.Known => owner!.Name,
            Presence.Unknown => throw new UnknownObjectException(new(ObjectKind.Index, node.Index)),
            _ => throw new MigrationException(ErrorCode.ObjectNotFound, $"there is no index {node.Index} at this point", "Check the index's name against the database, or name its table."),
        };
        var replacements = Replacements(node, table, before);
        return replacements.Count == 0
            ? [Ddl($"DROP INDEX {Quote(node.Index.Name)} ON {Quote(table)}", locks.IndexDrop)]
            : [Alter(table, locks.IndexBuild, [$"DROP INDEX {Quote(node.Index.Name)}", .. replacements])];
    }

    /// <summary>
    /// The indexes that foreign keys are left without by dropping another: the server would refuse the drop, though it was the server that dropped
    /// the foreign key's own index when the other one came.
    /// </summary>
    List<string> Replacements(SqlNode node, ObjectName name, SchemaModel before)
    {
        if (before.TableOrNull(name) is not { } table || Apply(node, before).TableOrNull(name) is not { } after)
            return [];
        return [.. after.Indexes.Where(i => !table.HasIndex(i.Name, Names)).Select(i => $"ADD {clauses.Index(i)}")];
    }

    TableConstraint Prepared(TableConstraint constraint, Table? table)
    {
        // The canonical form needs a table; an unknown one is stood in for by what the constraint itself names.
        var known = table is null ? new Table(ObjectName.Of(""), []) : table with { PrimaryKey = null, UniqueConstraints = [], ForeignKeys = [], Checks = [], Indexes = [], Triggers = [] };
        var prepared = normalizer.Prepare(known.With(constraint)).Constraints.Single();
        // A name that the server chooses depends on the names that are taken, so it is left to the server.
        return prepared with { Name = constraint.Name };
    }

    TableIndex Prepared(TableIndex index, Table? table)
    {
        RequireSupported(index);
        // Unique indexes are constraints in canonical form; as an index to make they stay what they are.
        var columns = table is null ? [] : table.Columns;
        var prepared = normalizer.Prepare(new Table(ObjectName.Of(""), columns) { Indexes = [index with { Unique = false }] });
        return prepared.Indexes[0] with { Unique = index.Unique };
    }

    void RequireSupported(TableConstraint constraint)
    {
        if (constraint is ForeignKey { Deferrable: true } or ForeignKey { InitiallyDeferred: true } or UniqueConstraint { Deferrable: true } or UniqueConstraint { InitiallyDeferred: true })
            throw Unsupported($"the deferrable constraint {constraint.Name}", "Leave out 'deferrable' and 'initiallyDeferred'.");
        if (constraint is PrimaryKey { Clustered: true } or UniqueConstraint { Clustered: true })
            throw Unsupported($"'clustered' on {constraint.Name ?? "a key"}", "Leave it out; InnoDB always clusters a table by its primary key.");
        if (constraint is PrimaryKey { UsingIndex: not null } or UniqueConstraint { UsingIndex: not null })
            throw Unsupported($"taking over an existing index for {constraint.Name ?? "a key"}", "Leave out 'forIndexName'; a unique index already is a unique constraint here.");
        if (constraint is CheckConstraint { Disabled: true } or CheckConstraint { Validated: false })
            throw Unsupported($"leaving rows unchecked by {constraint.Name ?? "a check constraint"}", "Leave out 'disabled' and 'validate'.");
        if (constraint is CheckConstraint && !server.HasChecks)
            throw Unsupported($"the check constraint {constraint.Name}", "Upgrade to MariaDB 10.2 or MySQL 8.0.16, which keep and enforce checks.");
    }

    void RequireSupported(TableIndex index)
    {
        if (index.Where is not null)
            throw Unsupported($"the partial index {index.Name}", "Index a generated column that is NULL for the rows to leave out.");
    }

    string RequireName(TableConstraint constraint, string kind) =>
        constraint.Name ?? throw Unsupported($"dropping a {kind} without naming it", "Give its name; SHOW CREATE TABLE shows it.");

    StatementLock LockOfDropping(DropConstraint node, int actions) => node.Constraint switch
    {
        PrimaryKey => locks.Copy,
        UniqueConstraint => actions > 1 ? locks.IndexBuild : locks.IndexDrop,
        _ => actions > 1 ? locks.IndexDrop : locks.Instant,
    };

    // ---- views and sequences -----------------------------------------------------------------------------------

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateView node, SchemaModel before) =>
        [Ddl(ViewText(node), node.Replace && before.Find(node.View.Name, out View? _) != Presence.Absent ? locks.Metadata : StatementLock.None)];

    /// <inheritdoc/>
    public override WorkCosts? CostsOf(StatementLock taken) => taken.Name.StartsWith("ALGORITHM=COPY", StringComparison.Ordinal) ? MySqlCosts.Copying : MySqlCosts.InPlace;

    /// <inheritdoc/>
    public override SpeedProbe? Speed => MySqlCosts.Probe;

    string ViewText(CreateView node)
    {
        if (!node.View.FullDefinition)
            return $"CREATE {(node.Replace ? "OR REPLACE " : "")}VIEW {Quote(node.View.Name)} AS {node.View.Query}";
        var tokens = MySqlToken.Read(node.View.Query, server);
        return node.Replace && tokens is [var create, var next, ..] && create.Is("create") && !next.Is("or")
            ? node.View.Query.Insert(create.End, " OR REPLACE")
            : node.View.Query;
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropView node, SchemaModel before) =>
        [Ddl($"DROP VIEW {(node.IfExists ? "IF EXISTS " : "")}{Quote(node.View)}", locks.Metadata)];

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(CreateSequence node, SchemaModel before)
    {
        RequireSequences(node.Sequence.Name);
        var sequence = node.Sequence;
        if (sequence.Type is not null)
            throw Unsupported($"a type for the sequence {sequence.Name}", "Leave out 'dataType'; numbers are 64-bit.");
        if (sequence.Ordered == true)
            throw Unsupported($"'ordered' for the sequence {sequence.Name}", "Leave it out.");
        return [Ddl($"CREATE SEQUENCE {Quote(sequence.Name)}{MySqlSequences.Options(sequence)}", StatementLock.None)];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropSequence node, SchemaModel before)
    {
        RequireSequences(node.Sequence);
        return [Ddl($"DROP SEQUENCE {Quote(node.Sequence)}", StatementLock.None)];
    }

    void RequireSequences(ObjectName sequence)
    {
        if (!server.HasSequences)
            throw Unsupported($"the sequence {sequence}", "Use autoIncrement, or MariaDB 10.3 or later.");
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(AlterSequence node, SchemaModel before)
    {
        RequireSequences(node.After.Name);
        if (node.Changed.HasFlag(SequenceAspects.Type))
            throw Unsupported($"a type for the sequence {node.After.Name}", "Leave out 'dataType'; numbers are 64-bit.");
        if (node.Changed.HasFlag(SequenceAspects.Ordered))
            throw Unsupported($"'ordered' for the sequence {node.After.Name}", "Leave it out.");
        var after = before.Find(node.After.Name, out Sequence? sequence) == Presence.Known ? node.Onto(sequence!).After : node.After;
        return [Ddl($"ALTER SEQUENCE {Quote(node.After.Name)}{MySqlSequences.Alteration(MySqlSequences.Normalize(after), node.Changed)}", StatementLock.None)];
    }

    /// <summary>Views and sequences are renamed as tables are.</summary>
    public override IEnumerable<SqlStatement> Render(RenameObject node, SchemaModel before)
    {
        if (node.Object.Kind == ObjectKind.Trigger)
            throw Unsupported($"renaming the trigger {node.Object.Name}", "Drop it with 'dropTrigger', and create it with 'createTrigger' under its new name.");
        if (node.Object.Kind == ObjectKind.Sequence)
            RequireSequences(node.Object.Name);
        return [Ddl($"RENAME TABLE {Quote(node.Object.Name)} TO {Quote(node.Object.Name.Sibling(node.To))}", locks.Metadata)];
    }

    // ---- procedures, functions, triggers -----------------------------------------------------------------------

    /// <summary>A trigger locks its table for an instant. What replaces is adapted before (see <see cref="Adapt"/>), unless its own text says so.</summary>
    public override IEnumerable<SqlStatement> Render(CreateStoredProgram node, SchemaModel before)
    {
        if (node.Program.Kind == ObjectKind.Synonym)
            throw Unsupported($"the synonym {node.Program.Name}", "Create a view.");
        if (node.Program.Definition.Length == 0)
            throw Unsupported($"making {node.Program.Key} again, whose text the server did not show,", "Write its CREATE statement as 'rollback'; SHOW CREATE needs rights of its own.");
        return [Ddl(node.Program.Definition, node.Program.Table is null ? StatementLock.None : locks.Metadata)];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(DropStoredProgram node, SchemaModel before)
    {
        if (node.Program.Kind == ObjectKind.Synonym)
            throw Unsupported($"the synonym {node.Program.Name}", "Drop the view that stands for it.");
        return [Ddl($"DROP {node.Program.Kind.ToString().ToUpperInvariant()} {(node.IfExists ? "IF EXISTS " : "")}{Quote(node.Program.Name)}", node.Program.Kind == ObjectKind.Trigger ? locks.Metadata : StatementLock.None)];
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SetEnabled node, SchemaModel before) => throw (node.Part == TablePart.Trigger
        ? Unsupported($"switching the trigger {node.Name} on or off", "Drop it, and create it again when it is needed.")
        : Unsupported($"switching the check constraint {node.Name} of {node.Table} on or off", "Drop the constraint, and add it again with 'addCheckConstraint'."));

    // ---- statements --------------------------------------------------------------------------------------------

    string Text(string text) => MySqlLiterals.Quote(text, server);

    static SqlStatement Ddl(string text, StatementLock taken) => new(text, taken) { Transactional = false };

    SqlStatement Alter(ObjectName table, StatementLock taken, IEnumerable<string> actions) => Ddl($"ALTER TABLE {Quote(table)} {string.Join(", ", actions)}", taken);
}
