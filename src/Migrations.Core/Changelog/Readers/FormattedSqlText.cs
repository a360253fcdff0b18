using System.Text;

namespace Migrations.Changelog;

/// <summary>SQL that is gathered line by line, with its place as long as its lines follow each other in the file.</summary>
/// <param name="file">The file as the user may open it.</param>
sealed class FormattedSqlText(string file)
{
    readonly StringBuilder text = new();
    int lines;
    bool isContiguous = true;

    /// <summary>Whether there is nothing but blanks.</summary>
    public bool IsBlank { get; private set; } = true;

    /// <summary>Where it begins.</summary>
    public SourceSpan Start { get; private set; }

    /// <summary>The text, each line with its end.</summary>
    public string Text => text.ToString();

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="begin">Where in it the text begins.</param>
    public void Add(FormattedSqlLine line, int begin = 0)
    {
        if (IsBlank)
        {
            // What is blank so far is trimmed away in any case.
            text.Clear();
            (Start, lines, isContiguous) = (new(file, line.Number, begin + 1), 0, true);
        }
        // A place is that of the first line plus lines: what is cut off at the front of later ones would move their columns.
        isContiguous &= line.Number == Start.Line + lines && (begin == 0 || lines == 0);
        lines++;
        text.Append(line.Text.AsSpan(begin)).Append('\n');
        IsBlank &= line.Text.AsSpan(begin).IsWhiteSpace();
    }

    /// <summary>The text as the <c>sql</c> of a change.</summary>
    public ChangelogNode Node() => new("sql", [new ScalarValue(Text, Text, Start) { TextStart = isContiguous ? Start : null }], [], Start);
}
