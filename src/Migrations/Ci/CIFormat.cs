namespace Migrations;

/// <summary>For which build agent a command tells what it does.</summary>
public enum CIFormat
{
    /// <summary>The agent that it runs on, as its environment variables say; none where they do not.</summary>
    Auto,
    /// <summary>None.</summary>
    None,
    /// <summary>Azure Pipelines (<c>TF_BUILD</c>).</summary>
    AzureDevOps,
    /// <summary>GitHub Actions (<c>GITHUB_ACTIONS</c>).</summary>
    GitHubActions,
    /// <summary>GitLab CI/CD (<c>GITLAB_CI</c>).</summary>
    GitLab,
}
