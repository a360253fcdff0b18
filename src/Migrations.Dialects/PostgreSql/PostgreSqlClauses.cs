using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>
/// The clauses that statements are put together from. Options are lists of clauses joined by <c>"; "</c>, each of which says by its first word where it goes.
/// </summary>
/// <param name="dialect">Quotes names and writes values.</param>
sealed partial class PostgreSqlClauses(PostgreSqlDialect dialect)
{
    const string Separator = "; ";
    const string SequenceMark = "SEQUENCE ";

    /// <summary>Joins clauses to one option text; null where there are none.</summary>
    public static string? Join(IEnumerable<string> clauses) => string.Join(Separator, clauses) is { Length: > 0 } text ? text : null;

    static string[] Clauses(string? options) => options?.Split(Separator) ?? [];

    /// <summary>A column in CREATE TABLE and ADD COLUMN.</summary>
    public string Column(Column column)
    {
        var text = new StringBuilder($"{dialect.Quote(column.Name)} {column.Type}");
        if (column.Collation is not null)
            text.Append(" COLLATE ").Append(column.Collation);
        if (column.Identity is { } identity)
            text.Append(" GENERATED ").Append(identity.Generation ?? PostgreSqlDialect.ByDefault).Append(" AS IDENTITY").Append(InParentheses(Numbering(identity, column.Options)));
        else if (column.Generated is not null)
            text.Append(" GENERATED ALWAYS AS (").Append(column.Generated).Append(column.GeneratedStored ? ") STORED" : ") VIRTUAL");
        else if (column.Default is not null)
            text.Append(" DEFAULT ").Append(Default(column.Default, column.Type));
        if (!column.Nullable)
            text.Append(column.NotNullConstraintName is { } name ? $" CONSTRAINT {dialect.Quote(name)} NOT NULL" : " NOT NULL");
        return text.ToString();
    }

    /// <summary>A default: what an author wrote is taken as it is.</summary>
    public string Default(SqlValue value, SqlType? type) => value switch
    {
        ExpressionValue expression => expression.Sql,
        NumberValue { IsQuoted: true } number => PostgreSqlValues.Text(number.Text),
        _ => dialect.Literal(value, type),
    };

    /// <summary>The sequence that a column owns, without its name, as CREATE SEQUENCE wants it.</summary>
    public static string Sequence(Column column) => Numbering(null, column.Options);

    static string Numbering(Identity? identity, string? options)
    {
        var parts = new List<string>();
        if (identity?.StartWith is { } start)
            parts.Add($"START WITH {Digits(start)}");
        if (identity?.IncrementBy is { } step)
            parts.Add($"INCREMENT BY {Digits(step)}");
        parts.AddRange(Clauses(options).Where(IsSequence).Select(c => c[SequenceMark.Length..]));
        return string.Join(' ', parts);
    }

    static bool IsSequence(string clause) => clause.StartsWith(SequenceMark, StringComparison.Ordinal);

    static string InParentheses(string text) => text.Length == 0 ? "" : $" ({text})";

    /// <summary>What ALTER COLUMN still has to say of a new column (<c>SET STORAGE EXTERNAL</c>).</summary>
    public static IEnumerable<string> ColumnSettings(Column column) => Clauses(column.Options).Where(c => !IsSequence(c));

    /// <summary>The column option that says how a sequence of the column's own numbers; null for the server's usual way.</summary>
    public static string? SequenceOption(string parameters) => parameters.Length == 0 ? null : SequenceMark + parameters;

    /// <summary>A column's options with other words about its sequence.</summary>
    /// <param name="options">The options.</param>
    /// <param name="parameters">How the sequence numbers; empty for the server's usual way, or for no sequence.</param>
    public static string? WithSequence(string? options, string parameters) =>
        Join(Clauses(options).Where(c => !IsSequence(c)).Concat(SequenceOption(parameters) is { } clause ? [clause] : []));

    /// <summary>The sequence that a column owns, from the column's options.</summary>
    public static Sequence ReadSequence(ObjectName name, string? options)
    {
        var text = Clauses(options).FirstOrDefault(IsSequence) ?? "";
        return new(name)
        {
            Type = SequenceType().Match(text) is { Success: true } type ? new(type.Groups[1].Value) : null,
            StartValue = Number("START WITH"),
            IncrementBy = Number("INCREMENT BY"),
            MinValue = Number("MINVALUE"),
            MaxValue = Number("MAXVALUE"),
            CacheSize = Number("CACHE"),
            Cycle = text.EndsWith("CYCLE", StringComparison.Ordinal) ? true : null,
        };

        decimal? Number(string clause)
        {
            var at = text.IndexOf(clause + " ", StringComparison.Ordinal);
            return at < 0 ? null : decimal.Parse(text[(at + clause.Length + 1)..].Split(' ')[0], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A number without a trailing point or zeros.</summary>
    public static string Digits(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    // ---- tables ------------------------------------------------------------------------------------------------

    /// <summary>CREATE TABLE without what has to be said afterwards.</summary>
    /// <param name="node">The table and how it is created.</param>
    /// <param name="constraints">The constraints that stand inside.</param>
    public string CreateTable(CreateTable node, IEnumerable<TableConstraint> constraints)
    {
        var table = node.Table;
        var before = new StringBuilder(node.TableType is null ? "" : node.TableType + " ");
        var behind = new StringBuilder();
        foreach (var clause in Clauses(table.Options).Where(c => !IsAttachment(c)))
        {
            if (clause.StartsWith("PARTITION BY ", StringComparison.Ordinal) || clause.StartsWith("INHERITS ", StringComparison.Ordinal)
                || clause.StartsWith("USING ", StringComparison.Ordinal) || clause.StartsWith("WITH ", StringComparison.Ordinal))
            {
                behind.Append(' ').Append(clause);
            }
            else if (clause.StartsWith(PostgreSqlDialect.ForeignTable, StringComparison.Ordinal))
            {
                before.Append("FOREIGN ");
                behind.Append(clause[PostgreSqlDialect.ForeignTable.Length..]);
            }
            else
                before.Append(clause).Append(' ');
        }
        if (table.Tablespace is not null)
            behind.Append(" TABLESPACE ").Append(dialect.Quote(table.Tablespace));
        var parts = table.Columns.Select(Column).Concat(constraints.Select(Constraint));
        // Temporary tables stand in a schema of their own, and none may be named.
        var name = node.IsTemporary ? dialect.Quote(table.Name.Name) : dialect.Quote(table.Name);
        return $"CREATE {before}TABLE {(node.IfNotExists ? "IF NOT EXISTS " : "")}{name} ({string.Join(", ", parts)}){behind}";
    }

    /// <summary>The parent's side of making a table a partition; null where it is none.</summary>
    public string? Attach(Table table)
    {
        // ATTACH "schema"."parent" FOR VALUES …
        if (Clauses(table.Options).FirstOrDefault(IsAttachment) is not { } clause)
            return null;
        var bound = clause.LastIndexOf(" FOR VALUES ", StringComparison.Ordinal) is > 0 and var values ? values : clause.LastIndexOf(" DEFAULT", StringComparison.Ordinal);
        return $"ALTER TABLE {clause[AttachMark.Length..bound]} ATTACH PARTITION {dialect.Quote(table.Name)}{clause[bound..]}";
    }

    const string AttachMark = "ATTACH ";

    static bool IsAttachment(string clause) => clause.StartsWith(AttachMark, StringComparison.Ordinal);

    // ---- constraints and indexes -------------------------------------------------------------------------------

    /// <summary>A constraint in CREATE TABLE and behind ADD.</summary>
    public string Constraint(TableConstraint constraint) => Named(constraint, Body(constraint));

    /// <summary>A foreign key within the definition of its only column: of a new column with nothing but NULLs the server then checks no rows.</summary>
    public string Inline(ForeignKey key) => Named(key, References(key));

    /// <summary>Whether a constraint can stand within the definition of a new column.</summary>
    public static bool IsInline(TableConstraint constraint) => constraint is ForeignKey { Definition: null, Validated: true, Columns.Length: 1 };

    string Named(TableConstraint constraint, string body) => constraint.Name is { } name ? $"CONSTRAINT {dialect.Quote(name)} {body}" : body;

    string References(ForeignKey key) => $"REFERENCES {dialect.Quote(key.ReferencedTable)}{Referenced(key)}{Action("DELETE", key.OnDelete)}{Action("UPDATE", key.OnUpdate)}{Deferral(key.Deferrable, key.InitiallyDeferred)}";

    string Body(TableConstraint constraint) => constraint switch
    {
        { Definition: { } definition } => definition,
        PrimaryKey key => $"PRIMARY KEY {Key(key.UsingIndex, key.Columns, key.Tablespace)}{Deferral(key.Deferrable, key.InitiallyDeferred)}",
        UniqueConstraint unique => $"UNIQUE {Key(unique.UsingIndex, unique.Columns, unique.Tablespace)}{Deferral(unique.Deferrable, unique.InitiallyDeferred)}",
        ForeignKey key => $"FOREIGN KEY ({dialect.Quote(key.Columns)}) {References(key)}{Validity(key.Validated)}",
        CheckConstraint check => $"CHECK ({check.Expression}){Validity(check.Validated)}",
        _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, null),
    };

    string Key(string? index, IEnumerable<string> columns, string? tablespace) => index is not null
        ? $"USING INDEX {dialect.Quote(index)}"
        : $"({dialect.Quote(columns)}){(tablespace is null ? "" : $" USING INDEX TABLESPACE {dialect.Quote(tablespace)}")}";

    string Referenced(ForeignKey key) => key.ReferencedColumns.IsDefaultOrEmpty ? "" : $" ({dialect.Quote(key.ReferencedColumns)})";

    static string Deferral(bool deferrable, bool deferred) => deferred ? " DEFERRABLE INITIALLY DEFERRED" : deferrable ? " DEFERRABLE" : "";

    static string Validity(bool validated) => validated ? "" : " NOT VALID";

    static string Action(string on, ReferentialAction action) => action switch
    {
        ReferentialAction.NoAction => "",
        ReferentialAction.Restrict => $" ON {on} RESTRICT",
        ReferentialAction.Cascade => $" ON {on} CASCADE",
        ReferentialAction.SetNull => $" ON {on} SET NULL",
        ReferentialAction.SetDefault => $" ON {on} SET DEFAULT",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    /// <summary>CREATE INDEX.</summary>
    public string CreateIndex(ObjectName table, TableIndex index, bool concurrently = false)
    {
        if (index.Definition is { } definition)
            return concurrently ? definition.Replace(" INDEX ", " INDEX CONCURRENTLY ", StringComparison.Ordinal) : definition;
        var text = new StringBuilder($"CREATE {(index.Unique ? "UNIQUE " : "")}INDEX {(concurrently ? "CONCURRENTLY " : "")}{dialect.Quote(index.Name)} ON {dialect.Quote(table)}");
        if (index.Method is not null)
            text.Append(" USING ").Append(index.Method);
        text.Append(" (").AppendJoin(", ", index.Columns.Select(IndexColumn)).Append(')');
        if (index.Tablespace is not null)
            text.Append(" TABLESPACE ").Append(dialect.Quote(index.Tablespace));
        if (index.Where is not null)
            text.Append(" WHERE ").Append(index.Where);
        return text.ToString();
    }

    string IndexColumn(IndexColumn column) => $"{(column.Computed ? column.Name : dialect.Quote(column.Name))}{(column.Descending ? " DESC" : "")}";

    // ---- sequences ---------------------------------------------------------------------------------------------

    /// <summary>What stands behind the name in CREATE SEQUENCE.</summary>
    public static string Sequence(Sequence sequence)
    {
        var text = new StringBuilder();
        if (sequence.Type is not null)
            text.Append(" AS ").Append(sequence.Type);
        Append(" START WITH ", sequence.StartValue);
        Append(" INCREMENT BY ", sequence.IncrementBy);
        Append(" MINVALUE ", sequence.MinValue);
        Append(" MAXVALUE ", sequence.MaxValue);
        Append(" CACHE ", sequence.CacheSize);
        if (sequence.Cycle == true)
            text.Append(" CYCLE");
        return text.ToString();

        void Append(string clause, decimal? value)
        {
            if (value is { } number)
                text.Append(clause).Append(Digits(number));
        }
    }

    /// <summary>What stands behind the name in ALTER SEQUENCE: what the server chose by itself before is said as that.</summary>
    public static string Alteration(Sequence sequence, SequenceAspects changed)
    {
        var clauses = new List<string>();
        Add(SequenceAspects.Type, $"AS {sequence.Type?.Text ?? "bigint"}");
        Add(SequenceAspects.IncrementBy, $"INCREMENT BY {Digits(sequence.IncrementBy ?? 1)}");
        Add(SequenceAspects.MinValue, sequence.MinValue is { } lowest ? $"MINVALUE {Digits(lowest)}" : "NO MINVALUE");
        Add(SequenceAspects.MaxValue, sequence.MaxValue is { } highest ? $"MAXVALUE {Digits(highest)}" : "NO MAXVALUE");
        Add(SequenceAspects.CacheSize, $"CACHE {Digits(sequence.CacheSize ?? 1)}");
        Add(SequenceAspects.Cycle, sequence.Cycle == true ? "CYCLE" : "NO CYCLE");
        return string.Concat(clauses.Select(c => " " + c));

        void Add(SequenceAspects aspect, string clause)
        {
            if (changed.HasFlag(aspect))
                clauses.Add(clause);
        }
    }

    [GeneratedRegex(@"\bAS (\w+)")]
    private static partial Regex SequenceType();
}
