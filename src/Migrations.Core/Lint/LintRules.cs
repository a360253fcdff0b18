using System.Collections.Frozen;
using System.Collections.Immutable;
using Migrations.Lint.Rules;

namespace Migrations.Lint;

/// <summary>Every rule, by code: the one place that lists them.</summary>
public static class LintRules
{
    /// <summary>The rules in the order of their codes.</summary>
    public static ImmutableArray<LintRule> All { get; } =
    [
        new DataLoss(),
        new TransactionControl(),
        new BlockingIndexBuild(),
        new BlockingIndexRebuild(),
        new BlockingIndexDrop(),
        new BlockingUniqueConstraint(),
        new BlockingPrimaryKey(),
        new CheckReadsTable(),
        new ForeignKeyReadsTables(),
        new NotNullReadsTable(),
        new ColumnRewritten(),
        new DefaultRewritesTable(),
        new NumberedColumnRewritesTable(),
        new StoredColumnRewritesTable(),
        new ColumnBringsConstraint(),
        new ForeignKeyLocksParent(),
        new ExclusionReadsTable(),
        new PartitionAttached(),
        new PartitionDetached(),
        new TableRewritten(),
        new ViewRefreshBlocksReaders(),
        new DomainReadsTables(),
        new TableLocked(),
        new ValidatedUnderLock(),
        new TriggerLocksTable(),
        new TableSettingLocks(),
        new PartitionCreated(),
        new ForeignKeyDropLocksParent(),
        new ColumnChecked(),
        new SeveralTablesLocked(),
        new DataUnderSchemaLock(),
        new OpenTransactionInTheWay(),
        new RequiredColumnWithoutValue(),
        new ColumnNarrowed(),
        new ConstraintDependsOnData(),
        new ContainerDropped(),
        new TruncateReachesOthers(),
        new UnbatchedWrite(),
        new ColumnRenamed(),
        new TableRenamed(),
        new ObjectRenamed(),
        new ColumnDropped(),
        new TableDropped(),
        new ProgramDropped(),
        new NullAllowed(),
        new DefaultDropped(),
        new EnumValueChanged(),
        new EnumValueAdded(),
        new SmallKey(),
        new FixedLengthText(),
        new TimeWithoutZone(),
        new SerialColumn(),
        new JsonWithoutEquality(),
        new WideIndex(),
        new NameTooLong(),
        new ForeignKeyWithoutIndex(),
        new NameAgainstConvention(),
        new TableWithoutKey(),
        new LargeChangeSet(),
        new SchemaWithData(),
        new OpaqueSql(),
        new ConcurrentlyInTransaction(),
        new ConcurrentlyUnderTimeout(),
        new InvalidIndexKept(),
        new CopyAskedFor(),
        new AssignedTwice(),
    ];

    static readonly FrozenSet<string> WithSize = All.Where(rule => rule.DependsOnSize).Select(rule => rule.Code).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether findings of a code matter as much as the table is large.</summary>
    public static bool DependsOnSize(string code) => WithSize.Contains(code);
}
