using System.Text;
using Migrations.Schema;

namespace Migrations.Dialects.Sqlite;

/// <summary>Writes tables, indexes and views as SQLite is to keep them.</summary>
/// <param name="dialect">Quotes names and refuses what SQLite cannot do.</param>
sealed class SqliteTableWriter(SqliteDialect dialect)
{
    /// <summary>CREATE TABLE.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The name to create it under.</param>
    /// <param name="ifNotExists">Whether an existing table of that name is left alone.</param>
    /// <param name="verb">The words that create it.</param>
    /// <exception cref="MigrationException">SQLite has no such table (<see cref="ErrorCode.NotSupported"/>).</exception>
    public string Create(Table table, ObjectName name, bool ifNotExists = false, string verb = "CREATE TABLE")
    {
        if (table.Options is { } options && options.StartsWith("USING", StringComparison.OrdinalIgnoreCase))
            return $"CREATE VIRTUAL TABLE {dialect.Quote(name)} {options}";
        var inlineKey = InlineKey(table);
        PrimaryKey? KeyWithin(Column column) => inlineKey is not null && SqliteNames.Comparer.Equals(column.Name, inlineKey.Columns[0]) ? inlineKey : null;
        var parts = table.Columns.Select(c => ColumnDefinition(c, KeyWithin(c)))
            .Concat(table.Constraints.Where(c => !ReferenceEquals(c, inlineKey)).Select(c => Constraint(table.Name, c)));
        var exists = ifNotExists ? "IF NOT EXISTS " : "";
        return $"{verb} {exists}{dialect.Quote(name)} ({string.Join(", ", parts)}){(table.Options is null ? "" : $" {table.Options}")}";
    }

    /// <summary>CREATE INDEX.</summary>
    /// <exception cref="MigrationException">SQLite has no such index (<see cref="ErrorCode.NotSupported"/>).</exception>
    public string Create(ObjectName table, TableIndex index)
    {
        if (index.Definition is { } definition)
            return definition;
        if (index.Method is { } method)
            throw dialect.NotSupported($"an index of type {method} ('{index.Name}')", "Leave the type out, or make a virtual table (fts5, rtree) with sql.");
        var columns = index.Columns.Select(c => $"{(c.Computed ? c.Name : Backticks(c.Name))}{(c.Descending ? " DESC" : "")}");
        var unique = index.Unique ? "UNIQUE " : "";
        return $"CREATE {unique}INDEX {dialect.Quote(table.Sibling(index.Name))} ON {dialect.Quote(table.Name)} ({string.Join(", ", columns)})"
            + (index.Where is null ? "" : $" WHERE {index.Where}");
    }

    /// <summary>CREATE VIEW.</summary>
    public string Create(View view) => view.FullDefinition ? view.Query : $"CREATE VIEW {dialect.Quote(view.Name)} AS {view.Query}";

    /// <summary>A column as it stands in CREATE TABLE and ADD COLUMN.</summary>
    /// <param name="column">The column.</param>
    /// <param name="key">The primary key, where it stands within the column.</param>
    public string ColumnDefinition(Column column, PrimaryKey? key = null)
    {
        var text = new StringBuilder(dialect.Quote(column.Name));
        if (column.Type.Text.Length > 0)
            text.Append(' ').Append(column.Type.Text);
        if (key is not null)
            text.Append(Named(key.Name)).Append(' ').Append(key.Definition ?? "PRIMARY KEY");
        if (column.Identity is not null)
            text.Append(key is not null && SqliteTypes.IsRowId(column.Type) ? " AUTOINCREMENT" : throw NotNumbered(column));
        if (!column.Nullable)
            text.Append(Named(column.NotNullConstraintName)).Append(" NOT NULL").Append(column.Options is null ? "" : $" {column.Options}");
        if (column.Default is { } value)
            text.Append(Named(column.DefaultConstraintName)).Append(" DEFAULT ").Append(SqliteValues.Default(value, column.Type));
        if (column.Collation is { } collation)
            text.Append(" COLLATE ").Append(dialect.Quote(collation));
        if (column.Generated is { } expression)
            text.Append(" GENERATED ALWAYS AS (").Append(expression).Append(column.GeneratedStored ? ") STORED" : ") VIRTUAL");
        return text.ToString();
    }

    /// <summary>A constraint as it stands in CREATE TABLE.</summary>
    /// <param name="table">The table that has it.</param>
    /// <param name="constraint">The constraint.</param>
    public string Constraint(ObjectName table, TableConstraint constraint) =>
        constraint.Name is null ? Body(table, constraint) : $"CONSTRAINT {dialect.Quote(constraint.Name)} {Body(table, constraint)}";

    string Body(ObjectName table, TableConstraint constraint) => constraint switch
    {
        PrimaryKey { UsingIndex: not null } or UniqueConstraint { UsingIndex: not null } =>
            throw dialect.NotSupported($"making a constraint of an existing index ('{constraint.Name}' of {table})", "Leave 'forIndexName' out."),
        PrimaryKey { Deferrable: true } or PrimaryKey { InitiallyDeferred: true } =>
            throw dialect.NotSupported($"a deferrable primary key ('{constraint.Name}' of {table})", "Leave 'deferrable' and 'initiallyDeferred' out."),
        CheckConstraint { Disabled: true } or CheckConstraint { Validated: false } =>
            throw dialect.NotSupported($"leaving rows unchecked by a check constraint ('{constraint.Name}' of {table})", "Leave 'disabled' and 'validate' out."),
        { Definition: { } definition } => definition,
        PrimaryKey key => $"PRIMARY KEY ({dialect.Quote(key.Columns)})",
        UniqueConstraint unique => $"UNIQUE ({dialect.Quote(unique.Columns)})",
        ForeignKey key => $"FOREIGN KEY ({dialect.Quote(key.Columns)}) {References(key)}",
        CheckConstraint check => $"CHECK ({check.Expression})",
        _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, null),
    };

    /// <summary>Whether a table has this very constraint.</summary>
    public bool Has(Table table, TableConstraint constraint)
    {
        var text = Constraint(table.Name, constraint);
        return table.Constraints.Any(c => Constraint(table.Name, c) == text);
    }

    /// <summary>Constraints as they stand behind a column.</summary>
    /// <param name="table">The table that gets them.</param>
    /// <param name="constraints">Foreign keys of that column alone, and checks.</param>
    public string Inline(ObjectName table, IEnumerable<TableConstraint> constraints) =>
        string.Concat(constraints.Select(c => $"{Named(c.Name)} {(c is ForeignKey key ? References(key) : Body(table, c))}"));

    /// <summary>
    /// A name that can be nothing but a name. Wherever an expression may stand, double quotes make a text of a name that does not exist:
    /// SQLite's oldest trap.
    /// </summary>
    public static string Backticks(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    string References(ForeignKey key)
    {
        if (key.ReferencedTable.Schema is not null)
        {
            throw dialect.NotSupported($"a foreign key to another database ('{key.Name}' to {key.ReferencedTable})",
                "Leave the schema out: both tables have to be in one file.");
        }
        var columns = key.ReferencedColumns.IsEmpty ? "" : $" ({dialect.Quote(key.ReferencedColumns)})";
        return $"REFERENCES {dialect.Quote(key.ReferencedTable.Name)}{columns}"
            + Action(" ON DELETE", key.OnDelete) + Action(" ON UPDATE", key.OnUpdate)
            + (key.InitiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : key.Deferrable ? " DEFERRABLE" : "");
    }

    static string Action(string when, ReferentialAction action) => action switch
    {
        ReferentialAction.NoAction => "",
        ReferentialAction.Restrict => $"{when} RESTRICT",
        ReferentialAction.Cascade => $"{when} CASCADE",
        ReferentialAction.SetNull => $"{when} SET NULL",
        ReferentialAction.SetDefault => $"{when} SET DEFAULT",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    /// <summary>Whether a key of one column is no row id though the column is INTEGER.</summary>
    public static bool IsDescending(PrimaryKey key) => key.Definition?.StartsWith("PRIMARY KEY DESC", StringComparison.Ordinal) == true;

    /// <summary>The primary key where SQLite wants it within the column, as Liquibase writes it too: for AUTOINCREMENT, and for DESC that makes it no row id.</summary>
    static PrimaryKey? InlineKey(Table table) => table.PrimaryKey is { Columns: [var only] } key
        && (IsDescending(key) || table.Column(only, SqliteNames.Comparer)?.Identity is not null) ? key : null;

    string Named(string? name) => name is null ? "" : $" CONSTRAINT {dialect.Quote(name)}";

    MigrationException NotNumbered(Column column) =>
        dialect.NotSupported($"autoIncrement on anything but a primary key of one column of type int (here '{column.Name}' of type {column.Type})",
            "Make the column the primary key, alone, and of type int: in SQLite that holds 64 bits.");
}
