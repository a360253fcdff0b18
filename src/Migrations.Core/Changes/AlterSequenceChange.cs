using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>alterSequence</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AlterSequenceChange(ElementContent content) : Change(content)
{
    static readonly IntegerAttribute IncrementBy = new("incrementBy") { AllowedOn = [DbmsNames.MariaDb, DbmsNames.PostgreSql, DbmsNames.SqlServer] };
    static readonly IntegerAttribute MinValue = new("minValue");
    static readonly IntegerAttribute MaxValue = new("maxValue") { AllowedOn = [DbmsNames.MariaDb, DbmsNames.PostgreSql, DbmsNames.SqlServer] };
    static readonly BooleanAttribute Cycle = new("cycle");
    static readonly IntegerAttribute CacheSize = new("cacheSize");
    static readonly BooleanAttribute Ordered = new("ordered") { AllowedOn = [DbmsNames.MariaDb, DbmsNames.PostgreSql] };
    static readonly TextAttribute DataType = new("dataType") { AllowedOn = [DbmsNames.PostgreSql] };

    static readonly (ChangeAttribute Attribute, SequenceAspects Aspect)[] Aspects =
    [
        (IncrementBy, SequenceAspects.IncrementBy), (MinValue, SequenceAspects.MinValue), (MaxValue, SequenceAspects.MaxValue), (Cycle, SequenceAspects.Cycle),
        (CacheSize, SequenceAspects.CacheSize), (Ordered, SequenceAspects.Ordered), (DataType, SequenceAspects.Type),
    ];

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("alterSequence", content => new AlterSequenceChange(content),
        CatalogName, SchemaName, SequenceName, IncrementBy, MinValue, MaxValue, Cycle, CacheSize, Ordered, DataType)
    {
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.MySql],
        IsPassedOverWhereRefused = true,
    };

    SequenceAspects Changed => Aspects.Where(a => Value(a.Attribute) is not (null or "")).Aggregate(SequenceAspects.None, (all, a) => all | a.Aspect);

    /// <summary>Liquibase makes a statement of nothing that every database refuses.</summary>
    private protected override IEnumerable<MigrationException> Errors(string dbms) => Changed != SequenceAspects.None ? [] :
        [new MigrationException(ErrorCode.MissingAttribute, "'alterSequence' says nothing that is to change.", $"Add one of: {string.Join(", ", Aspects.Select(a => a.Attribute.Name))}.", Span)];

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        if (!context.Dialect.Features.Sequences)
            return PassOver(context);
        var after = new Sequence(context.Name(this[CatalogName], this[SchemaName], Require(SequenceName)))
        {
            Type = string.IsNullOrEmpty(this[DataType]) ? null : context.Type(this[DataType]!),
            IncrementBy = Decimal(IncrementBy),
            MinValue = Decimal(MinValue),
            MaxValue = Decimal(MaxValue),
            Cycle = this[Cycle],
            CacheSize = Decimal(CacheSize),
            Ordered = this[Ordered],
        };
        return [new AlterSequence(null, after, Changed)];
    }
}
