namespace Migrations.Ci;

/// <summary>
/// How a build agent wants to be told things. What it is given is foreign text, secrets masked already: an implementation escapes it so that it arrives whole,
/// and so that nothing in it is taken for a command.
/// </summary>
interface ICiReporter
{
    /// <summary>Text that is shown beside the commands, changed where the agent would take a part of it for one.</summary>
    string Neutralize(string text);

    /// <summary>What follows belongs together, until <see cref="EndGroup"/>.</summary>
    void BeginGroup(string title);

    /// <summary>Ends the group.</summary>
    void EndGroup();

    /// <summary>How far the run is.</summary>
    void Progress(int percent, string what);

    /// <summary>Something to look at, shown at its place.</summary>
    void Issue(CiIssue issue);

    /// <summary>A value for later steps of the pipeline.</summary>
    void SetOutput(string name, string value);

    /// <summary>Something to read, as Markdown.</summary>
    void AddSummary(string title, string markdown);

    /// <summary>The findings and the change sets of a plan, for those parts of the agent's pages that show such things.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="results">What became of it; empty before it has run.</param>
    /// <param name="asTests">Whether they are published as test results, too.</param>
    void Publish(MigrationPlan plan, IReadOnlyList<MigrationResult> results, bool asTests);

    /// <summary>What became of the step of the pipeline, where the exit code does not tell.</summary>
    void Conclude(CiConclusion conclusion);
}

/// <summary>Something to look at.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">The code of the finding or the error.</param>
/// <param name="Message">What it is.</param>
/// <param name="File">The full path of the file; null where there is none.</param>
/// <param name="Line">1-based line; 0 for the file as a whole.</param>
/// <param name="Column">1-based column; 0 for the file as a whole.</param>
readonly record struct CiIssue(FindingSeverity Severity, string Code, string Message, string? File, int Line, int Column);

/// <summary>What became of a step.</summary>
enum CiConclusion
{
    /// <summary>It succeeded.</summary>
    Succeeded,
    /// <summary>It succeeded, and there is something to look at.</summary>
    SucceededWithIssues,
    /// <summary>It failed.</summary>
    Failed,
}
