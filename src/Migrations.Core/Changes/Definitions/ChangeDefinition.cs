using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>What a change's checksum is made of.</summary>
public enum ChecksumSource
{
    /// <summary>Its attributes.</summary>
    Attributes,
    /// <summary>Only the SQL in its body.</summary>
    Sql,
    /// <summary>Only the SQL in the file that it names.</summary>
    SqlFile,
    /// <summary>Its attributes and the SQL in its body or in the file that it names.</summary>
    AttributesAndSql,
    /// <summary>The table's name and the rows of the file that it names.</summary>
    Rows,
}

/// <summary>
/// A change type: its name, its attributes, what its checksum and its description are made of, and how it is made. The one source for reading, checking,
/// checksums and descriptions.
/// </summary>
/// <param name="name">The name, as it is written in changelogs; its case matters.</param>
/// <param name="create">Makes the change.</param>
/// <param name="attributes">Its attributes.</param>
public sealed class ChangeDefinition(string name, Func<ElementContent, Change> create, params ImmutableArray<ChangeAttribute> attributes)
    : ElementDefinition(name, attributes)
{
    ImmutableArray<int> described;

    /// <summary>What its checksum is made of.</summary>
    public ChecksumSource ChecksumSource { get; init; }

    /// <summary>The attribute with the SQL of its body, where it has one.</summary>
    public TextAttribute? Body { get; init; }

    /// <summary>The attribute with the path of its file, where it has one.</summary>
    public TextAttribute? File { get; init; }

    /// <summary>The attribute that says for which databases it is, where it has one: on others it does nothing and does not count in the checksum.</summary>
    public TextAttribute? Dbms { get; init; }

    /// <summary>The databases on which Liquibase refuses it.</summary>
    public ImmutableArray<string> RefusedOn { get; init; } = [];

    /// <summary>Whether Liquibase passes over it in silence on the databases of <see cref="RefusedOn"/>, instead of stopping.</summary>
    public bool IsPassedOverWhereRefused { get; init; }

    /// <summary>Whether Liquibase has it only in its commercial edition.</summary>
    public bool IsCommercial { get; init; }

    /// <summary>The places of the attributes that the description names, in its order.</summary>
    internal ImmutableArray<int> Described => described.IsDefault
        ? described = [.. Enumerable.Range(0, Attributes.Length).Where(i => IsDescribed(Attributes[i].Name)).OrderBy(i => Attributes[i].Name + "=", StringComparer.Ordinal)]
        : described;

    /// <summary>In version 8 everything counts of a change that holds SQL, its SQL too.</summary>
    private protected override ImmutableArray<int> OrderedForV8() => ChecksumSource == ChecksumSource.AttributesAndSql
        ? [.. Enumerable.Range(0, Attributes.Length).OrderBy(i => Attributes[i].NameInV8 + "=", StringComparer.Ordinal)]
        : InChecksum;

    static bool IsDescribed(string attribute) => attribute == "path"
        || (attribute.EndsWith("name", StringComparison.OrdinalIgnoreCase) && !attribute.EndsWith("schemaName", StringComparison.OrdinalIgnoreCase)
            && !attribute.EndsWith("catalogName", StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes a change from its node.</summary>
    /// <param name="node">The node, whose name is the change type.</param>
    /// <param name="findings">Gets what Liquibase accepts in silence.</param>
    /// <exception cref="MigrationException">It cannot be read.</exception>
    public Change Create(ChangelogNode node, ICollection<MigrationFinding> findings) => create(Read(node, findings));
}
