namespace Migrations;

/// <summary>The stable ids of errors. They appear in ErrorRecords and are never renamed; they only grow.</summary>
public enum ErrorCode
{
    /// <summary>A file could not be parsed (broken YAML, undecodable bytes, a tag that is not allowed, a limit exceeded).</summary>
    InvalidSyntax,
    /// <summary>The changelog parses but says something that is not in the language.</summary>
    InvalidChangelog,
    /// <summary>A change type that is not known.</summary>
    UnknownChangeType,
    /// <summary>A required attribute is missing.</summary>
    MissingAttribute,
    /// <summary>An attribute has a value of the wrong kind.</summary>
    InvalidValue,
    /// <summary>Two change sets have the same file, id and author.</summary>
    DuplicateChangeSet,
    /// <summary>A file that is named does not exist or cannot be read.</summary>
    FileNotFound,
    /// <summary>A path leads outside the search path.</summary>
    PathOutsideSearchPath,
    /// <summary>A changelog includes itself, directly or through others.</summary>
    IncludeCycle,
    /// <summary>An applied change set was edited.</summary>
    ChecksumMismatch,
    /// <summary>A pending change set stands in history under another file name.</summary>
    PathIdentityChanged,
    /// <summary>A precondition was not met.</summary>
    PreconditionFailed,
    /// <summary>The database cannot do what is asked.</summary>
    NotSupported,
    /// <summary>No connection could be made.</summary>
    ConnectionFailed,
    /// <summary>The connection was lost during the run.</summary>
    ConnectionLost,
    /// <summary>The connection string or URL cannot be understood.</summary>
    InvalidConnection,
    /// <summary>An explicit connection leads elsewhere than the objects on the pipeline.</summary>
    TargetMismatch,
    /// <summary>Another run holds the lock.</summary>
    LockHeld,
    /// <summary>The lock was taken away while the run was working.</summary>
    LockLost,
    /// <summary>The database refused a statement of a change set.</summary>
    ChangeSetFailed,
    /// <summary>A statement may or may not have run, and the live schema does not tell.</summary>
    StepInDoubt,
    /// <summary>A change set or its undo was cut off outside a transaction, and has to be finished before anything else.</summary>
    RunInterrupted,
    /// <summary>The history tables cannot be read or written, or are not as expected.</summary>
    HistoryUnusable,
    /// <summary>There is no way back for a change set.</summary>
    RollbackImpossible,
    /// <summary>An undo would destroy data and was not allowed to.</summary>
    DataLoss,
    /// <summary>A plan can no longer be run because something has moved since it was made.</summary>
    PlanOutdated,
    /// <summary>A named object of the schema is not there, and it is needed to make the SQL.</summary>
    ObjectNotFound,
    /// <summary>Findings at or above the chosen severity.</summary>
    PlanRejected,
    /// <summary>The user answered No.</summary>
    Declined,
    /// <summary>A message that the changelog shows as an error (<c>output</c> with the target FATAL); it ends nothing.</summary>
    ChangelogMessage,
    /// <summary>A <c>stop</c> in the changelog.</summary>
    Stopped,
    /// <summary>A change set runs a command, and commands were not allowed.</summary>
    CommandNotAllowed,
    /// <summary>The settings of the project (<c>migrations.yaml</c>) say something that is not known, or lack what was asked for.</summary>
    InvalidConfiguration,
    /// <summary>There is no database to try change sets in: it cannot be made, is not empty, or is the target itself.</summary>
    ScratchUnusable,
    /// <summary>Another deployment has run since a plan was made, or history was changed.</summary>
    HistoryChanged,
    /// <summary>The changelog is not the one that a plan was made of.</summary>
    ChangelogChanged,
    /// <summary>An object that a plan touches is not as it was when the plan was made.</summary>
    SchemaChanged,
    /// <summary>A secret in the statements of a plan is not what it was when the plan was made, or is not known.</summary>
    SecretChanged,
    /// <summary>A file is no plan, or one that this version cannot read.</summary>
    InvalidPlanFile,
    /// <summary>A plan in a file was edited after it was written.</summary>
    PlanFileEdited,
    /// <summary>A file is there already that was not to be replaced.</summary>
    FileExists,
}
