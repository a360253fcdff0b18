using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace Migrations.Tests;

/// <summary>
/// Runs what a document shows. Each example meets a fresh copy of the bookstore, in <c>./bookstore</c> and in <c>tests/samples/bookstore</c>, beside
/// <c>bookstore.db</c> and a <c>migrations.yaml</c> with the environment dev. One that names a server (<c>postgresql://db01/…</c>, <c>Server=sql01;…</c>) is parsed only.
/// </summary>
static partial class ExampleScript
{
    /// <param name="code">The script.</param>
    /// <param name="isApplied">Whether the bookstore has been applied before.</param>
    public static async Task RunAsync(string code, bool isApplied)
    {
        Parser.ParseInput(code, out _, out var errors);
        Assert.Empty(errors.Select(error => error.Message));
        if (NeedsServer(code))
            return;
        using var session = new ModuleSession();
        session.CopyBookstore();
        session.WriteFile("migrations.yaml", $"environments: {{dev: {{connection: '{Bookstore.Connection}', changelog: bookstore}}}}");
        Bookstore.Copy("bookstore", Path.Combine(session.Folder, "tests", "samples", "bookstore"));
        if (isApplied)
            Assert.Empty(session.Run($"Invoke-Migration ./bookstore -Connection '{Bookstore.Connection}'").Errors);
        if (code.Contains("$env:", StringComparison.Ordinal))
        {
            // The environment belongs to the whole process, so this one gets a process of its own.
            var ended = await HostProcess.RunAsync(code, session.Folder);
            Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
            return;
        }
        // Yes to all.
        for (var i = 0; i < 10; i++)
            session.Host.Answers.Enqueue(1);
        Assert.Empty(session.Run(code).Errors.Select(error => error.ToString()));
    }

    /// <summary>Whether a script talks to a server that tests do not have.</summary>
    public static bool NeedsServer(string code) => Server().IsMatch(code);

    [GeneratedRegex(@"(postgresql|sqlserver|mysql|mariadb)://|(Server|Host)=")]
    private static partial Regex Server();
}
