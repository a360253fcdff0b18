using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A new name does not follow the convention.</summary>
public sealed class NameAgainstConvention() : LintRule("MIG3409", nameof(NameAgainstConvention), FindingSeverity.Information,
    "A name that follows another convention is misspelled sooner or later.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node)
    {
        var conventions = node.ChangeSet.Run.Policy.Naming;
        foreach (var (kind, name) in NewNames.Of(node.Node))
        {
            if (conventions.TryGetValue(kind, out var pattern))
            {
                if (!pattern.IsMatch(name))
                    return [At(node, $"the name {name} does not follow the convention {pattern} of migrations.yaml", "Take a name that does.")];
            }
            else if (NeedsQuotes(name, node.Dialect))
            {
                return [At(node, $"the name {name} has to be written in quotes everywhere", "Take a name that the database finds without quotes.")];
            }
        }
        return Nothing;
    }

    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintChangeSet changeSet) =>
        changeSet.Run.Policy.Naming.TryGetValue(NamedObject.ChangeSet, out var pattern) && !pattern.IsMatch(changeSet.ChangeSet.Id)
        ? [At(changeSet.ChangeSet.Span, $"the id {changeSet.ChangeSet.Id} does not follow the convention {pattern} of migrations.yaml", "Take an id that does.")]
        : Nothing;

    /// <summary>Without a convention, a name is against it where the database takes it for another one when it is written without quotes.</summary>
    static bool NeedsQuotes(string name, SqlDialect dialect) => !dialect.Names.Equals("A", "a") && name.Any(char.IsUpper) && dialect.Fold(name.ToLowerInvariant(), QuotingStrategy.Legacy) != name;
}
