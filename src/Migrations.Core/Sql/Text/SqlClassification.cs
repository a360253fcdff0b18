using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>What a statement does, as far as planning needs to know. Of several statements in one, the one that is hardest to foresee counts.</summary>
public enum SqlKind
{
    /// <summary>It only reads and writes rows.</summary>
    PlainData,
    /// <summary>It changes the schema, rights or settings of the database, or empties a table as a whole.</summary>
    Ddl,
    /// <summary>It changes settings of the session.</summary>
    SessionState,
    /// <summary>It begins, ends or marks a transaction.</summary>
    TransactionControl,
    /// <summary>It is not understood, or runs code that is not in the text.</summary>
    Opaque,
}

/// <summary>A part of a name in SQL text.</summary>
/// <param name="Text">The name without its quotes.</param>
/// <param name="Quoted">Whether it was quoted, so that its case stands.</param>
public readonly record struct NamePart(string Text, bool Quoted);

/// <summary>An object that a statement changes, as the statement names it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name's parts in order: <c>[schema, name]</c>.</param>
public sealed record ChangedObject(ObjectKind Kind, ImmutableArray<NamePart> Name)
{
    /// <inheritdoc/>
    public bool Equals(ChangedObject? other) => other is not null && Kind == other.Kind && Name.SequenceEqual(other.Name);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name.Length, Name is [.., var last] ? last : default);

    /// <summary>For people: <c>table schema.name</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {string.Join('.', Name.Select(p => p.Text))}";
}

/// <summary>What is known of a statement from its text alone.</summary>
/// <param name="Kind">What it does.</param>
public sealed record SqlClassification(SqlKind Kind)
{
    /// <summary>The tables, views, sequences and indexes that it changes; null where it may be any.</summary>
    public ImmutableArray<ChangedObject>? Changes { get; init; } = [];

    /// <summary>Whether other objects than those named may change with them: CASCADE, a rename that foreign keys follow.</summary>
    public bool ReachesOthers { get; init; }

    /// <summary>Whether the server lets it run inside a transaction.</summary>
    public bool RunsInTransaction { get; init; } = true;

    /// <summary>Whether it has to be the only statement that is sent (SQL Server: CREATE VIEW and the like).</summary>
    public bool OwnBatch { get; init; }

    /// <summary>Whether it begins or ends a transaction itself, wherever in it that stands.</summary>
    public bool ControlsTransaction { get; init; }

    /// <summary>Whether it leaves another role, database or search path behind in the session.</summary>
    public bool ChangesSession { get; init; }
}
