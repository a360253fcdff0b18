namespace Migrations;

/// <summary>How much harm a step may do to a database in use, from none to what keeps the plan from running.</summary>
public enum MigrationRisk
{
    /// <summary>It does nothing, or nothing that anybody else notices.</summary>
    None,
    /// <summary>A lock for a moment, or work that others need not wait for.</summary>
    Low,
    /// <summary>Others may have to wait, or something about it is questionable.</summary>
    Medium,
    /// <summary>Others have to wait for long, or data is lost.</summary>
    High,
    /// <summary>A finding keeps the plan from running: somebody has to decide.</summary>
    Blocked,
}
