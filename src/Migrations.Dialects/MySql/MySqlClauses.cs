using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>How columns, constraints and indexes are written in statements.</summary>
sealed class MySqlClauses(MySqlDialect dialect, MySqlServer server, MySqlDefaults defaults)
{
    /// <summary>A column as it stands in CREATE TABLE and behind ADD and MODIFY.</summary>
    public string Column(Column column)
    {
        var text = $"{dialect.Quote(column.Name)} {column.Type.Text}";
        if (column.Collation is not null)
            text += $" COLLATE {column.Collation}";
        if (column.Generated is not null)
        {
            text += $" GENERATED ALWAYS AS ({column.Generated}) {(column.GeneratedStored ? "STORED" : "VIRTUAL")}";
            // MariaDB takes no NULL or NOT NULL here.
            if (!server.IsMariaDb && !column.Nullable)
                text += " NOT NULL";
        }
        else
        {
            // NULL is always said: without it a TIMESTAMP is NOT NULL on servers without explicit_defaults_for_timestamp.
            text += column.Nullable ? " NULL" : " NOT NULL";
        }
        if (column.Default is { } value)
            text += $" DEFAULT {defaults.Write(value, column.Type, dialect.Quote)}";
        if (column.Identity is not null)
            text += " AUTO_INCREMENT";
        if (column.Remarks is not null)
            text += $" COMMENT {MySqlLiterals.Quote(column.Remarks, server)}";
        return column.Options is null ? text : $"{text} {column.Options}";
    }

    /// <summary>A default as it stands behind SET DEFAULT.</summary>
    public string SettableDefault(SqlValue value, SqlType type)
    {
        var text = defaults.Write(value, type, dialect.Quote);
        // A function stands in parentheses there.
        return value is ExpressionValue or SequenceNextValue && !text.StartsWith('(') && !text.StartsWith("b'", StringComparison.Ordinal) ? $"({text})" : text;
    }

    /// <summary>A constraint as it stands in CREATE TABLE and behind ADD.</summary>
    public string Constraint(TableConstraint constraint) => constraint switch
    {
        PrimaryKey key => $"PRIMARY KEY ({dialect.Quote(key.Columns)})",
        UniqueConstraint unique => $"UNIQUE KEY {(unique.Name is null ? "" : dialect.Quote(unique.Name) + " ")}({dialect.Quote(unique.Columns)})",
        ForeignKey key => $"{Named(key)}FOREIGN KEY ({dialect.Quote(key.Columns)}) REFERENCES {dialect.Quote(key.ReferencedTable)} ({dialect.Quote(key.ReferencedColumns)})"
            + ActionOf("DELETE", key.OnDelete) + ActionOf("UPDATE", key.OnUpdate),
        CheckConstraint check => $"{Named(check)}CHECK ({check.Expression})",
        _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, null),
    };

    string Named(TableConstraint constraint) => constraint.Name is null ? "" : $"CONSTRAINT {dialect.Quote(constraint.Name)} ";

    /// <summary>Saying nothing means NO ACTION; see <see cref="MySqlNormalizer"/>.</summary>
    static string ActionOf(string on, ReferentialAction action) => action switch
    {
        ReferentialAction.Cascade => $" ON {on} CASCADE",
        ReferentialAction.SetNull => $" ON {on} SET NULL",
        ReferentialAction.SetDefault => $" ON {on} SET DEFAULT",
        ReferentialAction.WrittenNoAction => $" ON {on} NO ACTION",
        _ => "",
    };

    /// <summary>An index as it stands in CREATE TABLE and behind ADD.</summary>
    public string Index(TableIndex index) => index.Definition ?? $"{KindOf(index)}KEY {dialect.Quote(index.Name)} {IndexColumns(index)}";

    /// <summary>The word before INDEX or KEY, with a blank; nothing for a plain one.</summary>
    public static string KindOf(TableIndex index) => index.Unique ? "UNIQUE " : index.Method is "FULLTEXT" or "SPATIAL" ? index.Method + " " : "";

    /// <summary>The columns of an index in parentheses, with what stands behind them.</summary>
    public string IndexColumns(TableIndex index)
    {
        var columns = string.Join(", ", index.Columns.Select(c => (c.Computed ? c.Name : dialect.Quote(c.Name)) + (c.Descending ? " DESC" : "")));
        return $"({columns}){(index.Method is not null and not ("FULLTEXT" or "SPATIAL") ? $" USING {index.Method}" : "")}";
    }
}
