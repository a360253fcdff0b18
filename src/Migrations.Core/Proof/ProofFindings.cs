using Migrations.Changelog;

namespace Migrations.Proof;

/// <summary>Writes down what is found of a change set, at the place of its way back.</summary>
/// <param name="set">The change set.</param>
/// <param name="secrets">What must not be shown.</param>
sealed class ProofFindings(ChangeSet set, SecretMask secrets)
{
    readonly List<MigrationFinding> found = [];

    /// <summary>What has been found.</summary>
    public IReadOnlyList<MigrationFinding> All => found;

    /// <summary>Whether the way back is wrong.</summary>
    public bool IsRefuted => found.Exists(f => f.Severity == FindingSeverity.Error);

    SourceSpan Place => set.Rollback switch
    {
        RollbackDefinition.Changes changes => changes.Span,
        RollbackDefinition.ChangeSetReference reference => reference.Span,
        RollbackDefinition.Nothing nothing => nothing.Span,
        _ => set.Span,
    };

    string Advice => set.Rollback is RollbackDefinition.None
        ? "Write a 'rollback' into the change set that puts it back; it does not enter the checksum."
        : "Correct the 'rollback' of the change set, or take it out where the changes can be undone without it; it does not enter the checksum.";

    /// <summary>Adds objects that are not what they were.</summary>
    public void Add(ProofRule rule, IEnumerable<CatalogDifference> differences, string when)
    {
        foreach (var difference in differences)
            Add(difference.IsOrder ? ProofRule.ColumnOrderNotRestored : rule, $"{Label(difference)} is not what it was {when}: {difference.Describe()}", Advice, difference.Object.Name);
    }

    static string Label(CatalogDifference difference) => difference.IsOrder ? $"the order of the columns of {difference.Object.Owner}" : difference.Object.ToString();

    /// <summary>Adds rows that are not what they were.</summary>
    public void Add(IEnumerable<RowDifference> differences)
    {
        foreach (var difference in differences)
            Add(ProofRule.DataNotRestored, difference.Message, Advice, difference.Object);
    }

    /// <summary>Adds a statement that was refused.</summary>
    public void Add(ProofRule rule, string message, MigrationException failure) => found.Add(Finding(rule, $"{message}: {failure.Message}", Advice) with { Statement = failure.Statement is { } sql ? secrets.Mask(sql) : null });

    /// <summary>Adds anything else.</summary>
    public void Add(ProofRule rule, string message, string? advice, string? name = null) => found.Add(Finding(rule, message, advice) with { Object = name });

    MigrationFinding Finding(ProofRule rule, string message, string? advice) => rule.At(Place, secrets.Mask(message), advice) with { ChangeSet = set.Identity };
}
