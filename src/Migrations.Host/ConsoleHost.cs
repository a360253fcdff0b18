using System.Globalization;
using System.Management.Automation.Host;

namespace Migrations.Host;

/// <summary>What the PowerShell engine knows of the program it runs in.</summary>
sealed class ConsoleHost : PSHost
{
    /// <summary>The console, by its own type.</summary>
    public ConsoleUI Console { get; } = new();

    /// <summary>The argument of <c>exit</c>, once it was called.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "Migrations.Host";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Console;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode ??= exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host runs one command line and has no prompt to nest. Use pwsh to debug.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    /// <summary>A native program is about to use the console.</summary>
    public override void NotifyBeginApplication() => Console.EndProgress();

    public override void NotifyEndApplication()
    {
    }
}
