using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Migrations.Changelog;

/// <summary>
/// Parses on a thread of its own while the reader makes values of what has been parsed: in a large file both take about as long.
/// What the parser throws is thrown where the reader gets to it; by then the parser has stopped there, and its place is that of the error.
/// </summary>
sealed class ReadAheadParser : IParser, IDisposable
{
    // Handing over costs more than parsing an event does, so many are handed over at once; but what waits is kept, and moved, by every collection of garbage.
    const int EventsInBlock = 256;
    const int BlocksAhead = 4;

    readonly BlockingCollection<Block> blocks = new(BlocksAhead);
    readonly CancellationTokenSource abandoned = new();
    readonly Thread thread;
    Block block = new([], null);
    int next;

    /// <summary>Begins to parse.</summary>
    /// <param name="parser">The parser, which nobody else may use until this is disposed.</param>
    public ReadAheadParser(IParser parser)
    {
        thread = new(() => Parse(parser)) { IsBackground = true, Name = "YAML parser" };
        thread.Start();
    }

    /// <inheritdoc/>
    public ParsingEvent? Current { get; private set; }

    /// <inheritdoc/>
    public bool MoveNext()
    {
        while (next == block.Events.Count)
        {
            block.Error?.Throw();
            if (!blocks.TryTake(out var following, Timeout.Infinite))
                return false;
            (block, next) = (following, 0);
        }
        Current = block.Events[next++];
        return true;
    }

    /// <summary>Stops parsing and waits until it has.</summary>
    public void Dispose()
    {
        abandoned.Cancel();
        thread.Join();
        abandoned.Dispose();
        blocks.Dispose();
    }

    void Parse(IParser parser)
    {
        try
        {
            Block parsed;
            do
            {
                parsed = ParseBlock(parser);
                blocks.Add(parsed, abandoned.Token);
            }
            while (parsed.Events.Count == EventsInBlock);
        }
        catch (OperationCanceledException)
        {
            // The reader has found something wrong in what it has got.
        }
        blocks.CompleteAdding();
    }

    /// <summary>The next events, and what was thrown behind them. Where there are fewer than there could be, they are the last.</summary>
    static Block ParseBlock(IParser parser)
    {
        var events = new List<ParsingEvent>(EventsInBlock);
        try
        {
            while (events.Count < EventsInBlock && parser.MoveNext())
                events.Add(parser.Current!);
            return new(events, null);
        }
        catch (Exception e)
        {
            return new(events, ExceptionDispatchInfo.Capture(e));
        }
    }

    sealed record Block(List<ParsingEvent> Events, ExceptionDispatchInfo? Error);
}
