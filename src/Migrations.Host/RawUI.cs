using System.Management.Automation.Host;

namespace Migrations.Host;

/// <summary>The size and the keys of the console. What needs a screen buffer (scrolling, reading cells back) is not offered.</summary>
sealed class RawUI : PSHostRawUserInterface
{
    /// <summary>The width of plain text that nobody watches, in columns.</summary>
    const int RedirectedWidth = 120;

    static Size Screen => Console.IsOutputRedirected || Console.WindowWidth <= 0
        ? new Size(RedirectedWidth, 50)
        : new Size(Console.WindowWidth, Math.Max(Console.WindowHeight, 1));

    public override Size BufferSize
    {
        get => Screen;
        set => throw NoScreenBuffer();
    }

    public override Size WindowSize
    {
        get => Screen;
        set => throw NoScreenBuffer();
    }

    public override Size MaxWindowSize => Screen;

    public override Size MaxPhysicalWindowSize => Screen;

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw NoScreenBuffer();
    }

    public override Coordinates CursorPosition
    {
        get => Console.IsOutputRedirected ? new(0, 0) : new(Console.CursorLeft, Console.CursorTop);
        set
        {
            if (!Console.IsOutputRedirected)
                Console.SetCursorPosition(value.X, value.Y);
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreenBuffer();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreenBuffer();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreenBuffer();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NoScreenBuffer();

    static NotSupportedException NoScreenBuffer() => new("This host writes to a stream and has no screen buffer. Use pwsh.");
}
