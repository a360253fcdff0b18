using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Reads the definition of a column: its type, and what is said of it behind the type.</summary>
/// <param name="cursor">The place.</param>
/// <param name="table">The column's table.</param>
sealed partial class ColumnReader(StatementCursor cursor, ObjectName table)
{
    static readonly string[] Attributes =
    [
        "CONSTRAINT", "NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES", "GENERATED", "COLLATE", "COMMENT", "AUTO_INCREMENT", "ON", "DEFERRABLE", "INITIALLY",
        "STORAGE", "COMPRESSION", "INVISIBLE", "VISIBLE", "FIRST", "AFTER", "KEY", "USING", "AUTOINCREMENT", "VIRTUAL", "STORED", "PERSISTENT", "COLUMN_FORMAT",
    ];

    readonly ImmutableArray<TableConstraint>.Builder constraints = ImmutableArray.CreateBuilder<TableConstraint>();
    Column column = new("", new SqlType(""));

    /// <summary>Reads a column and the constraints that come with it.</summary>
    /// <param name="cursor">The place.</param>
    /// <param name="table">The column's table.</param>
    public static (Column Column, ImmutableArray<TableConstraint> Constraints) Read(StatementCursor cursor, ObjectName table)
    {
        var reader = new ColumnReader(cursor, table);
        reader.column = new(cursor.Identifier(), new SqlType(""));
        reader.ReadType();
        reader.ReadAttributes();
        return (reader.column, reader.constraints.ToImmutable());
    }

    /// <summary>Reads a default, up to what is said next of the column.</summary>
    public static SqlValue? ReadDefault(StatementCursor cursor)
    {
        var value = cursor.Value(Attributes);
        cursor.LeavesOut |= cursor.IsPostgreSql && value is ExpressionValue expression && !IsKept(expression.Sql);
        return value is NullValue ? null : value;
    }

    /// <summary>Whether PostgreSQL keeps a default as it is written: a call without arguments, the next number of a sequence, a text with a cast. Others it writes anew.</summary>
    static bool IsKept(string sql) => KeptDefault().IsMatch(sql) && !sql.StartsWith("current_", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^([a-z_]\w*\(\)|nextval\('[^']+'(::regclass)?\)|'([^']|'')*'::[a-z][a-z ]*(\(\d+\))?(\[\])?)$", RegexOptions.IgnoreCase)]
    private static partial Regex KeptDefault();

    void ReadType()
    {
        var type = TypeReader.Read(cursor);
        column = column with { Type = type };
        if (cursor.IsPostgreSql && SerialBase(type.Text) is { } whole)
        {
            // The server makes a sequence that the column owns, with numbers of the column's type.
            var sequence = cursor.Dialect.Resolve(null, table.Schema, "", QuotingStrategy.QuoteAllObjects) with { Name = SequenceName(table.Name, column.Name) };
            column = column with { Type = new(whole), Nullable = false, Default = new SequenceNextValue(sequence) { Owned = true }, Options = whole == "bigint" ? null : $"SEQUENCE AS {(whole == "int" ? "int" : whole)}" };
        }
    }

    static string? SerialBase(string type) => type switch { "serial" => "int", "bigserial" => "bigint", "smallserial" => "smallint", _ => null };

    static string SequenceName(string table, string column)
    {
        var name = $"{table}_{column}_seq";
        return name.Length <= 63 ? name : name[..63];
    }

    void ReadAttributes()
    {
        while (!cursor.Failed && !cursor.AtEnd && !cursor.IsAny(",", ")", "FIRST", "AFTER"))
        {
            var name = cursor.Skip("CONSTRAINT") ? cursor.Identifier() : null;
            if (!ReadNullability(name) && !ReadConstraint(name) && !ReadValue() && !ReadStorage() && !(cursor.IsMySql && ReadMySql()))
                cursor.Fail();
        }
    }

    bool ReadNullability(string? name)
    {
        if (cursor.Skip("NOT", "NULL"))
        {
            column = column with { Nullable = false, NotNullConstraintName = name };
            cursor.LeavesOut |= cursor.Skip("NO", "INHERIT");
            return true;
        }
        return cursor.Skip("NULL");
    }

    bool ReadConstraint(string? name)
    {
        if (cursor.Skip("PRIMARY", "KEY") || (cursor.IsMySql && cursor.Skip("KEY")))
        {
            column = column with { Nullable = false };
            constraints.Add(Deferred(new PrimaryKey(name, [column.Name])));
        }
        else if (cursor.Skip("UNIQUE"))
        {
            if (cursor.IsMySql)
                cursor.Skip("KEY");
            cursor.LeavesOut |= cursor.Skip("NULLS", "NOT", "DISTINCT");
            constraints.Add(Deferred(new UniqueConstraint(name, [column.Name])));
        }
        else if (cursor.Skip("CHECK"))
        {
            constraints.Add(new CheckConstraint(name, ConstraintReader.ReadCondition(cursor, name)));
            cursor.LeavesOut |= cursor.Skip("NO", "INHERIT") || cursor.Skip("NOT", "ENFORCED");
            cursor.Skip("ENFORCED");
        }
        else if (cursor.Is("REFERENCES"))
            constraints.Add(ConstraintReader.ReadReference(cursor, name, [column.Name]));
        else
            return false;
        return true;
    }

    TableConstraint Deferred(TableConstraint constraint)
    {
        var (deferrable, deferred) = ConstraintReader.ReadDeferral(cursor);
        if (cursor.IsPostgreSql && (cursor.Is("WITH", "(") || cursor.Is("USING", "INDEX", "TABLESPACE")))
        {
            cursor.LeavesOut = true;
            if (cursor.Skip("WITH"))
                cursor.Parenthesized();
            else if (cursor.Skip("USING", "INDEX", "TABLESPACE"))
                cursor.Identifier();
        }
        return constraint switch
        {
            PrimaryKey key => key with { Deferrable = deferrable, InitiallyDeferred = deferred },
            UniqueConstraint unique => unique with { Deferrable = deferrable, InitiallyDeferred = deferred },
            _ => constraint,
        };
    }

    bool ReadValue()
    {
        if (cursor.Skip("DEFAULT"))
            column = column with { Default = ReadDefault(cursor) };
        else if (cursor.Is("GENERATED", "ALWAYS", "AS", "IDENTITY") || cursor.Is("GENERATED", "BY", "DEFAULT", "AS", "IDENTITY"))
            column = column with { Identity = ReadIdentity(cursor), Nullable = false };
        else if (cursor.Skip("GENERATED", "ALWAYS", "AS") || (!cursor.IsPostgreSql && cursor.Skip("AS")))
        {
            column = column with { Generated = cursor.Parenthesized() };
            cursor.LeavesOut |= cursor.IsPostgreSql;
            // Only PostgreSQL before 18 has no other kind.
            column = column with { GeneratedStored = cursor.SkipAny("STORED", "PERSISTENT") };
            cursor.Skip("VIRTUAL");
        }
        else
            return false;
        return true;
    }

    /// <summary>Reads GENERATED … AS IDENTITY with its options.</summary>
    public static Identity ReadIdentity(StatementCursor cursor)
    {
        cursor.Expect("GENERATED");
        var generation = cursor.Skip("ALWAYS") ? "ALWAYS" : "BY DEFAULT";
        if (generation != "ALWAYS")
            cursor.Expect("BY", "DEFAULT");
        cursor.Expect("AS", "IDENTITY");
        var identity = new Identity(Generation: generation);
        if (!cursor.Skip("("))
            return identity;
        while (!cursor.Failed && !cursor.Skip(")"))
        {
            if (cursor.Skip("START"))
            {
                cursor.Skip("WITH");
                identity = identity with { StartWith = cursor.Number() };
            }
            else if (cursor.Skip("INCREMENT"))
            {
                cursor.Skip("BY");
                identity = identity with { IncrementBy = cursor.Number() };
            }
            else if (cursor.AtEnd)
                cursor.Fail();
            else
            {
                cursor.LeavesOut = true;
                cursor.At++;
            }
        }
        return identity;
    }

    bool ReadStorage()
    {
        if (cursor.Skip("COLLATE"))
        {
            // The collation stays as it is written: that is how the model has it.
            var start = cursor.At;
            cursor.Name();
            column = column with { Collation = cursor.Since(start) };
            cursor.LeavesOut = true;
        }
        else if (cursor.IsPostgreSql && cursor.Skip("OPTIONS"))
        {
            cursor.LeavesOut = true;
            cursor.Parenthesized();
        }
        else if (cursor.IsPostgreSql && cursor.SkipAny("STORAGE", "COMPRESSION"))
        {
            cursor.LeavesOut = true;
            cursor.At++;
        }
        else
            return false;
        return true;
    }

    bool ReadMySql()
    {
        if (cursor.SkipAny("AUTO_INCREMENT"))
            column = column with { Identity = new(), Nullable = false };
        else if (cursor.Skip("COMMENT"))
            column = column with { Remarks = cursor.String() };
        else if (cursor.Skip("ON", "UPDATE"))
            column = column with { Type = new($"{column.Type.Text} on update {cursor.Expression(Attributes)}") };
        else if (cursor.Skip("INVISIBLE"))
            column = column with { Type = new($"{column.Type.Text} invisible") };
        else if (cursor.Skip("WITHOUT", "SYSTEM", "VERSIONING") || cursor.Skip("WITH", "SYSTEM", "VERSIONING"))
            cursor.LeavesOut = true;
        else if (cursor.SkipAny("COLUMN_FORMAT", "STORAGE"))
        {
            cursor.LeavesOut = true;
            cursor.At++;
        }
        else
            return cursor.Skip("VISIBLE");
        return true;
    }
}
