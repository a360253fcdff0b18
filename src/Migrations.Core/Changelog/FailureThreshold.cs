namespace Migrations;

/// <summary>From which severity on findings stop a run.</summary>
public enum FailureThreshold
{
    /// <summary>From none.</summary>
    None,
    /// <summary>Warnings and errors.</summary>
    Warning,
    /// <summary>Errors.</summary>
    Error,
}
