namespace Migrations.Execution;

/// <summary>Which change sets to undo. Exactly one of them is given.</summary>
public sealed record UndoSelection
{
    /// <summary>The last so many.</summary>
    public int? Count { get; init; }

    /// <summary>All behind the change set that carries this tag; that one stays, unless all it did was to set the tag.</summary>
    public string? ToTag { get; init; }

    /// <summary>All that ran after this moment, in server time.</summary>
    public DateTime? ToDate { get; init; }

    /// <summary>Just those with one of these ids, whatever ran after them.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Just these, by file, id and author, whatever ran after them.</summary>
    public IReadOnlyList<History.ChangeSetIdentity>? Identities { get; init; }
}
