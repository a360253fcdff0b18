using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>alterSequence</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AlterSequenceChange(ElementContent content) : UnsupportedChange(content, "Write 'ALTER SEQUENCE …' in a 'sql' change, with a 'rollback'.")
{
    static readonly IntegerAttribute IncrementBy = new("incrementBy") { AllowedOn = [DbmsNames.MariaDb, DbmsNames.PostgreSql, DbmsNames.SqlServer] };
    static readonly IntegerAttribute MinValue = new("minValue");
    static readonly IntegerAttribute MaxValue = new("maxValue") { AllowedOn = [DbmsNames.MariaDb, DbmsNames.PostgreSql, DbmsNames.SqlServer] };
    static readonly BooleanAttribute Cycle = new("cycle");
    static readonly IntegerAttribute CacheSize = new("cacheSize");
    static readonly BooleanAttribute Ordered = new("ordered") { AllowedOn = [DbmsNames.MariaDb, DbmsNames.PostgreSql] };
    static readonly TextAttribute DataType = new("dataType") { AllowedOn = [DbmsNames.PostgreSql] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("alterSequence", content => new AlterSequenceChange(content),
        CatalogName, SchemaName, SequenceName, IncrementBy, MinValue, MaxValue, Cycle, CacheSize, Ordered, DataType)
    {
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.MySql],
        IsPassedOverWhereRefused = true,
    };
}
