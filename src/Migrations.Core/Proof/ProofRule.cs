using Migrations.Changelog;

namespace Migrations.Proof;

/// <summary>A rule about ways back that were tried, by which findings are known. Codes are never reused.</summary>
/// <param name="Code">The stable code: <c>MIG4</c> and three digits.</param>
/// <param name="Name">The name in words.</param>
/// <param name="Severity">How much it matters when nothing else is said.</param>
public sealed record ProofRule(string Code, string Name, FindingSeverity Severity)
{
    /// <summary>After the way back, an object of the schema is not what it was.</summary>
    public static ProofRule SchemaNotRestored { get; } = new("MIG4001", nameof(SchemaNotRestored), FindingSeverity.Error);

    /// <summary>After the way back, rows are not what they were, though they could be.</summary>
    public static ProofRule DataNotRestored { get; } = new("MIG4002", nameof(DataNotRestored), FindingSeverity.Error);

    /// <summary>The way back is refused by the database.</summary>
    public static ProofRule UndoFails { get; } = new("MIG4003", nameof(UndoFails), FindingSeverity.Error);

    /// <summary>After the way back, the change set does not run again.</summary>
    public static ProofRule SecondRunFails { get; } = new("MIG4004", nameof(SecondRunFails), FindingSeverity.Error);

    /// <summary>Run again, the change set does not give what it gave the first time.</summary>
    public static ProofRule SecondRunDiffers { get; } = new("MIG4005", nameof(SecondRunDiffers), FindingSeverity.Error);

    /// <summary>After the way back, the columns of a table are there in another order.</summary>
    public static ProofRule ColumnOrderNotRestored { get; } = new("MIG4006", nameof(ColumnOrderNotRestored), FindingSeverity.Information);

    /// <summary>The way back could not be tried.</summary>
    public static ProofRule NotProvable { get; } = new("MIG4007", nameof(NotProvable), FindingSeverity.Warning);

    /// <summary>A change set says that there is nothing to undo, and leaves something behind.</summary>
    public static ProofRule LeftByDesign { get; } = new("MIG4008", nameof(LeftByDesign), FindingSeverity.Information);

    /// <summary>The schema of the database could not be copied as a whole.</summary>
    public static ProofRule IncompleteCopy { get; } = new("MIG4009", nameof(IncompleteCopy), FindingSeverity.Information);

    /// <summary>The way back is refused where tables have rows, and works where they are empty.</summary>
    public static ProofRule UndoNeedsEmptyTables { get; } = new("MIG4010", nameof(UndoNeedsEmptyTables), FindingSeverity.Warning);

    /// <summary>A finding of this rule.</summary>
    public MigrationFinding At(SourceSpan span, string message, string? advice) => new(Code, Name, Severity, message, advice, span.File, span.Line, span.Column);
}
