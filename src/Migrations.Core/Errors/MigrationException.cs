using Migrations.Changelog;

namespace Migrations;

/// <summary>
/// Every failure that a user can do something about. It carries what an error must say: a stable code, the place, the change set,
/// the cause and what to do. The cmdlets turn it into one ErrorRecord; nothing else formats it.
/// </summary>
public class MigrationException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">What kind of failure it is; its name is the stable id of the ErrorRecord.</param>
    /// <param name="message">One or two sentences: what went wrong. No secret, no stack trace.</param>
    /// <param name="advice">What to do about it, as an imperative sentence.</param>
    /// <param name="span">The place in the changelog, where there is one.</param>
    /// <param name="innerException">The cause, kept for those who look.</param>
    public MigrationException(ErrorCode code, string message, string? advice = null, SourceSpan? span = null, Exception? innerException = null)
        : base(span is { } s ? $"{s}: {message}" : message, innerException)
    {
        Code = code;
        Advice = advice;
        Span = span;
    }

    /// <summary>What kind of failure it is.</summary>
    public ErrorCode Code { get; }

    /// <summary>What to do about it.</summary>
    public string? Advice { get; }

    /// <summary>The place in the changelog, where there is one.</summary>
    public SourceSpan? Span { get; }

    /// <summary>The change set (<c>file::id::author</c>) that was being read, planned or run.</summary>
    public string? ChangeSet { get; init; }

    /// <summary>The same error with the change set in which it happened, and the place where it had none.</summary>
    public MigrationException For(string changeSet, SourceSpan? span = null) =>
        new(Code, Span is null && span is { } s ? $"{s}: {Message}" : Message, Advice, Span ?? span, InnerException, changeSet, Statement);

    /// <summary>The same error without secrets. A cause that quotes one is left out: it is not ours to rewrite.</summary>
    public MigrationException Masked(SecretMask secrets) => Shown(secrets.Mask);

    /// <summary>The same error as it may be shown. A cause of which something may not is left out: it is not ours to rewrite.</summary>
    /// <param name="shown">Makes of a text what may be shown of it.</param>
    internal MigrationException Shown(Func<string, string> shown)
    {
        var cause = InnerException is { } inner && shown(inner.ToString()) != inner.ToString() ? null : InnerException;
        var rewritten = new MigrationException(Code, shown(Message), OrNull(Advice), Span, cause, ChangeSet, OrNull(Statement));
        return (rewritten.Message, rewritten.Advice, rewritten.Statement, cause) == (Message, Advice, Statement, InnerException) ? this : rewritten;

        string? OrNull(string? text) => text is null ? null : shown(text);
    }

    MigrationException(ErrorCode code, string message, string? advice, SourceSpan? span, Exception? innerException, string? changeSet, string? statement)
        : base(message, innerException)
    {
        (Code, Advice, Span, ChangeSet, Statement) = (code, advice, span, changeSet, statement);
    }

    /// <summary>The SQL statement that failed, without secrets.</summary>
    public string? Statement { get; init; }
}
