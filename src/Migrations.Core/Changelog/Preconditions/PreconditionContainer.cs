namespace Migrations.Changelog;

/// <summary>The preconditions of a changelog or a change set, and what their failure leads to.</summary>
/// <param name="Root">All of the conditions.</param>
/// <param name="Span">Where they stand.</param>
public sealed record PreconditionContainer(Precondition.And Root, SourceSpan Span)
{
    /// <summary>
    /// What happens when a condition does not hold. In the header of a changelog anything but <see cref="PreconditionAction.Warn"/> stops the run.
    /// </summary>
    public PreconditionAction OnFail { get; init; }

    /// <summary>What happens when a condition cannot be evaluated.</summary>
    public PreconditionAction OnError { get; init; }

    /// <summary>The message shown when a condition does not hold; null for the usual one.</summary>
    public string? OnFailMessage { get; init; }

    /// <summary>The message shown when a condition cannot be evaluated; null for the usual one.</summary>
    public string? OnErrorMessage { get; init; }

    /// <summary>What a plan without a database does with the conditions.</summary>
    public OnSqlOutputAction OnSqlOutput { get; init; }
}

/// <summary>What an unmet precondition leads to.</summary>
public enum PreconditionAction
{
    /// <summary>The run stops.</summary>
    Halt,
    /// <summary>The change set is passed over this time and tried again in the next run.</summary>
    Continue,
    /// <summary>The change set is recorded as run without running.</summary>
    MarkRan,
    /// <summary>The change set runs all the same, with a warning.</summary>
    Warn,
}

/// <summary>What a plan without a database does with preconditions.</summary>
public enum OnSqlOutputAction
{
    /// <summary>What can be told without a database is; the rest is taken as met.</summary>
    Ignore,
    /// <summary>What can be told without a database is; the rest is left to the run.</summary>
    Test,
    /// <summary>There is no such plan.</summary>
    Fail,
}
