using System.Collections.Immutable;
using Migrations.Sql;

namespace Migrations.Schema;

/// <summary>What the model knows about an object.</summary>
public enum Presence
{
    /// <summary>It exists and its shape is known.</summary>
    Known,
    /// <summary>It does not exist.</summary>
    Absent,
    /// <summary>It has not been looked at, or something opaque may have changed it.</summary>
    Unknown,
}

/// <summary>
/// A schema as the planner sees it: a persistent map of objects, each known, absent or unknown (DESIGN 3a.4).
/// Nodes advance it; nothing changes it in place. Names are compared as the database compares them.
/// Lookups of unknown objects are recorded in <see cref="Wanted"/>, so that the planner can have them inspected in one go and plan again.
/// </summary>
public sealed class SchemaModel
{
    readonly ImmutableDictionary<ObjectKey, object?> objects;
    readonly ReferencingTables referencing;
    readonly bool complete;
    Step? step;

    SchemaModel(ImmutableDictionary<ObjectKey, object?> objects, ReferencingTables referencing, bool complete, StringComparer names, ISet<ObjectKey> wanted, bool namesMoved = false)
    {
        this.objects = objects;
        this.referencing = referencing;
        this.complete = complete;
        NamesMoved = namesMoved;
        Names = names;
        Wanted = wanted;
    }

    /// <summary>How this database compares names.</summary>
    public StringComparer Names { get; }

    /// <summary>Whether raw SQL has moved the session to another search path, role or database, so that a bare name in raw SQL may mean another object than the model's.</summary>
    public bool NamesMoved { get; }

    /// <summary>The unknown objects that were asked for, shared by all models that came from the same start.</summary>
    public ISet<ObjectKey> Wanted { get; }

    /// <summary>A model in which nothing is known.</summary>
    public static SchemaModel Unknown(StringComparer names) => Create(names, complete: false);

    /// <summary>The model of an empty database: everything is known to be absent.</summary>
    public static SchemaModel Empty(StringComparer names) => Create(names, complete: true);

    static SchemaModel Create(StringComparer names, bool complete)
    {
        var comparer = new ObjectKeyComparer(names);
        return new(ImmutableDictionary.Create<ObjectKey, object?>(comparer), ReferencingTables.None(comparer), complete, names, new HashSet<ObjectKey>(comparer));
    }

    /// <summary>All tables that are known, in name order.</summary>
    public IEnumerable<Table> Tables => Known<Table>(t => t.Name);

    /// <summary>All views that are known, in name order.</summary>
    public IEnumerable<View> Views => Known<View>(v => v.Name);

    /// <summary>All sequences that are known, in name order.</summary>
    public IEnumerable<Sequence> Sequences => Known<Sequence>(s => s.Name);

    /// <summary>All procedures, functions and synonyms that are known, in name order. Triggers belong to their tables.</summary>
    public IEnumerable<StoredProgram> Programs => Known<StoredProgram>(p => p.Name);

    IEnumerable<T> Known<T>(Func<T, ObjectName> name) => objects.Values.OfType<T>().OrderBy(o => name(o).ToString(), StringComparer.Ordinal);

    /// <summary>What is known of a table; records the wish to know where nothing is.</summary>
    public Presence Find(ObjectName name, out Table? table) => Find(ObjectKind.Table, name, out table);

    /// <summary>What is known of a view; records the wish to know where nothing is.</summary>
    public Presence Find(ObjectName name, out View? view) => Find(ObjectKind.View, name, out view);

    /// <summary>What is known of a sequence; records the wish to know where nothing is.</summary>
    public Presence Find(ObjectName name, out Sequence? sequence) => Find(ObjectKind.Sequence, name, out sequence);

    /// <summary>
    /// What is known of a procedure, function or synonym; records the wish to know where nothing is. A key without arguments means the only program of that name.
    /// </summary>
    /// <exception cref="MigrationException">It means several (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public Presence Find(ObjectKey key, out StoredProgram? program)
    {
        var found = Find(key.Kind, key.Name, out program, key.Arguments);
        if (key.Arguments is not null || found == Presence.Unknown)
            return found;
        var sameName = Programs.Where(p => p.Kind == key.Kind && SameName(p.Name, key.Name)).ToList();
        if (sameName.Count > 1)
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"there are several of {key}: {string.Join(", ", sameName.Select(p => p.Key))}",
                "Write the types of its arguments behind the name: 'name(int, text)'.");
        }
        program = sameName.Count == 0 ? null : sameName[0];
        return program is null ? Presence.Absent : Presence.Known;
    }

    Presence Find<T>(ObjectKind kind, ObjectName name, out T? value, string? arguments = null) where T : class
    {
        var key = new ObjectKey(kind, name, arguments);
        if (objects.TryGetValue(key, out var found))
        {
            value = (T?)found;
            return value is null ? Presence.Absent : Presence.Known;
        }
        value = null;
        if (complete)
            return Presence.Absent;
        Wanted.Add(key);
        return Presence.Unknown;
    }

    /// <summary>The table, where it is known; null where it is absent or unknown.</summary>
    public Table? TableOrNull(ObjectName name) => Find(name, out Table? table) == Presence.Known ? table : null;

    /// <summary>The table, which is needed to go on.</summary>
    /// <exception cref="UnknownObjectException">It has to be inspected first.</exception>
    /// <exception cref="MigrationException">It does not exist (<see cref="ErrorCode.ObjectNotFound"/>).</exception>
    public Table RequireTable(ObjectName name) => Find(name, out Table? table) switch
    {
        Presence.Known => table!,
        Presence.Unknown => throw new UnknownObjectException(new(ObjectKind.Table, name)),
        _ => throw new MigrationException(ErrorCode.ObjectNotFound, $"table {name} does not exist at this point",
            "Check the table's name, and that the change set that creates it comes before this one."),
    };

    /// <summary>A column of a table, which is needed to go on.</summary>
    /// <exception cref="UnknownObjectException">The table has to be inspected first.</exception>
    /// <exception cref="MigrationException">The table or the column does not exist (<see cref="ErrorCode.ObjectNotFound"/>).</exception>
    public Column RequireColumn(ObjectName table, string column) => RequireTable(table).Column(column, Names)
        ?? throw new MigrationException(ErrorCode.ObjectNotFound, $"table {table} has no column {column} at this point",
            "Check the column's name, and that the change set that adds it comes before this one.");

    /// <summary>The table that has an index of that name; an index belongs to one schema's tables.</summary>
    /// <param name="name">The index's name with the schema of its table.</param>
    /// <param name="table">The table, where <see cref="Presence.Known"/> is returned.</param>
    public Presence FindTableOfIndex(ObjectName name, out Table? table) => FindTableOf(new(ObjectKind.Index, name), t => t.HasIndex(name.Name, Names), out table);

    /// <summary>The table that has a trigger of that name.</summary>
    /// <param name="name">The trigger's name with the schema of its table.</param>
    /// <param name="table">The table, where <see cref="Presence.Known"/> is returned.</param>
    public Presence FindTableOfTrigger(ObjectName name, out Table? table) =>
        FindTableOf(new(ObjectKind.Trigger, name), t => t.Trigger(name.Name, Names) is not null, out table);

    Presence FindTableOf(ObjectKey key, Func<Table, bool> has, out Table? table)
    {
        table = Tables.FirstOrDefault(t => Names.Equals(t.Name.Schema, key.Name.Schema) && has(t));
        if (table is not null)
            return Presence.Known;
        if (complete || objects.ContainsKey(key))
            return Presence.Absent;
        Wanted.Add(key);
        return Presence.Unknown;
    }

    /// <summary>The known tables whose foreign keys point at a table, other than itself.</summary>
    public IEnumerable<Table> TablesReferencing(ObjectName name) =>
        referencing.Of(new(ObjectKind.Table, name)).Select(key => (Table)objects[key]!).Where(t => !SameName(t.Name, name)).OrderBy(t => t.Name.ToString(), StringComparer.Ordinal);

    /// <summary>Whether an object is known, be it to be absent. It is no wish to know.</summary>
    public bool Knows(ObjectKey key) => complete || objects.ContainsKey(key)
        || (key.Kind == ObjectKind.Index && Tables.Any(t => Names.Equals(t.Name.Schema, key.Name.Schema) && t.HasIndex(key.Name.Name, Names)))
        || (key.Kind == ObjectKind.Trigger && Tables.Any(t => Names.Equals(t.Name.Schema, key.Name.Schema) && t.Trigger(key.Name.Name, Names) is not null));

    /// <summary>Whether two names mean the same object.</summary>
    public bool SameName(ObjectName a, ObjectName b) => Names.Equals(a.Name, b.Name) && Names.Equals(a.Schema, b.Schema);

    /// <summary>The model with a table added or replaced.</summary>
    public SchemaModel With(Table table) => Set(new(ObjectKind.Table, table.Name), table);

    /// <summary>The model with a view added or replaced.</summary>
    public SchemaModel With(View view) => Set(new(ObjectKind.View, view.Name), view);

    /// <summary>The model with a sequence added or replaced.</summary>
    public SchemaModel With(Sequence sequence) => Set(new(ObjectKind.Sequence, sequence.Name), sequence);

    /// <summary>The model with a procedure, function or synonym added or replaced.</summary>
    public SchemaModel With(StoredProgram program) => Set(program.Key, program);

    /// <summary>The model in which an object is known to be absent.</summary>
    public SchemaModel Without(ObjectKey key) => Set(key, null);

    /// <summary>The model with a table changed, where it is known; an unknown one stays unknown.</summary>
    public SchemaModel Change(ObjectName name, Func<Table, Table> change) => TableOrNull(name) is { } table ? With(change(table)) : this;

    /// <summary>
    /// The model in which nothing is known any more of these objects. What was known by being absent from an empty database is unknown too.
    /// A name without a schema is forgotten in every schema and a name with one in the default schema, too, because either may mean the other;
    /// a forgotten index or trigger takes its table with it, and any index or trigger may be on a forgotten table.
    /// </summary>
    public SchemaModel Forget(IEnumerable<ObjectKey> keys)
    {
        var forgotten = keys.ToList();
        if (forgotten.Count == 0)
            return this;
        var gone = objects.Where(o => forgotten.Exists(key => IsPartOf(key, o.Key, o.Value))).ToList();
        return new(objects.RemoveRange(gone.Select(o => o.Key)), gone.Aggregate(referencing, (all, o) => all.Changed(o.Key, o.Value, null)), complete: false, Names, Wanted, NamesMoved);
    }

    bool IsPartOf(ObjectKey key, ObjectKey candidate, object? value)
    {
        if (key.Kind == ObjectKind.Table && candidate.Kind is (ObjectKind.Index or ObjectKind.Trigger))
            return true;
        if (key.Name.Schema is not null && candidate.Name.Schema is not null && !Names.Equals(key.Name.Schema, candidate.Name.Schema))
            return false;
        return key.Kind == candidate.Kind ? Names.Equals(key.Name.Name, candidate.Name.Name)
            : value is Table table && (key.Kind == ObjectKind.Index ? table.HasIndex(key.Name.Name, Names) || Names.Equals(table.PrimaryKey?.Name, key.Name.Name)
                : key.Kind == ObjectKind.Trigger && table.Trigger(key.Name.Name, Names) is not null);
    }

    /// <summary>The model in which nothing is known any more at all.</summary>
    public SchemaModel ForgetAll() => new(objects.Clear(), ReferencingTables.None(objects.KeyComparer), complete: false, Names, Wanted, NamesMoved);

    /// <summary>The model after a statement that makes bare names mean other objects.</summary>
    public SchemaModel WithNamesMoved() => new(objects, referencing, complete, Names, Wanted, namesMoved: true);

    SchemaModel Set(ObjectKey key, object? value) =>
        new(objects.SetItem(key, value), referencing.Changed(key, objects.GetValueOrDefault(key), value), complete, Names, Wanted, NamesMoved);

    /// <summary>The model after a node, where that is the last that was asked about; null where it has to be worked out.</summary>
    internal SchemaModel? After(SqlNode node) => step is { } known && ReferenceEquals(known.Node, node) ? known.After : null;

    /// <summary>
    /// Remembers what a node does. It is asked again for each node that changes anything, by lowering, adapting, rendering, the way back and the rules, one after the
    /// other, and working it out is a good part of planning.
    /// </summary>
    internal SchemaModel Remember(SqlNode node, SchemaModel after)
    {
        // A node that changes nothing would push out the next one that does, and is soon worked out.
        if (!ReferenceEquals(after, this))
            step = new(node, after);
        return after;
    }

    sealed record Step(SqlNode Node, SchemaModel After);

    sealed class ObjectKeyComparer(StringComparer names) : IEqualityComparer<ObjectKey>
    {
        public bool Equals(ObjectKey? x, ObjectKey? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.Kind == y.Kind && names.Equals(x.Name.Name, y.Name.Name) && names.Equals(x.Name.Schema, y.Name.Schema)
                && string.Equals(x.Arguments, y.Arguments, StringComparison.Ordinal));

        public int GetHashCode(ObjectKey key) => HashCode.Combine(key.Kind, names.GetHashCode(key.Name.Name), key.Name.Schema is { } s ? names.GetHashCode(s) : 0);
    }
}
