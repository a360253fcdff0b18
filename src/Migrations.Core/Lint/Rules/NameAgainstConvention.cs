using Migrations.Sql;

namespace Migrations.Lint.Rules;

/// <summary>A new name does not follow the convention.</summary>
public sealed class NameAgainstConvention() : LintRule("MIG3409", nameof(NameAgainstConvention), FindingSeverity.Information,
    "A name that follows another convention is misspelled sooner or later.")
{
    /// <inheritdoc/>
    public override IEnumerable<MigrationFinding> Check(LintNode node)
    {
        var pattern = node.ChangeSet.Run.NamingPattern;
        return NewNames.Of(node.Node).FirstOrDefault(name => pattern is not null ? !pattern.IsMatch(name) : NeedsQuotes(name, node.Dialect)) is { } name
            ? [At(node, pattern is not null ? $"the name {name} does not follow the convention {pattern}" : $"the name {name} has to be written in quotes everywhere", "Take a name of lower-case letters, digits and underscores, or the convention's own form.")]
            : Nothing;
    }

    /// <summary>Without a convention, a name is against it where the database would take another one for it when it is written without quotes.</summary>
    static bool NeedsQuotes(string name, SqlDialect dialect) => dialect.Fold(name.ToLowerInvariant(), QuotingStrategy.Legacy) is var folded && folded != name
        && string.Equals(folded, name, StringComparison.OrdinalIgnoreCase) && dialect.Names.Equals("A", "a") is false;
}
