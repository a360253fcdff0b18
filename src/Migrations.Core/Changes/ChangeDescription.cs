namespace Migrations.Changes;

/// <summary>What a change set does, in the words of the columns DESCRIPTION and COMMENTS of the history.</summary>
public static class ChangeDescription
{
    const int LongestDescription = 255;
    const int LongestStored = 250;
    const string Ellipsis = "...";

    /// <summary>The DESCRIPTION of a change set: those of its changes, joined by <c>; </c>, cut where it is too long; <c>empty</c> where it has none.</summary>
    /// <param name="changes">All its changes, those for other databases too.</param>
    public static string Of(IEnumerable<Change> changes) => Cut(string.Join("; ", changes.Select(change => change.Description).DefaultIfEmpty("empty")), LongestDescription);

    /// <summary>A description or comment as the history table keeps it: Liquibase cuts both once more.</summary>
    public static string Stored(string? text) => Cut(text ?? "", LongestStored);

    static string Cut(string text, int longest) => text.Length > longest ? string.Concat(text.AsSpan(0, longest - Ellipsis.Length), Ellipsis) : text;
}
