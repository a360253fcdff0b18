using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Migrations.Host;

/// <summary>
/// Output on the console as pwsh gives it: objects and messages on standard output, errors on standard error, colours only where a
/// terminal shows them and NO_COLOR is not set. Questions are asked only where both ends are a terminal.
/// </summary>
sealed class ConsoleUI : PSHostUserInterface
{
    static readonly bool ColourWanted = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb"
        && (!OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("WT_SESSION") is not null);

    static readonly bool OutputHasColour = ColourWanted && !Console.IsOutputRedirected;
    static readonly bool ErrorHasColour = ColourWanted && !Console.IsErrorRedirected;

    readonly ProgressLine progress = new(enabled: !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>Whether an error reached the console.</summary>
    public bool ErrorShown { get; private set; }

    /// <summary>Whether the console waits for an answer.</summary>
    public bool IsAsking { get; private set; }

    public override PSHostRawUserInterface RawUI { get; } = new RawUI();

    public override bool SupportsVirtualTerminal => OutputHasColour;

    public override void Write(string value) => Output(value);

    public override void WriteLine(string value) => Output(value + Environment.NewLine);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        var colour = PSStyle.MapForegroundColorToEscapeSequence(foregroundColor);
        if (backgroundColor != RawUI.BackgroundColor)
            colour += PSStyle.MapBackgroundColorToEscapeSequence(backgroundColor);
        Output(colour + value + PSStyle.Instance.Reset);
    }

    public override void WriteErrorLine(string value)
    {
        ErrorShown = true;
        progress.Clear();
        Console.Error.WriteLine(GetOutputString(value, ErrorHasColour));
    }

    public override void WriteWarningLine(string message) => Labelled(FormatStyle.Warning, "WARNING: ", message);

    public override void WriteVerboseLine(string message) => Labelled(FormatStyle.Verbose, "VERBOSE: ", message);

    public override void WriteDebugLine(string message) => Labelled(FormatStyle.Debug, "DEBUG: ", message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => progress.Show(record);

    /// <summary>Takes the progress line off the screen.</summary>
    public void EndProgress() => progress.Clear();

    public override string ReadLine() => Ask("A command reads a line.", () => Console.ReadLine() ?? "");

    public override SecureString ReadLineAsSecureString() => Ask("A command reads a secret.", ReadSecret);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        Ask($"{caption} {message}".Trim(), () => ChoicePrompt.Ask(this, caption, message, choices, defaultChoice));

    public override Dictionary<string, PSObject?> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        Ask($"{caption} {message} ({string.Join(", ", descriptions.Select(field => field.Name))})".Trim(), () =>
        {
            var answers = new Dictionary<string, PSObject?>();
            foreach (var field in descriptions)
            {
                Write($"{(string.IsNullOrEmpty(field.Label) ? field.Name : field.Label.Replace("&", "", StringComparison.Ordinal))}: ");
                var type = LanguagePrimitives.ConvertTo(field.ParameterAssemblyFullName, typeof(Type), CultureInfo.InvariantCulture) as Type;
                object value = type == typeof(SecureString) ? ReadSecret() : Console.ReadLine() ?? "";
                answers[field.Name] = PSObject.AsPSObject(value);
            }
            return answers;
        });

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        Ask($"{caption} {message}".Trim(), () =>
        {
            WriteLine(message);
            if (string.IsNullOrEmpty(userName))
            {
                Write("User: ");
                userName = Console.ReadLine() ?? "";
            }
            Write($"Password for user {userName}: ");
            return new PSCredential(userName, ReadSecret());
        });

    /// <summary>Runs a question, or fails with a message that says how to do without.</summary>
    T Ask<T>(string question, Func<T> ask)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
            throw new HostException($"There is no terminal to ask on: {question} Say it on the command line instead: -Confirm:$false answers yes to a confirmation, and every other value has a parameter.");
        progress.Clear();
        IsAsking = true;
        try
        {
            return ask();
        }
        finally
        {
            IsAsking = false;
        }
    }

    void Output(string value)
    {
        progress.Clear();
        Console.Out.Write(GetOutputString(value, OutputHasColour));
    }

    void Labelled(FormatStyle style, string label, string message) => WriteLine(GetFormatStyleString(style) + label + message + PSStyle.Instance.Reset);

    static SecureString ReadSecret()
    {
        var secret = new SecureString();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
                secret.AppendChar(key.KeyChar);
            else if (secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
        }
        Console.WriteLine();
        secret.MakeReadOnly();
        return secret;
    }
}
