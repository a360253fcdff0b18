namespace Migrations.Lint;

/// <summary>What a policy makes of a rule.</summary>
public enum RuleLevel
{
    /// <summary>Its findings are left out.</summary>
    Off,
    /// <summary>Worth knowing.</summary>
    Information,
    /// <summary>Harmful in some circumstances.</summary>
    Warning,
    /// <summary>Not allowed.</summary>
    Error,
}
