namespace Migrations.Changelog;

/// <summary>What happens when a change lacks something or does not exist on the database. A changed checksum stops the run in any case, as in Liquibase.</summary>
public enum ValidationFailAction
{
    /// <summary>The run stops.</summary>
    Halt,
    /// <summary>The change set is recorded as run without running.</summary>
    MarkRan,
}

/// <summary>Whether a change set keeps its place among the others, over all files.</summary>
public enum RunOrder
{
    /// <summary>In the order of the changelog.</summary>
    AsWritten,
    /// <summary>Before all that are not <c>first</c>.</summary>
    First,
    /// <summary>After all others.</summary>
    Last,
}
