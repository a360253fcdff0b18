namespace Migrations.Tests.Lint;

/// <summary>A change of the corpus: the changes of a change set, or change sets, or SQL, and the code of the finding that it has to raise.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">Its line there.</param>
/// <param name="Code">The code; <c>safe</c> where it has to raise nothing that warns.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Body">The change.</param>
public sealed record CorpusCase(string File, int Line, string Code, string Title, string Body)
{
    /// <summary>What begins a case: <c>--- code title</c>; a title may end with <c>[outside]</c> (of a transaction) or <c>[known]</c> (only where the tables are known).</summary>
    const string Mark = "--- ";

    /// <summary>Whether it runs outside a transaction.</summary>
    public bool Outside => Title.Contains("[outside]", StringComparison.Ordinal);

    /// <summary>Whether it means what it means only where the tables are known.</summary>
    public bool OnlyKnown => !IsSql || Title.Contains("[known]", StringComparison.Ordinal);

    /// <summary>Whether it is SQL.</summary>
    public bool IsSql => File.EndsWith(".sql", StringComparison.Ordinal);

    /// <summary>The entries of a changelog.</summary>
    public string Entries => Body.StartsWith("- changeSet", StringComparison.Ordinal) ? Body : $"- changeSet:\n    id: 1\n    author: c\n{(Outside ? "    runInTransaction: false\n" : "")}    changes:\n{(IsSql ? Indented("- sql: |\n" + Indented(Body, 4), 4) : Indented(Body, 4))}";

    static string Indented(string text, int by) => string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"{new string(' ', by)}{line}\n"));

    /// <summary>The cases of a file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="folder">Where it is.</param>
    public static IReadOnlyList<CorpusCase> Read(string file, string folder)
    {
        var cases = new List<CorpusCase>();
        var line = 0;
        foreach (var text in System.IO.File.ReadLines(Path.Combine(folder, file)))
        {
            line++;
            if (text.StartsWith(Mark, StringComparison.Ordinal))
            {
                var words = text[Mark.Length..].Split(' ', 2);
                cases.Add(new(file, line, words[0], words[1], ""));
            }
            else
            {
                cases[^1] = cases[^1] with { Body = cases[^1].Body + text + "\n" };
            }
        }
        return cases;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line} {Code} {Title}");
}
