using Migrations.History;
using Migrations.Rows;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>
/// How one database writes SQL. Pure: no connection, no state beyond the server's version and settings it was made for.
/// One <c>Render</c> per node, with the ANSI form where there is one; a node without a form here does not compile,
/// and what a database cannot do is an error that names it, never an empty text.
/// </summary>
public abstract partial class SqlDialect
{
    /// <summary>Liquibase's short name of the database: what <c>dbms</c> attributes are compared with.</summary>
    public abstract string Name { get; }

    /// <summary>The name for people: <c>PostgreSQL</c>.</summary>
    public abstract string DisplayName { get; }

    /// <summary>The name by which the database's driver knows the product.</summary>
    public virtual string ProductName => DisplayName;

    /// <summary>What the database can do.</summary>
    public abstract DialectFeatures Features { get; }

    /// <summary>How SQL text is cut into tokens.</summary>
    public abstract SqlLexicalRules Lexical { get; }

    /// <summary>How the catalogue compares names.</summary>
    public abstract StringComparer Names { get; }

    /// <summary>How preconditions find objects.</summary>
    public virtual ExistenceRules Existence => new(Names);

    /// <summary>The expression for the server's current time, as Liquibase writes it into DATEEXECUTED.</summary>
    public abstract string CurrentTimestamp { get; }

    /// <summary>The expression for the server's current time with some digits of its seconds; as <see cref="CurrentTimestamp"/> where Liquibase drops them.</summary>
    /// <param name="digits">How many digits, as in <c>CURRENT_TIMESTAMP(3)</c>.</param>
    public virtual string CurrentTimestampWith(int digits) => CurrentTimestamp;

    /// <summary>The expression for the connection's user; null where there are no users.</summary>
    public virtual string? CurrentUser => "CURRENT_USER";

    /// <summary>The column types of the history tables, as Liquibase 4.28 makes them on this database.</summary>
    public virtual HistoryTypes HistoryTypes => new(
        length => MapType(FormattableString.Invariant($"varchar({length})"), autoIncrement: false),
        MapType("datetime", autoIncrement: false), MapType("int", autoIncrement: false), MapType("boolean", autoIncrement: false), MapType("clob", autoIncrement: false));

    /// <summary>How scripts are written for this database's own client.</summary>
    public abstract ScriptClient Script { get; }

    /// <summary>The statements that open a transaction on this database.</summary>
    public virtual SqlStatement BeginTransaction { get; } = new("BEGIN", StatementLock.None);

    /// <summary>What has to be sent before the statements of one transaction: BEGIN, and where the statements need it something before that.</summary>
    public virtual IReadOnlyList<SqlStatement> Opening(IReadOnlyList<SqlStatement> statements) => [BeginTransaction];

    /// <summary>The statement that commits.</summary>
    public virtual SqlStatement CommitTransaction { get; } = new("COMMIT", StatementLock.None);

    /// <summary>The statement that takes back.</summary>
    public virtual SqlStatement RollbackTransaction { get; } = new("ROLLBACK", StatementLock.None);

    // ---- names -------------------------------------------------------------------------------------------------

    /// <summary>The schema that names without one mean on this connection; null without a connection, and where there are no schemas.</summary>
    public virtual string? DefaultSchema => null;

    /// <summary>What the catalogue holds for a name that is written in a changelog, exactly as Liquibase makes it (DESIGN 3a.6).</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="strategy">The change set's quoting strategy.</param>
    public abstract string Fold(string name, QuotingStrategy strategy);

    /// <summary>Quotes a resolved name.</summary>
    public abstract string Quote(string name);

    /// <summary>Quotes a resolved name with its schema.</summary>
    public virtual string Quote(ObjectName name) => name.Schema is null ? Quote(name.Name) : $"{Quote(name.Schema)}.{Quote(name.Name)}";

    /// <summary>Quotes a list of column names: <c>"a", "b"</c>.</summary>
    public string Quote(IEnumerable<string> columns) => string.Join(", ", columns.Select(Quote));

    /// <summary>The resolved name for a reference in a changelog.</summary>
    /// <param name="catalog">The <c>catalogName</c> attribute.</param>
    /// <param name="schema">The <c>schemaName</c> attribute.</param>
    /// <param name="name">The name.</param>
    /// <param name="strategy">The change set's quoting strategy.</param>
    public virtual ObjectName Resolve(string? catalog, string? schema, string name, QuotingStrategy strategy) =>
        new(string.IsNullOrEmpty(schema) ? null : Fold(schema, strategy), Fold(name, strategy));

    // ---- types and values --------------------------------------------------------------------------------------

    /// <summary>The database's type for a type named in a changelog, by Liquibase's mapping, in this dialect's canonical spelling.</summary>
    /// <param name="declared">The type as written: a Liquibase type (<c>currency</c>, <c>java.sql.Types.VARCHAR(10)</c>) or one of the database's own.</param>
    /// <param name="autoIncrement">Whether the column numbers itself, which changes the type on some databases (<c>serial</c>).</param>
    public abstract SqlType MapType(string declared, bool autoIncrement);

    /// <summary>A value as SQL text: escaped literals, or the author's own expression.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The column's type where it is known; it decides how truth values and dates are written.</param>
    public abstract string Literal(SqlValue value, SqlType? type);

    /// <summary>
    /// The column as it will be inspected after creation: Liquibase's and the database's own defaults filled in, so that a planned and an inspected column compare equal.
    /// </summary>
    public virtual Column Normalize(Column column) => column;

    /// <summary>The table as it will be inspected after creation: names of unnamed constraints filled in, columns normalised.</summary>
    public virtual Table Normalize(Table table) => table with { Columns = [.. table.Columns.Select(Normalize)] };

    /// <summary>A column of an existing table as it will be inspected: one that is added, or one whose default, type or numbering is altered.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="column">The column as the changelog has it.</param>
    /// <param name="added">Whether it is new.</param>
    public virtual Column NormalizeColumn(ObjectName table, Column column, bool added) => Normalize(new Table(table, [column])).Columns[0];

    /// <summary>The name that a constraint without one gets (Liquibase's own choice where it makes one, else the database's); null where it cannot be told.</summary>
    public virtual string? DefaultConstraintName(ObjectName table, TableConstraint constraint) => null;

    /// <summary>
    /// The name that Liquibase gives to a primary key which createTable leaves without one, made from the table's name as it is written:
    /// on PostgreSQL <c>PERSON</c> gives <c>"PERSON_pkey"</c> on a table <c>person</c>.
    /// </summary>
    /// <param name="writtenTable">The table's name as written.</param>
    /// <param name="table">The table's resolved name.</param>
    /// <param name="key">The primary key.</param>
    /// <param name="strategy">The change set's quoting strategy.</param>
    public virtual string? CreatedPrimaryKeyName(string writtenTable, ObjectName table, PrimaryKey key, QuotingStrategy strategy) => DefaultConstraintName(table, key);

    /// <summary>The name that an index without one gets; null where the database wants one.</summary>
    public virtual string? DefaultIndexName(ObjectName table, IReadOnlyList<IndexColumn> columns) => null;

    /// <summary>
    /// What tells a procedure or function from others of its name: the types of its arguments in the catalogue's spelling; null where its name is enough.
    /// </summary>
    /// <param name="arguments">The arguments as they stand between the parentheses of its CREATE statement, or types alone.</param>
    public virtual string? SignatureOf(string arguments) => null;

    /// <summary>A value that a query returned, as Liquibase's driver would write it, for comparing with <c>expectedResult</c>.</summary>
    public virtual string? TextOf(object? value) => value switch
    {
        bool flag => flag ? "1" : "0",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>A condition as SQL text.</summary>
    public virtual string Condition(SqlPredicate predicate) => predicate switch
    {
        RawPredicate raw => raw.Sql,
        ColumnEquals { Value: NullValue } equals => $"{Quote(equals.Column)} IS NULL",
        ColumnEquals equals => $"{Quote(equals.Column)} = {Literal(equals.Value, null)}",
        HasValue column => $"{Quote(column.Column)} IS NOT NULL",
        AllOf all => string.Join(" AND ", all.Conditions.Select(Condition)),
        RowExists exists => $"EXISTS (SELECT 1 FROM {Quote(exists.Table)} WHERE {Condition(exists.Where)})",
        _ => throw new ArgumentOutOfRangeException(nameof(predicate), predicate, null),
    };

    // ---- planning ----------------------------------------------------------------------------------------------

    /// <summary>
    /// Turns nodes into ones that this database can do: SQLite folds runs of alterations into one rebuild, MariaDB merges what it would copy a table for twice.
    /// </summary>
    /// <param name="nodes">The nodes of one change set in order.</param>
    /// <param name="before">The schema before the first.</param>
    public virtual IReadOnlyList<SqlNode> Adapt(IReadOnlyList<SqlNode> nodes, SchemaModel before) => nodes;

    /// <summary>
    /// The schema after a node as this database will report it: the node's own effect, and what the database does besides
    /// (MariaDB makes and drops indexes for foreign keys, and shortens an index by a dropped column).
    /// </summary>
    public SchemaModel Apply(SqlNode node, SchemaModel before) => before.After(node) ?? before.Remember(node, node is RawSql raw ? Apply(raw, before) : ApplyOwn(node, before));

    /// <summary>The schema after a node that is no SQL of the changelog's author.</summary>
    protected virtual SchemaModel ApplyOwn(SqlNode node, SchemaModel before) => node.Apply(before);

    /// <summary>Whether a node's SQL, on this database, can be rolled back with a transaction. DDL that commits by itself cannot.</summary>
    public virtual bool IsTransactional(SqlNode node) => node switch
    {
        RawSql raw => raw.Transactional && (raw.PlainData || Features.TransactionalDdl),
        InsertRows or UpdateRows or DeleteRows or LoadRows => true,
        PerformAction perform => perform.Action.IsHarmless,
        _ => Features.TransactionalDdl,
    };

    // ---- rendering: one per node -------------------------------------------------------------------------------

    /// <summary>CREATE TABLE, and what has to be said after it (comments, indexes, triggers).</summary>
    public abstract IEnumerable<SqlStatement> Render(CreateTable node, SchemaModel before);

    /// <summary>DROP TABLE.</summary>
    public abstract IEnumerable<SqlStatement> Render(DropTable node, SchemaModel before);

    /// <summary>Renames a table.</summary>
    public abstract IEnumerable<SqlStatement> Render(RenameTable node, SchemaModel before);

    /// <summary>Writes a table anew; only SQLite plans it.</summary>
    public virtual IEnumerable<SqlStatement> Render(RebuildTable node, SchemaModel before) =>
        throw Unsupported("rebuilding a table", "This step was planned for SQLite; plan it again for this database.");

    /// <summary>Adds a column.</summary>
    public abstract IEnumerable<SqlStatement> Render(AddColumn node, SchemaModel before);

    /// <summary>Drops a column.</summary>
    public abstract IEnumerable<SqlStatement> Render(DropColumn node, SchemaModel before);

    /// <summary>Renames a column.</summary>
    public abstract IEnumerable<SqlStatement> Render(RenameColumn node, SchemaModel before);

    /// <summary>Alters a column.</summary>
    public abstract IEnumerable<SqlStatement> Render(AlterColumn node, SchemaModel before);

    /// <summary>Adds a constraint.</summary>
    public abstract IEnumerable<SqlStatement> Render(AddConstraint node, SchemaModel before);

    /// <summary>Drops a constraint.</summary>
    public abstract IEnumerable<SqlStatement> Render(DropConstraint node, SchemaModel before);

    /// <summary>Creates an index.</summary>
    public abstract IEnumerable<SqlStatement> Render(CreateIndex node, SchemaModel before);

    /// <summary>Drops an index.</summary>
    public abstract IEnumerable<SqlStatement> Render(DropIndex node, SchemaModel before);

    /// <summary>Creates a view.</summary>
    public abstract IEnumerable<SqlStatement> Render(CreateView node, SchemaModel before);

    /// <summary>Drops a view.</summary>
    public abstract IEnumerable<SqlStatement> Render(DropView node, SchemaModel before);

    /// <summary>Creates a sequence.</summary>
    public abstract IEnumerable<SqlStatement> Render(CreateSequence node, SchemaModel before);

    /// <summary>Drops a sequence.</summary>
    public abstract IEnumerable<SqlStatement> Render(DropSequence node, SchemaModel before);

    /// <summary>Sets or removes the comment on a table.</summary>
    public abstract IEnumerable<SqlStatement> Render(SetTableRemarks node, SchemaModel before);

    /// <summary>Alters a sequence.</summary>
    public abstract IEnumerable<SqlStatement> Render(AlterSequence node, SchemaModel before);

    /// <summary>Renames a view, a sequence or a trigger.</summary>
    public abstract IEnumerable<SqlStatement> Render(RenameObject node, SchemaModel before);

    /// <summary>Creates a procedure, function, trigger or synonym.</summary>
    public abstract IEnumerable<SqlStatement> Render(CreateStoredProgram node, SchemaModel before);

    /// <summary>Drops a procedure, function, trigger or synonym.</summary>
    public abstract IEnumerable<SqlStatement> Render(DropStoredProgram node, SchemaModel before);

    /// <summary>Switches a check constraint or a trigger on or off.</summary>
    public abstract IEnumerable<SqlStatement> Render(SetEnabled node, SchemaModel before);

    /// <summary>INSERT of one row, guarded by a condition where there is one, or of rows of another table.</summary>
    public virtual IEnumerable<SqlStatement> Render(InsertRows node, SchemaModel before)
    {
        var table = before.TableOrNull(node.Table);
        var columns = Quote(node.Values.Select(v => v.Column));
        var values = string.Join(", ", node.Values.Select(v => Literal(v.Value, TypeOf(table, v.Column, before))));
        yield return new(node.Source is { } source
            ? $"INSERT INTO {Quote(node.Table)} ({columns}) SELECT {(source.Distinct ? "DISTINCT " : "")}{values} FROM {Quote(source.Table)}{Where(source.Where)}"
            : node.Guard is null
            ? $"INSERT INTO {Quote(node.Table)} ({columns}) VALUES ({values})"
            : $"INSERT INTO {Quote(node.Table)} ({columns}) SELECT {values}{FromNothing} WHERE {Condition(node.Guard)}", StatementLock.Rows);
    }

    /// <summary>What a SELECT without a table needs before WHERE (<c> FROM DUAL</c>).</summary>
    protected virtual string FromNothing => "";

    /// <summary>Loads the rows of a file.</summary>
    public abstract IEnumerable<SqlStatement> Render(LoadRows node, SchemaModel before);

    /// <summary>How a field is read that is loaded into a column of a type, where the change does not say it.</summary>
    public virtual RowKind RowKindOf(SqlType type) => RowKinds.OfType(type.BaseName);

    /// <summary>UPDATE.</summary>
    public virtual IEnumerable<SqlStatement> Render(UpdateRows node, SchemaModel before)
    {
        var table = before.TableOrNull(node.Table);
        var values = string.Join(", ", node.Values.Select(v => $"{Quote(v.Column)} = {Literal(v.Value, TypeOf(table, v.Column, before))}"));
        yield return new($"UPDATE {Quote(node.Table)} SET {values}{Where(node.Where)}", node.Where is null ? StatementLock.AllRows : StatementLock.Rows);
    }

    /// <summary>DELETE.</summary>
    public virtual IEnumerable<SqlStatement> Render(DeleteRows node, SchemaModel before) =>
        [new($"DELETE FROM {Quote(node.Table)}{Where(node.Where)}", node.Where is null ? StatementLock.AllRows : StatementLock.Rows)];

    /// <summary>A WHERE clause with a leading blank, or nothing.</summary>
    protected string Where(SqlPredicate? predicate) => predicate is null ? "" : $" WHERE {Condition(predicate)}";

    static SqlType? TypeOf(Table? table, string column, SchemaModel schema) => table?.Column(column, schema.Names)?.Type;

    /// <summary>The error for what this database cannot do.</summary>
    /// <param name="what">The thing, as the subject of "is not supported by".</param>
    /// <param name="advice">The way out.</param>
    protected MigrationException Unsupported(string what, string advice) =>
        new(ErrorCode.NotSupported, $"{what} is not supported by {DisplayName}", advice);
}
