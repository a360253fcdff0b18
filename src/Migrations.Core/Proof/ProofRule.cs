using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Proof;

/// <summary>A rule about ways back that were tried, by which findings are known. Codes are never reused.</summary>
/// <param name="Code">The stable code: <c>MIG4</c> and three digits.</param>
/// <param name="Name">The name in words.</param>
/// <param name="Severity">How much it matters when nothing else is said.</param>
/// <param name="Why">What it is about, in one sentence.</param>
public sealed record ProofRule(string Code, string Name, FindingSeverity Severity, string Why)
{
    /// <summary>After the way back, an object of the schema is not what it was.</summary>
    public static ProofRule SchemaNotRestored { get; } = new("MIG4001", nameof(SchemaNotRestored), FindingSeverity.Error,
        "After the way back, an object of the schema is not what it was.");

    /// <summary>After the way back, rows are not what they were, though they could be.</summary>
    public static ProofRule DataNotRestored { get; } = new("MIG4002", nameof(DataNotRestored), FindingSeverity.Error,
        "After the way back, rows are not what they were, though they could be.");

    /// <summary>The way back is refused by the database.</summary>
    public static ProofRule UndoFails { get; } = new("MIG4003", nameof(UndoFails), FindingSeverity.Error,
        "The way back is refused by the database.");

    /// <summary>After the way back, the change set does not run again.</summary>
    public static ProofRule SecondRunFails { get; } = new("MIG4004", nameof(SecondRunFails), FindingSeverity.Error,
        "After the way back, the change set does not run again.");

    /// <summary>Run again, the change set does not give what it gave the first time.</summary>
    public static ProofRule SecondRunDiffers { get; } = new("MIG4005", nameof(SecondRunDiffers), FindingSeverity.Error,
        "Run again, the change set does not give what it gave the first time.");

    /// <summary>After the way back, the columns of a table are there in another order.</summary>
    public static ProofRule ColumnOrderNotRestored { get; } = new("MIG4006", nameof(ColumnOrderNotRestored), FindingSeverity.Information,
        "After the way back, the columns of a table are there in another order.");

    /// <summary>The way back could not be tried.</summary>
    public static ProofRule NotProvable { get; } = new("MIG4007", nameof(NotProvable), FindingSeverity.Warning,
        "The way back could not be tried.");

    /// <summary>A change set says that there is nothing to undo, and leaves something behind.</summary>
    public static ProofRule LeftByDesign { get; } = new("MIG4008", nameof(LeftByDesign), FindingSeverity.Information,
        "A change set says that there is nothing to undo, and leaves something behind.");

    /// <summary>The schema of the database could not be copied as a whole.</summary>
    public static ProofRule IncompleteCopy { get; } = new("MIG4009", nameof(IncompleteCopy), FindingSeverity.Information,
        "The schema of the database could not be copied as a whole.");

    /// <summary>The way back is refused where tables have rows, and works where they are empty.</summary>
    public static ProofRule UndoNeedsEmptyTables { get; } = new("MIG4010", nameof(UndoNeedsEmptyTables), FindingSeverity.Warning,
        "The way back is refused where tables have rows, and works where they are empty.");

    /// <summary>The index that the database has made for a foreign key stays when the key is dropped.</summary>
    public static ProofRule IndexOfForeignKeyStays { get; } = new("MIG4011", nameof(IndexOfForeignKeyStays), FindingSeverity.Information,
        "The index that the database has made for a foreign key stays when the key is dropped.");

    /// <summary>Every rule.</summary>
    public static ImmutableArray<ProofRule> All { get; } =
        [SchemaNotRestored, DataNotRestored, UndoFails, SecondRunFails, SecondRunDiffers, ColumnOrderNotRestored, NotProvable, LeftByDesign, IncompleteCopy, UndoNeedsEmptyTables, IndexOfForeignKeyStays];

    /// <summary>Whether a code is of a rule that only a proof looks for.</summary>
    public static bool Has(string code) => All.Any(r => r.Code == code);

    /// <summary>A finding of this rule.</summary>
    public MigrationFinding At(SourceSpan span, string message, string? advice) => new(Code, Name, Severity, message, advice, span.File, span.Line, span.Column);
}
