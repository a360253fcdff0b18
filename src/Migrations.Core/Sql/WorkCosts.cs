namespace Migrations.Sql;

/// <summary>
/// What work on a table costs a database, in microseconds on the machine that it was measured on. A query that takes a moment there tells how fast another machine is.
/// </summary>
public sealed record WorkCosts
{
    /// <summary>Reading a row and looking at it.</summary>
    public required double ReadRow { get; init; }

    /// <summary>Writing a row anew with its share of what is written besides.</summary>
    public required double WriteRow { get; init; }

    /// <summary>Writing a thousand bytes anew.</summary>
    public required double WriteKilobyte { get; init; }

    /// <summary>Sorting a number into an index.</summary>
    public required double SortNumber { get; init; }

    /// <summary>Sorting a text into an index.</summary>
    public required double SortText { get; init; }

    /// <summary>Looking up the row that another one points at.</summary>
    public required double LookUp { get; init; }

    /// <summary>Updating a row in place, by a statement that updates many.</summary>
    public required double UpdateRow { get; init; }

    /// <summary>Deleting a row, by a statement that deletes many.</summary>
    public required double DeleteRow { get; init; }
}

/// <summary>A query that takes a moment and needs nothing of the database, to tell how fast its machine is.</summary>
/// <param name="Query">The query.</param>
/// <param name="Milliseconds">How long it took on the machine that <see cref="WorkCosts"/> were measured on.</param>
public sealed record SpeedProbe(string Query, double Milliseconds);
