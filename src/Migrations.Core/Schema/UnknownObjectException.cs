namespace Migrations.Schema;

/// <summary>
/// Raised while lowering or rendering when the shape of an object is needed and not known.
/// The planner catches it: connected, it inspects the object and plans again; else the step is planned at run time. It never reaches a user.
/// </summary>
/// <param name="key">The object that is needed.</param>
public sealed class UnknownObjectException(ObjectKey key) : Exception($"the shape of {key} is not known")
{
    /// <summary>The object that is needed.</summary>
    public ObjectKey Key { get; } = key;
}
