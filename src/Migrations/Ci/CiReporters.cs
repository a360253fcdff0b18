namespace Migrations.Ci;

/// <summary>Every build agent: how it is known, and who tells it.</summary>
static class CiReporters
{
    /// <summary>The agent that a command runs on.</summary>
    /// <param name="environment">Gives an environment variable.</param>
    public static CIFormat Detect(Func<string, string?> environment) =>
        Says(environment("TF_BUILD")) ? CIFormat.AzureDevOps
        : Says(environment("GITHUB_ACTIONS")) ? CIFormat.GitHubActions
        : Says(environment("GITLAB_CI")) ? CIFormat.GitLab
        : CIFormat.None;

    /// <summary>Who tells the agent; null where there is none.</summary>
    /// <param name="format">The agent, or <see cref="CIFormat.Auto"/>.</param>
    /// <param name="write">Writes a line of the log.</param>
    /// <param name="environment">Gives an environment variable.</param>
    public static ICiReporter? Create(CIFormat format, Action<string> write, Func<string, string?> environment) => format switch
    {
        CIFormat.AzureDevOps => new AzureDevOpsReporter(write, environment),
        CIFormat.GitHubActions => new GitHubActionsReporter(write, environment),
        CIFormat.GitLab => new GitLabReporter(write, environment),
        CIFormat.Auto when Detect(environment) is not CIFormat.None and var detected => Create(detected, write, environment),
        _ => null,
    };

    /// <summary>A text in which the agent that this process runs on finds no command; the same text where it runs on none.</summary>
    public static string Neutralize(string text) => Create(CIFormat.Auto, _ => { }, Environment.GetEnvironmentVariable)?.Neutralize(text) ?? text;

    static bool Says(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
