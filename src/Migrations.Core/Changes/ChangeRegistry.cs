using System.Collections.Frozen;
using System.Collections.Immutable;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>The change types, one line each.</summary>
public static class ChangeRegistry
{
    /// <summary>All change types, by name.</summary>
    public static FrozenDictionary<string, ChangeDefinition> Definitions { get; } = new[]
    {
        AddAutoIncrementChange.ChangeType,
        AddCheckConstraintChange.ChangeType,
        AddColumnChange.ChangeType,
        AddDefaultValueChange.ChangeType,
        AddForeignKeyConstraintChange.ChangeType,
        AddLookupTableChange.ChangeType,
        AddNotNullConstraintChange.ChangeType,
        AddPrimaryKeyChange.ChangeType,
        AddUniqueConstraintChange.ChangeType,
        AlterSequenceChange.ChangeType,
        CreateFunctionChange.ChangeType,
        CreateIndexChange.ChangeType,
        CreatePackageBodyChange.ChangeType,
        CreatePackageChange.ChangeType,
        CreateProcedureChange.ChangeType,
        CreateSequenceChange.ChangeType,
        CreateSynonymChange.ChangeType,
        CreateTableChange.ChangeType,
        CreateTriggerChange.ChangeType,
        CreateViewChange.ChangeType,
        CustomChange.ChangeType,
        DeleteChange.ChangeType,
        DisableCheckConstraintChange.ChangeType,
        DisableTriggerChange.ChangeType,
        DropAllForeignKeyConstraintsChange.ChangeType,
        DropCheckConstraintChange.ChangeType,
        DropColumnChange.ChangeType,
        DropDefaultValueChange.ChangeType,
        DropForeignKeyConstraintChange.ChangeType,
        DropFunctionChange.ChangeType,
        DropIndexChange.ChangeType,
        DropNotNullConstraintChange.ChangeType,
        DropPackageBodyChange.ChangeType,
        DropPackageChange.ChangeType,
        DropPrimaryKeyChange.ChangeType,
        DropProcedureChange.ChangeType,
        DropSequenceChange.ChangeType,
        DropSynonymChange.ChangeType,
        DropTableChange.ChangeType,
        DropTriggerChange.ChangeType,
        DropUniqueConstraintChange.ChangeType,
        DropViewChange.ChangeType,
        EmptyChange.ChangeType,
        EnableCheckConstraintChange.ChangeType,
        EnableTriggerChange.ChangeType,
        ExecuteCommandChange.ChangeType,
        InsertChange.ChangeType,
        LoadDataChange.ChangeType,
        LoadUpdateDataChange.ChangeType,
        MarkUnusedChange.ChangeType,
        MergeColumnsChange.ChangeType,
        ModifyDataTypeChange.ChangeType,
        OutputChange.ChangeType,
        RenameColumnChange.ChangeType,
        RenameSequenceChange.ChangeType,
        RenameTableChange.ChangeType,
        RenameTriggerChange.ChangeType,
        RenameViewChange.ChangeType,
        SetColumnRemarksChange.ChangeType,
        SetTableRemarksChange.ChangeType,
        SqlChange.ChangeType,
        SqlFileChange.ChangeType,
        StopChange.ChangeType,
        TagDatabaseChange.ChangeType,
        UpdateChange.ChangeType,
    }.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);

    /// <summary>The names of all change types.</summary>
    public static ImmutableArray<string> Names => Definitions.Keys;

    /// <summary>Makes a change from its node.</summary>
    /// <param name="node">The node, whose name is the change type. Its case matters.</param>
    /// <param name="findings">Gets what Liquibase accepts in silence.</param>
    /// <exception cref="MigrationException">The change type is not known (<see cref="ErrorCode.UnknownChangeType"/>), or the change cannot be read.</exception>
    public static Change Create(ChangelogNode node, ICollection<MigrationFinding> findings) =>
        Definitions.TryGetValue(node.Name, out var definition) ? definition.Create(node.Unpacked(), findings) : throw Unknown(node);

    /// <summary>Makes the changes of a list of nodes.</summary>
    /// <exception cref="MigrationException">As of <see cref="Create(ChangelogNode, ICollection{MigrationFinding})"/>.</exception>
    public static ImmutableArray<Change> Create(ImmutableArray<ChangelogNode> nodes, ICollection<MigrationFinding> findings)
    {
        var changes = ImmutableArray.CreateBuilder<Change>(nodes.Length);
        foreach (var node in nodes)
            changes.Add(Create(node, findings));
        return changes.MoveToImmutable();
    }

    static MigrationException Unknown(ChangelogNode node) => new(ErrorCode.UnknownChangeType, $"There is no change type '{node.Name}'.",
        NameSuggestion.Advice(node.Name, Definitions.Keys, "Check its spelling; upper and lower case matter."), node.Span);
}
