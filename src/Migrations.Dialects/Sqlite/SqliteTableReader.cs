using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// Reads CREATE TABLE as SQLite keeps it. The pragmas do not tell the names of constraints, the expressions of checks and generated columns, collations
/// and AUTOINCREMENT; the statement does. The grammar is SQLite's own (parse.y), read token by token.
/// </summary>
/// <param name="tokens">The statement.</param>
sealed class SqliteTableReader(SqliteTokens tokens)
{
    readonly List<Column> columns = [];
    readonly List<UniqueConstraint> uniques = [];
    readonly List<ForeignKey> foreignKeys = [];
    readonly List<CheckConstraint> checks = [];
    PrimaryKey? primaryKey;

    /// <summary>Reads a statement.</summary>
    /// <param name="name">The table's name as the schema says it.</param>
    /// <param name="sql">The statement.</param>
    /// <exception cref="FormatException">It cannot be understood.</exception>
    public static Table Read(string name, string sql) => new SqliteTableReader(new(sql)).ReadTable(name);

    Table ReadTable(string name)
    {
        tokens.Expect("CREATE");
        if (tokens.Skip("VIRTUAL", "TABLE"))
            return ReadVirtual(name);
        if (!tokens.Skip("TEMP"))
            tokens.Skip("TEMPORARY");
        tokens.Expect("TABLE");
        tokens.Skip("IF", "NOT", "EXISTS");
        tokens.QualifiedName();
        tokens.Expect("(");
        do
        {
            if (StartsTableConstraint)
                break;
            ReadColumn();
        }
        while (tokens.Skip(","));
        while (StartsTableConstraint)
        {
            ReadTableConstraint();
            tokens.Skip(",");
        }
        tokens.Expect(")");
        var options = ReadOptions();
        return new(ObjectName.Of(name), [.. columns.Select(c => NeverNull(c, options) ? c with { Nullable = false } : c)])
        {
            PrimaryKey = primaryKey,
            UniqueConstraints = [.. uniques],
            ForeignKeys = [.. foreignKeys],
            Checks = [.. checks],
            Options = options,
        };
    }

    /// <summary>
    /// By an old mistake that SQLite keeps, columns of a primary key may be NULL; not so the row id under another name,
    /// nor a key WITHOUT ROWID or in a STRICT table.
    /// </summary>
    bool NeverNull(Column column, string? options) => primaryKey is { } key && key.Columns.Contains(column.Name, SqliteNames.Comparer)
        && (options is not null || (key.Columns.Length == 1 && SqliteTypes.IsRowId(column.Type) && !SqliteTableWriter.IsDescending(key)));

    Table ReadVirtual(string name)
    {
        tokens.Skip("IF", "NOT", "EXISTS");
        tokens.QualifiedName();
        // Its columns are the module's to tell.
        return new(ObjectName.Of(name), []) { Options = tokens.Rest() };
    }

    string? ReadOptions()
    {
        var withoutRowid = false;
        var strict = false;
        do
        {
            if (tokens.Skip("WITHOUT"))
            {
                tokens.Expect("ROWID");
                withoutRowid = true;
            }
            else if (tokens.Skip("STRICT"))
                strict = true;
        }
        while (tokens.Skip(","));
        if (!tokens.AtEnd && !tokens.Is(";"))
            tokens.Expect("the end");
        return withoutRowid ? strict ? "WITHOUT ROWID, STRICT" : "WITHOUT ROWID" : strict ? "STRICT" : null;
    }

    void ReadColumn()
    {
        var name = tokens.Name();
        var type = new SqlType(SqliteTypes.Read(tokens));
        var column = new Column(name, type);
        while (!tokens.AtEnd && !tokens.IsAny(",", ")") && ReadColumnConstraint(ref column))
        {
        }
        columns.Add(column);
    }

    /// <summary>Reads what a type's text carries besides the type: <c>VARCHAR(20) COLLATE NOCASE NOT NULL</c>.</summary>
    /// <param name="column">The column with the whole text as its type.</param>
    /// <exception cref="FormatException">The text cannot be understood, or carries a constraint that belongs to the table.</exception>
    public static Column ReadType(Column column)
    {
        var tokens = new SqliteTokens(column.Type.Text);
        var reader = new SqliteTableReader(tokens);
        var read = column with { Type = new(SqliteTypes.Read(tokens)) };
        while (!tokens.AtEnd)
        {
            if (tokens.Skip(SqliteTypes.AutoIncrement))
                read = read with { Identity = new() };
            else if (!reader.ReadColumnConstraint(ref read) || reader.HasConstraints)
                throw new FormatException("not a type");
        }
        return read;
    }

    bool ReadColumnConstraint(ref Column column)
    {
        var name = ReadConstraintName();
        if (tokens.Skip("NOT", "NULL"))
            column = column with { Nullable = false, NotNullConstraintName = name, Options = ReadConflict() };
        else if (tokens.Skip("NULL"))
            ReadConflict();
        else if (tokens.Skip("DEFAULT"))
            column = column with { Default = SqliteValues.Read(tokens, column.Type), DefaultConstraintName = name };
        else if (tokens.Skip("PRIMARY", "KEY"))
            ReadInlineKey(name, ref column);
        else if (tokens.Skip("UNIQUE"))
            uniques.Add(new(name, [column.Name]) { Definition = Definition("UNIQUE", [column.Name], null, ReadConflict()) });
        else if (tokens.Skip("CHECK"))
            ReadCheck(name);
        else if (tokens.Is("REFERENCES"))
            ReadReference(name, [column.Name]);
        else if (tokens.Is("DEFERRABLE") || tokens.Is("NOT", "DEFERRABLE"))
            ReadDeferrable();
        else if (tokens.Skip("COLLATE"))
        {
            var collation = tokens.Name();
            column = column with { Collation = SqliteNames.Comparer.Equals(collation, "BINARY") ? null : collation };
        }
        else if (tokens.Skip("GENERATED", "ALWAYS", "AS") || tokens.Skip("AS"))
        {
            column = column with { Generated = tokens.Parenthesized(), GeneratedStored = tokens.Skip("STORED") };
            tokens.Skip("VIRTUAL");
        }
        else
            return name is not null && !tokens.AtEnd;
        return true;
    }

    void ReadInlineKey(string? name, ref Column column)
    {
        var order = tokens.Skip("DESC") ? "DESC" : null;
        tokens.Skip("ASC");
        var conflict = ReadConflict();
        if (tokens.Skip(SqliteTypes.AutoIncrement))
            column = column with { Identity = new() };
        // DESC makes the key no row id, but only here; AUTOINCREMENT is nowhere else either.
        var place = order is not null || column.Identity is not null ? "" : $" ({SqliteDialect.Quoted(column.Name)})";
        primaryKey = new(name, [column.Name]) { Definition = order is null && conflict is null ? null : Join($"PRIMARY KEY{place}", order, conflict) };
    }

    void ReadTableConstraint()
    {
        var name = ReadConstraintName();
        if (tokens.Skip("PRIMARY", "KEY"))
        {
            var (keys, list, numbered) = ReadKeyColumns();
            var conflict = ReadConflict();
            primaryKey = new(name, keys) { Definition = Definition("PRIMARY KEY", keys, list, conflict) };
            if (numbered)
            {
                var at = columns.FindIndex(c => SqliteNames.Comparer.Equals(c.Name, keys[0]));
                columns[at] = columns[at] with { Identity = new() };
                primaryKey = primaryKey with { Definition = conflict is null ? null : Join("PRIMARY KEY", conflict) };
            }
        }
        else if (tokens.Skip("UNIQUE"))
        {
            var (keys, list, _) = ReadKeyColumns();
            uniques.Add(new(name, keys) { Definition = Definition("UNIQUE", keys, list, ReadConflict()) });
        }
        else if (tokens.Skip("CHECK"))
        {
            ReadCheck(name);
            ReadConflict();
        }
        else if (tokens.Skip("FOREIGN", "KEY"))
            ReadReference(name, ReadNames());
        else if (name is null)
            tokens.Expect("a table constraint");
    }

    void ReadCheck(string? name) => checks.Add(new(name, tokens.Parenthesized()));

    void ReadReference(string? name, ImmutableArray<string> from)
    {
        tokens.Expect("REFERENCES");
        var key = new ForeignKey(name, from, ObjectName.Of(tokens.Name()), tokens.Is("(") ? ReadNames() : []);
        while (tokens.Is("ON") || tokens.Is("MATCH"))
        {
            if (tokens.Skip("MATCH"))
                tokens.Name();
            else if (tokens.Skip("ON", "DELETE"))
                key = key with { OnDelete = ReadAction() };
            else if (tokens.Skip("ON", "UPDATE"))
                key = key with { OnUpdate = ReadAction() };
            else
            {
                tokens.Expect("ON", "INSERT");
                ReadAction();
            }
        }
        foreignKeys.Add(key);
        ReadDeferrable();
    }

    // In SQLite's grammar a column's DEFERRABLE is a constraint of its own that belongs to the foreign key before it.
    void ReadDeferrable()
    {
        var deferrable = !tokens.Skip("NOT", "DEFERRABLE") && tokens.Skip("DEFERRABLE");
        var deferred = tokens.Skip("INITIALLY", "DEFERRED");
        tokens.Skip("INITIALLY", "IMMEDIATE");
        if (deferrable && foreignKeys.Count > 0)
            foreignKeys[^1] = foreignKeys[^1] with { Deferrable = true, InitiallyDeferred = deferred };
    }

    ReferentialAction ReadAction()
    {
        if (tokens.Skip("SET", "NULL"))
            return ReferentialAction.SetNull;
        if (tokens.Skip("SET", "DEFAULT"))
            return ReferentialAction.SetDefault;
        if (tokens.Skip("CASCADE"))
            return ReferentialAction.Cascade;
        if (tokens.Skip("RESTRICT"))
            return ReferentialAction.Restrict;
        tokens.Expect("NO", "ACTION");
        return ReferentialAction.NoAction;
    }

    /// <summary>The columns of a key; the list as it stands where it says more than names (<c>(email COLLATE NOCASE, at DESC)</c>).</summary>
    (ImmutableArray<string> Columns, string? List, bool Numbered) ReadKeyColumns()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var plain = true;
        var numbered = false;
        var start = tokens.Position;
        tokens.Expect("(");
        do
        {
            names.Add(tokens.Name());
            tokens.Skip("ASC");
            numbered |= tokens.Skip(SqliteTypes.AutoIncrement);
            plain &= tokens.ListItem().Length == 0;
        }
        while (tokens.Skip(","));
        tokens.Expect(")");
        return (names.ToImmutable(), plain ? null : tokens.Slice(start), numbered);
    }

    ImmutableArray<string> ReadNames()
    {
        var names = ImmutableArray.CreateBuilder<string>();
        tokens.Expect("(");
        do
            names.Add(tokens.Name());
        while (tokens.Skip(","));
        tokens.Expect(")");
        return names.ToImmutable();
    }

    string? ReadConstraintName() => tokens.Skip("CONSTRAINT") ? tokens.Name() : null;

    string? ReadConflict() => tokens.Skip("ON", "CONFLICT") ? $"ON CONFLICT {tokens.Raw().ToUpperInvariant()}" : null;

    bool HasConstraints => primaryKey is not null || uniques.Count + foreignKeys.Count + checks.Count > 0;

    bool StartsTableConstraint => tokens.IsAny("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");

    /// <summary>The whole of a key that says more than its columns.</summary>
    static string? Definition(string kind, ImmutableArray<string> keys, string? list, string? conflict) =>
        list is null && conflict is null ? null : Join(kind, list ?? $"({string.Join(", ", keys.Select(SqliteDialect.Quoted))})", conflict);

    static string Join(params string?[] parts) => string.Join(' ', parts.Where(p => p is not null));
}
