using System.Management.Automation;
using Migrations.Execution;

namespace Migrations;

/// <summary>The one place where an exception becomes what PowerShell shows.</summary>
static class ErrorRecords
{
    /// <summary>
    /// The record of an exception. A <see cref="MigrationException"/> says itself what it is; any other is a defect of the module, and is
    /// told so in one line, with the exception kept inside for those who look.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <param name="shown">Makes of a text what may be shown of it.</param>
    public static ErrorRecord From(Exception exception, Func<string, string> shown)
    {
        if (exception is StatementFailedException refused)
            exception = StatementErrors.OfOurOwn(refused);
        if (exception is not MigrationException failure)
        {
            var text = shown($"Unexpected {exception.GetType().Name}: {exception.Message}");
            return WithAdvice(
                new ErrorRecord(new InvalidOperationException(text, exception), "Unexpected", ErrorCategory.NotSpecified, targetObject: null),
                "This is a defect of Migrations. Please report it with what 'Get-Error' shows.");
        }
        failure = failure.Shown(shown);
        object? target = (failure.ChangeSet ?? failure.Span?.File) is { } place ? shown(place) : null;
        return WithAdvice(new ErrorRecord(failure, failure.Code.ToString(), CategoryOf(failure.Code), target), failure.Advice);
    }

    /// <summary>The error of a command whose module was imported from one folder while the process runs the copy in another.</summary>
    public static ErrorRecord ModuleReplaced(string imported, string loaded) => WithAdvice(
        new ErrorRecord(
            new InvalidOperationException($"The module was imported from {imported}, but this process already runs the copy in {loaded}."),
            "ModuleReplaced", ErrorCategory.ResourceExists, imported),
        "Restart PowerShell, and import only one of them.");

    /// <summary>The category, for those who sort errors by it. A test sees that every code has one.</summary>
    internal static ErrorCategory CategoryOf(ErrorCode code) => code switch
    {
        ErrorCode.InvalidSyntax => ErrorCategory.SyntaxError,
        ErrorCode.InvalidChangelog or ErrorCode.UnknownChangeType or ErrorCode.MissingAttribute or ErrorCode.InvalidValue
            or ErrorCode.DuplicateChangeSet or ErrorCode.IncludeCycle or ErrorCode.InvalidConfiguration => ErrorCategory.InvalidData,
        ErrorCode.ChecksumMismatch or ErrorCode.PathIdentityChanged or ErrorCode.PlanOutdated
            or ErrorCode.HistoryChanged or ErrorCode.ChangelogChanged or ErrorCode.SchemaChanged or ErrorCode.SecretChanged or ErrorCode.InvalidPlanFile => ErrorCategory.InvalidData,
        ErrorCode.FileNotFound or ErrorCode.ObjectNotFound => ErrorCategory.ObjectNotFound,
        ErrorCode.ScratchUnusable or ErrorCode.PathOutsideSearchPath or ErrorCode.InvalidConnection or ErrorCode.TargetMismatch => ErrorCategory.InvalidArgument,
        ErrorCode.FileExists => ErrorCategory.ResourceExists,
        ErrorCode.NotSupported => ErrorCategory.NotImplemented,
        ErrorCode.ConnectionFailed or ErrorCode.ConnectionLost => ErrorCategory.ConnectionError,
        ErrorCode.LockHeld => ErrorCategory.ResourceBusy,
        ErrorCode.LockLost => ErrorCategory.ResourceUnavailable,
        ErrorCode.HistoryUnusable => ErrorCategory.MetadataError,
        ErrorCode.PlanFileEdited => ErrorCategory.SecurityError,
        ErrorCode.DataLoss or ErrorCode.CommandNotAllowed => ErrorCategory.PermissionDenied,
        ErrorCode.PlanRejected => ErrorCategory.InvalidResult,
        ErrorCode.Declined or ErrorCode.Stopped or ErrorCode.ChangelogMessage => ErrorCategory.OperationStopped,
        ErrorCode.PreconditionFailed or ErrorCode.ChangeSetFailed or ErrorCode.StepInDoubt or ErrorCode.RunInterrupted or ErrorCode.RollbackImpossible => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.NotSpecified,
    };

    static ErrorRecord WithAdvice(ErrorRecord record, string? advice)
    {
        if (advice is not null)
            record.ErrorDetails = new ErrorDetails(record.Exception.Message) { RecommendedAction = advice };
        return record;
    }
}
