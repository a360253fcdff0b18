using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>Evaluates preconditions on objects of the schema, by <see cref="ExistenceRules"/>.</summary>
/// <param name="dialect">The database.</param>
/// <param name="strategy">How names are resolved.</param>
/// <param name="schema">The schema at this point.</param>
/// <param name="facts">Results of queries; null where they cannot be known at this point.</param>
sealed class ExistenceEvaluator(SqlDialect dialect, QuotingStrategy strategy, SchemaModel schema, PlanFacts? facts)
{
    readonly ExistenceRules rules = dialect.Existence;

    /// <summary>Whether the object exists.</summary>
    public PreconditionOutcome Evaluate(ObjectPrecondition o) => o switch
    {
        ObjectPrecondition.TableExists t => Exists(o, FindTable(o, t.TableName, out _), $"table {t.TableName}"),
        ObjectPrecondition.ViewExists v => Exists(o, FindView(o, v.ViewName), $"view {v.ViewName}"),
        // Sequences are looked for as they are written, whatever the strategy.
        ObjectPrecondition.SequenceExists s => Exists(o, schema.Find(Name(o, s.SequenceName, QuotingStrategy.QuoteAllObjects), out Sequence? _), $"sequence {s.SequenceName}"),
        ObjectPrecondition.ColumnExists c => ColumnExists(c),
        ObjectPrecondition.IndexExists i => IndexExists(i),
        ObjectPrecondition.PrimaryKeyExists p => PrimaryKeyExists(p),
        ObjectPrecondition.ForeignKeyConstraintExists f => ForeignKeyExists(f),
        ObjectPrecondition.UniqueConstraintExists u => UniqueConstraintExists(u),
        _ => throw new ArgumentOutOfRangeException(nameof(o), o, null),
    };

    PreconditionOutcome ColumnExists(ObjectPrecondition.ColumnExists c)
    {
        var what = $"column {c.TableName}.{c.ColumnName}";
        var presence = FindTable(c, c.TableName, out var table);
        if (presence != Presence.Absent || FindView(c, c.TableName) is not (var view and not Presence.Absent))
            return Exists(c, Narrow(presence, table?.Columns.Any(x => Same(rules.Columns, x.Name, c.ColumnName)) == true), what);
        // The columns of a view are not in the model; a query that returns nothing tells whether there is such a one.
        var query = $"SELECT COUNT(v.{dialect.Quote(dialect.Fold(c.ColumnName, strategy))}) FROM {dialect.Quote(Name(c, c.TableName))} v WHERE 1 = 0";
        if (view == Presence.Unknown || facts is null || !facts.TryGet(query, out _, out var error))
            return Exists(c, Presence.Unknown, what);
        return Exists(c, error is null ? Presence.Known : Presence.Absent, what);
    }

    PreconditionOutcome IndexExists(ObjectPrecondition.IndexExists i)
    {
        var what = $"index {i.IndexName ?? $"on {i.TableName}({string.Join(", ", i.ColumnNames)})"}";
        // Without a table Liquibase looks in the default schema, whatever schemaName says; without a name it needs table and columns.
        if (i.TableName is null)
            return Exists(i, i.IndexName is null ? Presence.Absent : FindIndex(i.IndexName), what);
        return InTable(i, i.TableName, what, t => i.IndexName is { } name ? HasIndex(t, name) : !i.ColumnNames.IsEmpty && IndexedColumns(t).Any(c => SameColumns(rules.IndexColumns, c, i.ColumnNames)));
    }

    Presence FindIndex(string name)
    {
        var presence = schema.FindTableOfIndex(ObjectName.Of(dialect.Fold(name, strategy)), out var table);
        return Narrow(presence, table is not null && HasIndex(table, name));
    }

    /// <summary>What is backed by an index counts as one, except where the database makes none of the constraint's name.</summary>
    bool HasIndex(Table table, string name) => table.Indexes.Any(x => Same(rules.Indexes, x.Name, name))
        || (rules.UniqueConstraints is not null && table.UniqueConstraints.Any(x => Same(rules.Indexes, x.Name, name)));

    static IEnumerable<IEnumerable<string>> IndexedColumns(Table table) =>
        [.. table.Indexes.Select(x => x.Columns.Select(c => c.Name)), .. table.UniqueConstraints.Select(x => x.Columns), .. table.PrimaryKey is { } key ? [key.Columns] : Enumerable.Empty<IEnumerable<string>>()];

    PreconditionOutcome PrimaryKeyExists(ObjectPrecondition.PrimaryKeyExists p)
    {
        if (p.TableName is { } table)
            return InTable(p, table, $"primary key of {table}", t => t.PrimaryKey is { } key && (p.PrimaryKeyName is null || rules.PrimaryKeys.Equals(key.Name ?? "PRIMARY", p.PrimaryKeyName)));
        if (!rules.PrimaryKeysByName)
            return new(PreconditionState.Error, $"on {dialect.DisplayName} a primary key is looked for only with its table", p.Span);
        return ByName(p, p.PrimaryKeyName!, "PRIMARY KEY", rules.PrimaryKeys, t => t.PrimaryKey is { } key ? [key] : []);
    }

    PreconditionOutcome ForeignKeyExists(ObjectPrecondition.ForeignKeyConstraintExists f)
    {
        var what = $"foreign key {f.ForeignKeyName}";
        if (f.ForeignKeyTableName is { } table)
            return InTable(f, table, what, t => t.ForeignKeys.Any(x => Same(rules.ForeignKeys, x.Name, f.ForeignKeyName)));
        if (!rules.ForeignKeysByName)
            throw new MigrationException(ErrorCode.NotSupported, $"on {dialect.DisplayName} a foreign key is found only with its table", "Add 'foreignKeyTableName'.", f.Span);
        return ByName(f, f.ForeignKeyName, "FOREIGN KEY", rules.ForeignKeys, t => t.ForeignKeys);
    }

    PreconditionOutcome UniqueConstraintExists(ObjectPrecondition.UniqueConstraintExists u)
    {
        var what = $"unique constraint on {u.TableName}";
        if (rules.UniqueConstraints is not { } names || (u.ConstraintName is null && !rules.UniqueConstraintsByColumns))
            return Exists(u, Presence.Absent, $"{what} (which Liquibase does not find on {dialect.DisplayName} in this way)");
        // The name decides where there is one. By columns the table has to be written as it is spelled.
        return InTable(u, u.TableName, what, t => u.ConstraintName is { } name
            ? t.UniqueConstraints.Any(x => Same(names, x.Name, name))
            : dialect.Names.Equals(t.Name.Name, u.TableName) && t.UniqueConstraints.Any(x => u.ColumnNames.IsEmpty || SameColumns(rules.Columns, x.Columns, u.ColumnNames)));
    }

    /// <summary>A constraint of a known table, else what the catalogue says: it cannot be looked up without the table in the model.</summary>
    PreconditionOutcome ByName(ObjectPrecondition o, string name, string type, StringComparer names, Func<Table, IEnumerable<TableConstraint>> constraints)
    {
        var what = $"{type.ToLowerInvariant()} {name}";
        var within = Name(o, name).Schema ?? dialect.DefaultSchema;
        var folded = dialect.Fold(name, strategy);
        if (schema.Tables.Any(t => (t.Name.Schema ?? dialect.DefaultSchema) == within && constraints(t).Any(c => c.Name is { } own && names.Equals(own, folded))))
            return Exists(o, Presence.Known, what);
        var (column, value) = IgnoresCase(names) ? ("lower(constraint_name)", folded.ToLowerInvariant()) : ("constraint_name", folded);
        var query = $"SELECT COUNT(*) FROM information_schema.table_constraints WHERE constraint_type = '{type}' AND {column} = {dialect.Literal(new StringValue(value), null)}"
            + (within is null ? "" : $" AND table_schema = {dialect.Literal(new StringValue(within), null)}");
        if (facts is null || !facts.TryGet(query, out var count, out var error))
            return Exists(o, Presence.Unknown, what);
        return error is null ? Exists(o, count == "0" ? Presence.Absent : Presence.Known, what) : new(PreconditionState.Error, error, o.Span);
    }

    PreconditionOutcome InTable(ObjectPrecondition condition, string name, string what, Func<Table, bool> has)
    {
        var presence = FindTable(condition, name, out var table);
        return Exists(condition, Narrow(presence, table is not null && has(table)), what);
    }

    Presence FindTable(ObjectPrecondition o, string name, out Table? table) => Find(o, name, schema.Find, schema.Tables, t => t.Name, out table);

    Presence FindView(ObjectPrecondition o, string name) => Find(o, name, schema.Find, schema.Views, v => v.Name, out _);

    /// <summary>The object of a name as Liquibase compares it, which is not always as the database does.</summary>
    Presence Find<T>(ObjectPrecondition o, string name, Lookup<T> lookup, IEnumerable<T> known, Func<T, ObjectName> nameOf, out T? found) where T : class
    {
        var presence = Presence.Absent;
        foreach (var candidate in Spellings(o, name))
        {
            var one = lookup(candidate, out found);
            if (found is not null && rules.Tables.Equals(nameOf(found).Name, candidate.Name))
                return Presence.Known;
            presence = one == Presence.Unknown ? one : presence;
        }
        var resolved = Name(o, name);
        found = known.FirstOrDefault(x => nameOf(x).Schema == resolved.Schema && rules.Tables.Equals(nameOf(x).Name, resolved.Name));
        return found is null ? presence : Presence.Known;
    }

    delegate Presence Lookup<T>(ObjectName name, out T? found);

    /// <summary>The resolved name, and where case does not matter to Liquibase but to the database, the one in lower case, which is how most names are spelled.</summary>
    IEnumerable<ObjectName> Spellings(ObjectPrecondition o, string name)
    {
        var resolved = Name(o, name);
        return IgnoresCase(rules.Tables) && !IgnoresCase(dialect.Names) && resolved.Name.ToLowerInvariant() is var lower && lower != resolved.Name
            ? [resolved, resolved.Sibling(lower)]
            : [resolved];
    }

    ObjectName Name(ObjectPrecondition o, string name) => Name(o, name, strategy);

    ObjectName Name(ObjectPrecondition o, string name, QuotingStrategy by) => dialect.Resolve(o.CatalogName, o.SchemaName, name, by);

    bool Same(StringComparer names, string? actual, string written) => actual is not null && names.Equals(actual, dialect.Fold(written, strategy));

    bool SameColumns(StringComparer names, IEnumerable<string> columns, IReadOnlyCollection<string> written) => columns.SequenceEqual(written.Select(c => dialect.Fold(c, strategy)), names);

    static bool IgnoresCase(StringComparer names) => names.Equals("a", "A");

    static Presence Narrow(Presence presence, bool matches) => presence == Presence.Known && !matches ? Presence.Absent : presence;

    static PreconditionOutcome Exists(Precondition condition, Presence presence, string what) => presence switch
    {
        Presence.Known => new(PreconditionState.Met, null, condition.Span),
        Presence.Absent => new(PreconditionState.NotMet, $"{what} does not exist", condition.Span),
        _ => new(PreconditionState.Unknown, $"whether {what} exists is decided when it runs", condition.Span),
    };
}
