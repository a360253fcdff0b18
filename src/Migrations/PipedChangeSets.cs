using System.Management.Automation;
using Migrations.Execution;
using Migrations.History;

namespace Migrations;

/// <summary>Change sets that came down the pipeline, all of one database.</summary>
/// <param name="Origin">What the objects were made with; null for those of another process.</param>
/// <param name="Target">The database.</param>
/// <param name="Identities">The change sets.</param>
sealed record PipedChangeSets(RunSettings? Origin, MigrationTarget Target, IReadOnlyList<ChangeSetIdentity> Identities)
{
    /// <summary>Takes objects of Get-Migration and Invoke-Migration.</summary>
    /// <param name="objects">At least one.</param>
    /// <param name="purpose">What is to be done to them, for messages.</param>
    /// <exception cref="MigrationException">An object is none of these, or they are for several databases.</exception>
    public static PipedChangeSets From(IEnumerable<PSObject> objects, string purpose)
    {
        var known = objects.Select(i => i.BaseObject switch
        {
            MigrationInfo info => (info.Origin, info.Target, Identity: new ChangeSetIdentity(info.File, info.Id, info.Author)),
            MigrationResult result => (result.Origin, result.Target, Identity: new ChangeSetIdentity(result.File, result.Id, result.Author)),
            var other => throw new MigrationException(ErrorCode.InvalidValue, $"an object of type {other.GetType().Name} says nothing about what to {purpose}",
                "Pipe objects of Get-Migration or Invoke-Migration."),
        }).ToList();
        var (origin, target, _) = known[0];
        return known.Any(k => !k.Target.Equals(target))
            ? throw new MigrationException(ErrorCode.TargetMismatch, "the objects on the pipeline are for different databases", "Take one database at a time.")
            : new(origin, target, [.. known.Select(k => k.Identity)]);
    }
}
