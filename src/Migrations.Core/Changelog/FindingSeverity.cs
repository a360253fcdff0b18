namespace Migrations;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,
    /// <summary>Probably not what was meant, or harmful in some circumstances.</summary>
    Warning,
    /// <summary>Wrong, or not allowed by the policy in force; a run stops.</summary>
    Error,
}
