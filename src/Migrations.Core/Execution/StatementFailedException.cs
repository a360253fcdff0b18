using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>The server refused a statement. The executor adds the change set and the place and raises <see cref="MigrationException"/>.</summary>
public sealed class StatementFailedException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="index">Which statement of those that were sent, from 0.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="message">The server's message, with its hint and detail, without secrets.</param>
    /// <param name="innerException">The driver's exception; null where no driver was asked.</param>
    public StatementFailedException(int index, SqlStatement statement, string message, Exception? innerException) : base(message, innerException)
    {
        Index = index;
        Statement = statement;
    }

    /// <summary>Which statement of those that were sent, from 0.</summary>
    public int Index { get; }

    /// <summary>The statement.</summary>
    public SqlStatement Statement { get; }

    /// <summary>Where in the statement's text, 1-based line and column; null where the server does not say.</summary>
    public (int Line, int Column)? Position { get; init; }

    /// <summary>What kind of refusal it is.</summary>
    public StatementFailure Kind { get; init; }
}

/// <summary>Kinds of refusals that the product treats differently.</summary>
public enum StatementFailure
{
    /// <summary>Any other.</summary>
    Other,
    /// <summary>A table does not exist: the only error that means an empty history.</summary>
    NoSuchTable,
    /// <summary>The role lacks a right.</summary>
    NoRights,
    /// <summary>A lock was not got in time.</summary>
    LockTimeout,
    /// <summary>Chosen as the victim of a deadlock.</summary>
    Deadlock,
    /// <summary>The database cannot be written: read-only file, disk full.</summary>
    NotWritable,
    /// <summary>It is no SQL: a command or a custom change that failed.</summary>
    Action,
}
