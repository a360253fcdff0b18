using System.Diagnostics;

namespace Migrations.Dialects;

/// <summary>Tells how far a load is, where it takes long enough for somebody to ask.</summary>
/// <param name="report">Is told the number of rows.</param>
sealed class RowProgress(Action<long> report)
{
    static readonly TimeSpan First = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromMilliseconds(500);

    readonly Stopwatch watch = Stopwatch.StartNew();
    TimeSpan next = First;

    /// <summary>How many rows have been sent.</summary>
    public long Count { get; private set; }

    /// <summary>Some rows have been sent.</summary>
    public void Add(long rows)
    {
        Count += rows;
        if (watch.Elapsed < next)
            return;
        next = watch.Elapsed + Pause;
        report(Count);
    }
}
