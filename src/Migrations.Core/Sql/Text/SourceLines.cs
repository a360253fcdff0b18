namespace Migrations.Sql.Text;

/// <summary>Counts lines and columns of a text, forwards.</summary>
sealed class SourceLines(string text)
{
    int offset, line = 1, lineStart;

    /// <summary>The 1-based line and column of an offset; offsets have to be asked for in rising order to be fast.</summary>
    public (int Line, int Column) At(int position)
    {
        if (position < offset)
            (offset, line, lineStart) = (0, 1, 0);
        for (; offset < position; offset++)
        {
            if (text[offset] == '\n' || (text[offset] == '\r' && (offset + 1 >= text.Length || text[offset + 1] != '\n')))
            {
                line++;
                lineStart = offset + 1;
            }
        }
        return (line, position - lineStart + 1);
    }
}
