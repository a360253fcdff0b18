using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql.Text;

/// <summary>Gathers what the parts of a statement do.</summary>
sealed class StatementEffects
{
    readonly List<ChangedObject> changes = [];

    public bool Ddl { get; set; }

    public bool Session { get; set; }

    public bool Transaction { get; set; }

    public bool Opaque { get; private set; }

    public bool Everything { get; set; }

    public bool ReachesOthers { get; set; }

    public bool OutsideTransaction { get; set; }

    public bool OwnBatch { get; set; }

    public bool ChangesSession { get; set; }

    public void Change(ObjectKind kind, ImmutableArray<NamePart> name)
    {
        Ddl = true;
        var change = new ChangedObject(kind, name);
        if (!changes.Contains(change))
            changes.Add(change);
    }

    /// <summary>Marks what cannot be foreseen: it may change everything.</summary>
    public void Unknown() => Opaque = Everything = true;

    /// <summary>Adds what another statement of the same text does.</summary>
    public void Add(SqlClassification other)
    {
        Ddl |= other.Kind == SqlKind.Ddl;
        Session |= other.Kind == SqlKind.SessionState;
        Transaction |= other.ControlsTransaction;
        Opaque |= other.Kind == SqlKind.Opaque;
        Everything |= other.Changes is null;
        ReachesOthers |= other.ReachesOthers;
        OutsideTransaction |= !other.RunsInTransaction;
        OwnBatch |= other.OwnBatch;
        ChangesSession |= other.ChangesSession;
        foreach (var change in other.Changes ?? [])
            Change(change.Kind, change.Name);
    }

    public SqlClassification ToClassification() => new(Kind)
    {
        Changes = Everything ? null : [.. changes],
        ReachesOthers = ReachesOthers,
        RunsInTransaction = !OutsideTransaction,
        OwnBatch = OwnBatch,
        ControlsTransaction = Transaction,
        ChangesSession = ChangesSession,
    };

    SqlKind Kind => this switch
    {
        { Opaque: true } => SqlKind.Opaque,
        { Transaction: true } => SqlKind.TransactionControl,
        { Session: true } => SqlKind.SessionState,
        { Ddl: true } => SqlKind.Ddl,
        _ => SqlKind.PlainData,
    };
}
