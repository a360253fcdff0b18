namespace Migrations;

/// <summary>
/// Something about a changelog or a plan that is questionable: what Liquibase accepts in silence and is probably not what was meant, what a statement blocks
/// or destroys, what cannot be taken back.
/// </summary>
/// <param name="Code">The stable code: <c>MIG</c> and four digits.</param>
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

    /// <summary>The change set that it is about, as <c>file::id::author</c>; null where it is about the changelog as a whole.</summary>
    public string? ChangeSet { get; init; }

    /// <summary>The statement that it is about, secrets masked; null where it is about none.</summary>
    public string? Statement { get; init; }

    /// <summary>The object that it is about: <c>schema.table</c>, <c>schema.table.column</c>; null where it is about none.</summary>
    public string? Object { get; init; }

    /// <summary>The lock that the statement takes, by the database's own name; null where that is not what it is about.</summary>
    public string? Lock { get; init; }

    /// <summary>What that lock keeps others from doing: None, Rows, SchemaChanges, Writes, ReadsAndWrites, Unknown.</summary>
    public string? LockImpact { get; init; }

    /// <summary>Whether the table is written anew while the lock is held.</summary>
    public bool Rewrites { get; init; }

    /// <summary>Whether all rows are read while the lock is held.</summary>
    public bool Scans { get; init; }

    /// <summary>How many rows the statement has to do with, as the database's statistics have it; null where that is not known.</summary>
    public long? EstimatedRows { get; init; }

    /// <summary>How long the statement is likely to take; null where that is not known.</summary>
    public TimeSpan? EstimatedDuration { get; init; }

    /// <summary>What to write instead, ready to paste into the changelog; null where there is no such text.</summary>
    public string? Fix { get; init; }

    /// <summary>Why it does not count: the reason that a suppression gives; null where it counts.</summary>
    public string? Suppression { get; init; }

    /// <summary>Where the change stands that it is about, where the place is another one (in an SQL file); null where it is about none.</summary>
    internal Changelog.SourceSpan? Change { get; init; }

    /// <summary>Whether it stops a run.</summary>
    internal bool Blocks(FailureThreshold threshold) => Suppression is null && threshold switch
    {
        FailureThreshold.Warning => Severity >= FindingSeverity.Warning,
        FailureThreshold.Error => Severity >= FindingSeverity.Error,
        _ => false,
    };

    /// <summary>The same as part of a plan, secrets masked.</summary>
    internal MigrationFinding Of(Execution.PlanOrigin origin)
    {
        var secrets = origin.Settings.Secrets.Mask;
        return this with
        {
            Message = secrets.Mask(Message),
            Advice = Advice is null ? null : secrets.Mask(Advice),
            Statement = Statement is null ? null : secrets.Mask(Statement),
            Fix = Fix is null ? null : secrets.Mask(Fix),
            Target = origin.Target,
            RunId = origin.RunId,
            DeploymentId = origin.DeploymentId,
        };
    }

    /// <summary><c>MIG1001 DuplicateKey at file:line:column: message</c>.</summary>
    public override string ToString() => $"{Code} {Name} at {new Changelog.SourceSpan(File, Line, Column)}: {Message}";
}
