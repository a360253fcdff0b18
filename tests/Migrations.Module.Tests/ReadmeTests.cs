using System.Text;
using System.Text.RegularExpressions;

namespace Migrations.Tests;

/// <summary>README.md shows what the product does.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>How wide the README's output is.</summary>
    const int Width = 110;

    static readonly string Path = System.IO.Path.Combine(BuiltModule.Repository, "README.md");

    [Fact]
    public void The_tour_gives_the_output_that_it_shows()
    {
        using var session = Session();
        var readme = File.ReadAllText(Path).ReplaceLineEndings("\n");
        var tour = Tour(readme);
        var actual = new StringBuilder(readme, 0, tour.Start.Value, readme.Length * 2);
        var end = tour.Start.Value;
        foreach (Match step in Script().Matches(readme[tour]))
        {
            var start = tour.Start.Value + step.Index;
            actual.Append(readme, end, start - end).Append("```powershell\n").Append(step.Groups["code"].Value).Append("```\n");
            var output = Trimmed(session.Show(step.Groups["code"].Value)).Replace(session.Folder, "/home/ann", StringComparison.Ordinal);
            if (step.Groups["output"].Success)
                actual.Append("```text\n").Append(output).Append("```\n");
            else
                Assert.Equal("\n", output);
            end = start + step.Length;
        }
        actual.Append(readme, end, readme.Length - end);

        // To take over what it gives now, replace README.md by this file.
        var received = System.IO.Path.Combine(BuiltModule.Repository, "tests", "Migrations.Module.Tests", "Accepted", "README.received.md");
        var (expected, given) = (Bookstore.Stable(readme, "/home/ann"), Bookstore.Stable(actual.ToString(), "/home/ann"));
        if (expected != given)
            File.WriteAllText(received, actual.ToString());
        else
            File.Delete(received);
        Assert.Equal(expected, given);
    }

    [Fact]
    public async Task Scripts_without_output_run_too()
    {
        var readme = File.ReadAllText(Path).ReplaceLineEndings("\n");
        var scripts = Script().Matches(readme.Remove(Tour(readme).Start.Value, Tour(readme).GetOffsetAndLength(readme.Length).Length)).Select(script => script.Groups["code"].Value).ToList();
        Assert.Equal(3, scripts.Count);

        foreach (var script in scripts)
            await ExampleScript.RunAsync(script.Replace("./Migrations.psd1", $"'{BuiltModule.RepositoryManifest}'", StringComparison.Ordinal), isApplied: false);
    }

    [Fact]
    public async Task The_first_command_of_the_README_brings_a_database_up_to_date()
    {
        var readme = File.ReadAllText(Path);
        Assert.Contains("""dotnet run --project src/Migrations.Host -- "Invoke-Migration tests/samples/bookstore -Connection 'Data Source=bookstore.db'" """.TrimEnd(), readme, StringComparison.Ordinal);
        using var session = Session();

        var ended = await HostProcess.RunAsync("Invoke-Migration tests/samples/bookstore -Connection 'Data Source=bookstore.db'", session.Folder);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(["author", "book", "book_sales", "customer", "genre", "sale"], session.Objects());
    }

    [Fact]
    public void Every_command_is_in_the_table_and_every_link_leads_somewhere()
    {
        var readme = File.ReadAllText(Path);

        Assert.All(CommandTypes.Names, name => Assert.Contains($"| `{name}` |", readme, StringComparison.Ordinal));
        foreach (Match link in Anchor().Matches(readme))
            Assert.Contains($"# {link.Groups[1].Value.Replace('-', ' ')}\n", readme.ReplaceLineEndings("\n"), StringComparison.OrdinalIgnoreCase);
    }

    static ModuleSession Session()
    {
        var session = new ModuleSession();
        session.Host.Width = Width;
        Bookstore.Copy("bookstore", System.IO.Path.Combine(session.Folder, "tests", "samples", "bookstore"));
        return session;
    }

    static Range Tour(string readme) => readme.IndexOf("## A tour\n", StringComparison.Ordinal)..readme.IndexOf("## Commands\n", StringComparison.Ordinal);

    /// <summary>Without blank lines around it and blanks behind it.</summary>
    static string Trimmed(string output) => string.Join('\n', output.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.TrimEnd())) + "\n";

    /// <summary>A script, and behind it the output where that is shown.</summary>
    [GeneratedRegex("^```powershell\n(?<code>((?!```).*\n)+)```\n(?<output>```text\n((?!```).*\n)*```\n)?", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Script();

    [GeneratedRegex(@"\]\(#([a-z-]+)\)")]
    private static partial Regex Anchor();
}
