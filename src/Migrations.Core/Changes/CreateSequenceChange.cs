using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>createSequence</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class CreateSequenceChange(ElementContent content) : Change(content)
{
    static readonly IntegerAttribute StartValue = new("startValue");
    static readonly IntegerAttribute IncrementBy = new("incrementBy");
    static readonly IntegerAttribute MinValue = new("minValue");
    static readonly IntegerAttribute MaxValue = new("maxValue");
    static readonly BooleanAttribute Cycle = new("cycle");
    static readonly IntegerAttribute CacheSize = new("cacheSize");
    static readonly BooleanAttribute Ordered = new("ordered") { AllowedOn = [DbmsNames.MariaDb] };
    static readonly TextAttribute DataType = new("dataType") { AllowedOn = [DbmsNames.PostgreSql] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("createSequence", content => new CreateSequenceChange(content),
        CatalogName, SchemaName, SequenceName, StartValue, IncrementBy, MinValue, MaxValue, Cycle, CacheSize, Ordered, DataType)
    {
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.MySql],
        IsPassedOverWhereRefused = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        if (!context.Dialect.Features.Sequences)
            return PassOver(context);
        return
        [
            new CreateSequence(new Sequence(context.Name(this[CatalogName], this[SchemaName], Require(SequenceName)))
            {
                Type = string.IsNullOrEmpty(this[DataType]) ? null : context.Type(this[DataType]!),
                StartValue = Decimal(StartValue),
                IncrementBy = Decimal(IncrementBy),
                MinValue = Decimal(MinValue),
                MaxValue = Decimal(MaxValue),
                Cycle = this[Cycle],
                CacheSize = Decimal(CacheSize),
                Ordered = this[Ordered],
            }),
        ];
    }
}
