namespace Migrations.Changelog;

/// <summary>What happens when a change set that has run was edited since.</summary>
public enum ValidationFailAction
{
    /// <summary>The run stops.</summary>
    Halt,
    /// <summary>The change set is marked as run with its new checksum.</summary>
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
