namespace Migrations;

/// <summary>Something about the text of a changelog that Liquibase accepts in silence and that is probably not what was meant.</summary>
/// <param name="Code">The stable code: <c>MIG1</c> and three digits.</param>
/// <param name="Name">The name of the rule in words, one per code.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="File">The file as the user may open it.</param>
/// <param name="Line">1-based line; 0 for the file as a whole.</param>
/// <param name="Column">1-based column; 0 for the file as a whole.</param>
public sealed record MigrationFinding(
    string Code, string Name, FindingSeverity Severity, string Message, string? Advice, string File, int Line, int Column)
{
    /// <summary>The database of the plan that it was found for; null before it is part of one.</summary>
    public MigrationTarget? Target { get; init; }

    /// <summary>The run that found it; null where nothing connected.</summary>
    public string? RunId { get; init; }

    /// <summary>DEPLOYMENT_ID of that run.</summary>
    public string? DeploymentId { get; init; }

    internal MigrationFinding Of(Execution.PlanOrigin origin) => this with { Target = origin.Target, RunId = origin.RunId, DeploymentId = origin.DeploymentId };

    /// <summary><c>MIG1001 DuplicateKey at file:line:column: message</c>.</summary>
    public override string ToString() => $"{Code} {Name} at {new Changelog.SourceSpan(File, Line, Column)}: {Message}";
}
