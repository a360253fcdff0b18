using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// Writes a table anew in another shape: the procedure of https://www.sqlite.org/lang_altertable.html, section 7. Rows, row ids, the counter of AUTOINCREMENT,
/// indexes and triggers are kept; views, triggers and foreign keys of other tables keep meaning the table by its name.
/// </summary>
/// <param name="dialect">The dialect.</param>
sealed class SqliteRebuild(SqliteDialect dialect)
{
    /// <summary>What the new table is called until it takes the place of the old one.</summary>
    public const string Prefix = "migrations_new_";

    /// <summary>Begins the text of the error that a foreign key check makes.</summary>
    public const string ViolationMark = "foreign_key_check_failed: ";

    /// <summary>Lets a rename leave alone what speaks of the table by its new name, which is the old table's.</summary>
    static readonly SqlStatement LeaveReferences = new("PRAGMA legacy_alter_table = ON", StatementLock.None);

    /// <summary>Lets renames edit what speaks of the table, which is SQLite's default.</summary>
    public static SqlStatement FollowReferences { get; } = new("PRAGMA legacy_alter_table = OFF", StatementLock.None);

    /// <summary>Whether a statement belongs to a rebuild.</summary>
    public static bool IsPartOfOne(SqlStatement statement) => statement == LeaveReferences;

    /// <summary>The statements.</summary>
    /// <exception cref="MigrationException">The live table is not the one that the rebuild was planned for (<see cref="ErrorCode.PlanOutdated"/>).</exception>
    public IReadOnlyList<SqlStatement> Render(RebuildTable node, SchemaModel before)
    {
        var (from, to) = (node.From, node.To);
        RequireUnchanged(from, before);
        var children = before.TablesReferencing(from.Name).ToList();
        var scratch = to.Name.Sibling(Prefix + to.Name.Name);
        var statements = new List<SqlStatement>();
        if (children.Count > 0)
            statements.Add(RefuseEnforcement(from.Name));
        statements.Add(new(dialect.Writer.Create(to, scratch), SqliteDialect.Rewrite));
        if (Numbered(from) && Numbered(to))
            statements.Add(KeepNumber(from.Name.Name, scratch.Name));
        statements.Add(new(Copy(node, scratch), SqliteDialect.Rewrite));
        statements.Add(new($"DROP TABLE {dialect.Quote(from.Name)}", SqliteDialect.Rewrite));
        statements.Add(LeaveReferences);
        statements.Add(new($"ALTER TABLE {dialect.Quote(scratch)} RENAME TO {dialect.Quote(to.Name)}", SqliteDialect.Rewrite));
        statements.Add(FollowReferences);
        statements.AddRange(to.Indexes.Select(i => new SqlStatement(dialect.Writer.Create(to.Name, i), SqliteDialect.Rewrite)));
        statements.AddRange(to.Triggers.Select(t => new SqlStatement(t.Definition, SqliteDialect.Rewrite)));
        if (from.Columns.Any(c => to.Column(c.Name, SqliteNames.Comparer) is null))
            statements.AddRange(CheckTexts(scratch));
        statements.AddRange(CheckForeignKeys(node, children));
        return statements;
    }

    /// <summary>
    /// A rebuild replaces the whole table, so what came to the table since it was planned would be lost. It is found by comparing what would create the two.
    /// </summary>
    void RequireUnchanged(Table from, SchemaModel before)
    {
        if (before.TableOrNull(from.Name) is { } live && Describe(live) != Describe(from))
        {
            throw new MigrationException(ErrorCode.PlanOutdated, $"table {from.Name} is not as it was when its rebuild was planned",
                "Undo the change sets that altered it since, latest first, or plan again.");
        }
    }

    string Describe(Table table)
    {
        var ordered = table with
        {
            UniqueConstraints = [.. table.UniqueConstraints.OrderBy(Text, StringComparer.Ordinal)],
            ForeignKeys = [.. table.ForeignKeys.OrderBy(Text, StringComparer.Ordinal)],
            Checks = [.. table.Checks.OrderBy(Text, StringComparer.Ordinal)],
        };
        var others = table.Indexes.Select(i => dialect.Writer.Create(table.Name, i)).Concat(table.Triggers.Select(t => t.Definition));
        return string.Join('\n', others.Order(StringComparer.Ordinal).Prepend(dialect.Writer.Create(ordered, table.Name)));

        string Text(TableConstraint constraint) => dialect.Writer.Constraint(table.Name, constraint);
    }

    string Copy(RebuildTable node, ObjectName scratch)
    {
        var names = new List<string>();
        var values = new List<string>();
        if (HasHiddenRowId(node.From) && HasHiddenRowId(node.To))
        {
            names.Add("rowid");
            values.Add($"{dialect.Quote(node.From.Name)}.rowid");
        }
        foreach (var column in node.To.Columns.Where(c => c.Generated is null))
        {
            var value = node.Values.FirstOrDefault(v => SqliteNames.Comparer.Equals(v.Column, column.Name));
            var old = node.From.Column(column.Name, SqliteNames.Comparer);
            if (value is null && old is null)
                continue; // Its default fills it.
            names.Add(dialect.Quote(column.Name));
            // With the table before it, a column that is not there is an error and not a text.
            values.Add(value is null ? $"{dialect.Quote(node.From.Name)}.{dialect.Quote(old!.Name)}" : dialect.Literal(value.Value, column.Type));
        }
        return $"INSERT INTO {dialect.Quote(scratch)} ({string.Join(", ", names)}) SELECT {string.Join(", ", values)} FROM {dialect.Quote(node.From.Name)}";
    }

    /// <summary>Whether rows have an id that is no column, which a copy would otherwise number anew.</summary>
    static bool HasHiddenRowId(Table table) =>
        table.Options?.Contains("ROWID", StringComparison.OrdinalIgnoreCase) != true
        && table.Column("rowid", SqliteNames.Comparer) is null
        && !(table.PrimaryKey is { Columns: [var only] } && table.Column(only, SqliteNames.Comparer) is { } key && SqliteTypes.IsRowId(key.Type));

    /// <summary>AUTOINCREMENT never gives a number twice, not even that of a row that is gone.</summary>
    static SqlStatement KeepNumber(string from, string to) => new(
        $"INSERT INTO sqlite_sequence (name, seq) SELECT {SqliteValues.Quoted(to)}, seq FROM sqlite_sequence WHERE name = {SqliteValues.Quoted(from)}", SqliteDialect.Rewrite);

    static bool Numbered(Table table) => table.Columns.Any(c => c.Identity is not null);

    /// <summary>With foreign keys enforced, DROP TABLE deletes the table's rows first, and along the keys those of others.</summary>
    static SqlStatement RefuseEnforcement(ObjectName table)
    {
        var message = $"{ViolationMark}table {table} cannot be written anew while foreign_keys is ON, for that would delete rows of other tables";
        return new($"SELECT CASE WHEN (SELECT foreign_keys FROM pragma_foreign_keys) THEN json_extract('{{}}', {SqliteValues.Quoted(message)}) END", StatementLock.None);
    }

    /// <summary>Has SQLite read all views and triggers, as its own DROP COLUMN would: any ALTER of columns does, even of a table that nobody knows.</summary>
    IEnumerable<SqlStatement> CheckTexts(ObjectName scratch) =>
    [
        new($"CREATE TABLE {dialect.Quote(scratch)} (a)", StatementLock.None),
        new($"ALTER TABLE {dialect.Quote(scratch)} RENAME COLUMN a TO b", StatementLock.None),
        new($"DROP TABLE {dialect.Quote(scratch)}", StatementLock.None),
    ];

    /// <summary>Checks the foreign keys that the rebuild may have broken: new ones, and those whose columns have changed on either side.</summary>
    IEnumerable<SqlStatement> CheckForeignKeys(RebuildTable node, IEnumerable<Table> children)
    {
        var (from, to) = (node.From, node.To);
        bool Changed(string column) => node.Values.Any(v => SqliteNames.Comparer.Equals(v.Column, column))
            || from.Column(column, SqliteNames.Comparer)?.Type != to.Column(column, SqliteNames.Comparer)?.Type;
        bool Known(ForeignKey key) => from.ForeignKeys.Any(f => Target(f) == Target(key));

        var doubtful = to.ForeignKeys.Where(k => !Known(k) || k.Columns.Any(Changed));
        foreach (var parent in doubtful.Select(k => k.ReferencedTable.Name).Distinct(SqliteNames.Comparer))
            yield return Check(to.Name, parent);
        var keysChanged = !Keys(from).SequenceEqual(Keys(to), SqliteNames.Comparer);
        foreach (var child in children)
        {
            var keys = child.ForeignKeys.Where(k => SqliteNames.Comparer.Equals(k.ReferencedTable.Name, from.Name.Name));
            if (keysChanged || keys.Any(k => Referenced(k, to).Any(Changed)))
                yield return Check(child.Name, from.Name.Name);
        }
    }

    static (string, string, string) Target(ForeignKey key) => (Joined(key.Columns), key.ReferencedTable.Name, Joined(key.ReferencedColumns));

    static ImmutableArray<string> Referenced(ForeignKey key, Table parent) =>
        !key.ReferencedColumns.IsEmpty ? key.ReferencedColumns : parent.PrimaryKey?.Columns ?? [];

    /// <summary>The keys that others may point at.</summary>
    static IEnumerable<string> Keys(Table table) =>
        table.UniqueConstraints.Select(u => Joined(u.Columns)).Append(Joined(table.PrimaryKey?.Columns ?? [])).Order(StringComparer.Ordinal);

    static string Joined(IEnumerable<string> columns) => string.Join('\n', columns);

    /// <summary>
    /// A statement that fails where rows point at nothing. SQLite has no RAISE outside triggers, but a path that is no path is an error that shows the path.
    /// </summary>
    static SqlStatement Check(ObjectName child, string parent)
    {
        var message = SqliteValues.Quoted($"{ViolationMark}rows of {child} point at rows of {parent} that do not exist: ");
        return new($$"""
            WITH violation AS MATERIALIZED (
              SELECT coalesce("rowid", '?') AS id FROM pragma_foreign_key_check({{SqliteValues.Quoted(child.Name)}}) WHERE "parent" = {{SqliteValues.Quoted(parent)}} COLLATE NOCASE)
            SELECT CASE WHEN (SELECT count(*) FROM violation) > 0 THEN json_extract('{}', {{message}} || (SELECT count(*) FROM violation)
              || ', with rowid ' || (SELECT group_concat(id, ', ') FROM (SELECT id FROM violation LIMIT 5))) END
            """, new("", LockImpact.None, Scans: true));
    }
}
