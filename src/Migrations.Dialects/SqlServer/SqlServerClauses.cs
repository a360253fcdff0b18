using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>The parts that statements about tables are made of.</summary>
sealed class SqlServerClauses(SqlServerDialect dialect)
{
    /// <summary>A column as in CREATE TABLE and ALTER TABLE ADD.</summary>
    public string Definition(ObjectName table, Column column)
    {
        var name = dialect.Quote(column.Name);
        if (column.Generated is { } expression)
            return $"{name} AS ({expression}){(column.GeneratedStored ? " PERSISTED" : "")}{(column.GeneratedStored && !column.Nullable ? " NOT NULL" : "")}";
        // NULL is not said, as in Liquibase: what a user's own type says of itself then counts.
        return $"{name} {Type(column)}{Suffix(column.Options)}{Identity(column)}{DefaultOf(table, column)}{(column.Nullable ? "" : " NOT NULL")}";
    }

    /// <summary>A column as in ALTER COLUMN, where everything has to be said again: what is left out is lost.</summary>
    public string Redefinition(Column column) => $"{dialect.Quote(column.Name)} {Type(column)}{(column.Nullable ? " NULL" : " NOT NULL")}";

    /// <summary>The default with its constraint's name, Liquibase's where none is given.</summary>
    public string DefaultOf(ObjectName table, Column column) => column.Default is { } value
        ? $" CONSTRAINT {dialect.Quote(column.DefaultConstraintName ?? SqlServerDialect.DefaultName(table, column.Name))} DEFAULT {Constant(value, column)}"
        : "";

    // An expression, and a text that had to be cut in two, need parentheses.
    string Constant(SqlValue value, Column column)
    {
        var literal = dialect.Literal(value, column.Type);
        return value is ExpressionValue || literal.Contains("' + ", StringComparison.Ordinal) ? $"({literal})" : literal;
    }

    static string Type(Column column) => column.Collation is null || !SqlServerTypes.IsText(column.Type) ? column.Type.Text : $"{column.Type.Text} COLLATE {column.Collation}";

    static string Suffix(string? options) => string.IsNullOrEmpty(options) ? "" : " " + options;

    static string Identity(Column column) => column.Identity is { } identity
        ? FormattableString.Invariant($" IDENTITY({identity.StartWith ?? 1},{identity.IncrementBy ?? 1})")
        : "";

    /// <summary>A constraint as in CREATE TABLE and ALTER TABLE ADD.</summary>
    public string Definition(TableConstraint constraint)
    {
        var name = constraint.Name is null ? "" : $"CONSTRAINT {dialect.Quote(constraint.Name)} ";
        return name + (constraint switch
        {
            { Definition: { } definition } => definition,
            PrimaryKey key => $"PRIMARY KEY{Clustered(key.Clustered)} ({dialect.Quote(key.Columns)}){On(key.Tablespace)}",
            UniqueConstraint { Deferrable: true } => throw NotDeferrable(),
            UniqueConstraint unique => $"UNIQUE{Clustered(unique.Clustered)} ({dialect.Quote(unique.Columns)}){On(unique.Tablespace)}",
            ForeignKey { Deferrable: true } => throw NotDeferrable(),
            ForeignKey key => $"FOREIGN KEY ({dialect.Quote(key.Columns)}) REFERENCES {dialect.Quote(key.ReferencedTable)} ({dialect.Quote(key.ReferencedColumns)}){Action(" ON DELETE", key.OnDelete)}{Action(" ON UPDATE", key.OnUpdate)}",
            CheckConstraint check => $"CHECK ({check.Expression})",
            _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, null),
        });
    }

    /// <summary>An index.</summary>
    public string Definition(ObjectName table, TableIndex index, bool online = false)
    {
        if (index.Definition is not null)
            return index.Definition;
        if (index.Method is { } method)
            throw dialect.NotSupported($"creating the {method} index {index.Name}", "Write the CREATE INDEX statement in a 'sql' change.");
        if (index.Columns.FirstOrDefault(c => c.Computed) is { } computed)
            throw dialect.NotSupported($"an index on the expression '{computed.Name}'", "Add a computed column and put the index on it.");
        var columns = string.Join(", ", index.Columns.Select(c => dialect.Quote(c.Name) + (c.Descending ? " DESC" : "")));
        var where = index.Where is null ? "" : $" WHERE {index.Where}";
        return $"CREATE {(index.Unique ? "UNIQUE " : "")}{(index.Clustered == true ? "CLUSTERED" : "NONCLUSTERED")} INDEX {dialect.Quote(index.Name)} ON {dialect.Quote(table)} ({columns}){where}{(online ? " WITH (ONLINE = ON)" : "")}{On(index.Tablespace)}";
    }

    /// <summary>The file group or partition scheme.</summary>
    public string On(string? tablespace) => string.IsNullOrEmpty(tablespace) ? "" : $" ON {dialect.Quote(tablespace)}";

    /// <summary>A sequence's options.</summary>
    public static string Options(Sequence sequence)
    {
        var text = sequence.Type is { } type ? $" AS {type}" : "";
        text += Number(" START WITH", sequence.StartValue) + Number(" INCREMENT BY", sequence.IncrementBy) + Number(" MINVALUE", sequence.MinValue) + Number(" MAXVALUE", sequence.MaxValue);
        text += sequence.Cycle switch { true => " CYCLE", false => " NO CYCLE", null => "" };
        return text + sequence.CacheSize switch { null => "", 0 => " NO CACHE", { } size => Number(" CACHE", size) };
    }

    /// <summary>What ALTER SEQUENCE says: what the server chose by itself before is said as that.</summary>
    public static string Alteration(Sequence sequence, SequenceAspects changed)
    {
        string If(SequenceAspects aspect, string text) => changed.HasFlag(aspect) ? text : "";
        return If(SequenceAspects.IncrementBy, Number(" INCREMENT BY", sequence.IncrementBy ?? 1))
            + If(SequenceAspects.MinValue, sequence.MinValue is null ? " NO MINVALUE" : Number(" MINVALUE", sequence.MinValue))
            + If(SequenceAspects.MaxValue, sequence.MaxValue is null ? " NO MAXVALUE" : Number(" MAXVALUE", sequence.MaxValue))
            + If(SequenceAspects.Cycle, sequence.Cycle == true ? " CYCLE" : " NO CYCLE")
            + If(SequenceAspects.CacheSize, sequence.CacheSize switch { null => " CACHE", 0 => " NO CACHE", { } size => Number(" CACHE", size) });
    }

    static string Number(string words, decimal? value) => value is null ? "" : FormattableString.Invariant($"{words} {value:0}");

    static string Clustered(bool? clustered) => clustered switch { true => " CLUSTERED", false => " NONCLUSTERED", null => "" };

    static string Action(string words, ReferentialAction action) => action switch
    {
        ReferentialAction.Cascade => words + " CASCADE",
        ReferentialAction.SetNull => words + " SET NULL",
        ReferentialAction.SetDefault => words + " SET DEFAULT",
        // SQL Server has no RESTRICT; its NO ACTION refuses within the statement.
        _ => "",
    };

    MigrationException NotDeferrable() => dialect.NotSupported("a deferrable constraint", "Remove 'deferrable' and 'initiallyDeferred', or give them to the other databases only with 'dbms'.");

    /// <summary>The constraints that CREATE TABLE itself makes; a foreign key or check whose rows are not to be checked is added afterwards.</summary>
    public static ImmutableArray<TableConstraint> Inline(Table table) => [.. table.Constraints.Where(c => !IsUnchecked(c))];

    /// <summary>Whether existing rows are not checked against the constraint.</summary>
    public static bool IsUnchecked(TableConstraint constraint) => constraint is ForeignKey { Validated: false } or CheckConstraint { Validated: false } or CheckConstraint { Disabled: true };
}
