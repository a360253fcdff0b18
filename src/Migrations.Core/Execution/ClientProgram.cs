using System.Collections.Immutable;

namespace Migrations.Execution;

/// <summary>How the database's own client is started. What is secret stands in the environment, which others on the computer do not see.</summary>
/// <param name="Executable">Its name, which the system finds.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">What stands in its environment besides what stands in ours.</param>
public sealed record ClientProgram(string Executable, ImmutableArray<string> Arguments, ImmutableDictionary<string, string> Environment)
{
    /// <summary>The argument behind which the path of a script is given; null where the script goes to its standard input.</summary>
    public string? ScriptArgument { get; init; }
}
