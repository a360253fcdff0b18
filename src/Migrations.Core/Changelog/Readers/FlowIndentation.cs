namespace Migrations.Changelog;

/// <summary>
/// A YAML text whose lines in braces, brackets and double quotes can be indented more. YamlDotNet wants a text there to stand further right than the key before it;
/// SnakeYAML, and so Liquibase, takes it anywhere. More blanks at the beginning of such a line mean nothing.
/// </summary>
/// <param name="text">The text as it is written.</param>
sealed class FlowIndentation(string text)
{
    /// <summary>How many characters are read again at most: a file with a brace that is not closed would else be read once for each of its lines.</summary>
    const long MostRead = 20_000_000;

    readonly Dictionary<int, int> added = [];
    long read;

    /// <summary>The text with what has been added.</summary>
    public string Text { get; private set; } = text;

    /// <summary>How many blanks have been added to a line.</summary>
    public int AddedTo(int line) => added.GetValueOrDefault(line);

    /// <summary>Indents a line further right than the one before it.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <returns>Whether it is worth reading again.</returns>
    public bool Deepen(int line)
    {
        read += Text.Length;
        var lines = Text.Split('\n');
        if (line < 2 || line > lines.Length || added.ContainsKey(line) || read > MostRead)
            return false;
        var before = Array.FindLast(lines[..(line - 1)], l => !string.IsNullOrWhiteSpace(l)) ?? "";
        // "- " before a key counts as indentation, too.
        var dash = before.TrimStart().StartsWith("- ", StringComparison.Ordinal) ? 2 : 0;
        added[line] = Math.Max(Indentation(before) - Indentation(lines[line - 1]), 0) + dash + 2;
        lines[line - 1] = new string(' ', added[line]) + lines[line - 1];
        Text = string.Join('\n', lines);
        return true;
    }

    static int Indentation(string line) => line.Length - line.TrimStart(' ').Length;
}
