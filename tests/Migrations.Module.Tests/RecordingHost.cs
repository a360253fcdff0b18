using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace Migrations.Tests;

/// <summary>A host that keeps what it is to show, and answers questions from a queue.</summary>
public sealed class RecordingHost : PSHost
{
    /// <summary>What was written, without colours.</summary>
    public StringBuilder Screen { get; } = new();

    /// <summary>What was written, as it was.</summary>
    public StringBuilder Coloured { get; } = new();

    /// <summary>How many columns the screen has.</summary>
    public int Width { get; set; } = 120;

    /// <summary>The answers to come, by index. A question without an answer fails the pipeline.</summary>
    public Queue<int> Answers { get; } = new();

    /// <summary>The questions that were asked.</summary>
    public List<string> Questions { get; } = [];

    public override string Name => "Migrations.Module.Tests";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => field ??= new Console(this);

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    sealed class Console(RecordingHost host) : PSHostUserInterface
    {
        public override PSHostRawUserInterface RawUI { get; } = new FixedScreen(host);

        public override bool SupportsVirtualTerminal => true;

        public override void Write(string value)
        {
            host.Coloured.Append(value);
            host.Screen.Append(GetOutputString(value, supportsVirtualTerminal: false));
        }

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

        public override void WriteLine(string value) => Write(value + "\n");

        public override void WriteErrorLine(string value) => WriteLine(value);

        public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

        public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

        public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            host.Questions.Add($"{caption} {message}".Trim());
            return host.Answers.TryDequeue(out var answer) ? answer : throw new HostException($"No answer was prepared for: {message}");
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new HostException($"Nothing was prepared for: {string.Join(", ", descriptions.Select(field => field.Name))}");

        public override string ReadLine() => throw new HostException("Nothing was prepared to be read.");

        public override SecureString ReadLineAsSecureString() => throw new HostException("Nothing was prepared to be read.");

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new HostException("No credential was prepared.");

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new HostException("No credential was prepared.");
    }

    /// <summary>A screen of that width, and nothing that could be read back.</summary>
    sealed class FixedScreen(RecordingHost host) : PSHostRawUserInterface
    {
        public override Size BufferSize { get => new(host.Width, 50); set => throw new NotSupportedException(); }

        /// <summary>As in a terminal, Chinese and Japanese characters take two cells.</summary>
        public override int LengthInBufferCells(string source) => source.Sum(c => c is >= '\u3000' and <= '\u9fff' ? 2 : 1);

        public override Size WindowSize { get => BufferSize; set => throw new NotSupportedException(); }

        public override Size MaxWindowSize => BufferSize;

        public override Size MaxPhysicalWindowSize => BufferSize;

        public override Coordinates WindowPosition { get; set; }

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override ConsoleColor ForegroundColor { get; set; }

        public override ConsoleColor BackgroundColor { get; set; }

        public override string WindowTitle { get; set; } = "";

        public override bool KeyAvailable => false;

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void FlushInputBuffer()
        {
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();

        public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
            throw new NotSupportedException();
    }
}
