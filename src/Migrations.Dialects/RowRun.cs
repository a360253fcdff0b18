using Migrations.Rows;

namespace Migrations.Dialects;

/// <summary>Takes some rows off a source from the one where it stands, and leaves it at the one behind them.</summary>
/// <param name="source">The rows; it stands at one.</param>
sealed class RowRun(IEnumerator<Row> source)
{
    /// <summary>Whether the source stands at another row.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>Takes at most so many rows.</summary>
    public IEnumerable<Row> Take(int count)
    {
        for (; count > 0 && HasMore; count--)
        {
            yield return source.Current;
            HasMore = source.MoveNext();
        }
    }
}
