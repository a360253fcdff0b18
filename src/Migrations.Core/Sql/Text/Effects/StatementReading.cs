using System.Collections.Immutable;

namespace Migrations.Sql.Text;

/// <summary>What a statement has been understood to do.</summary>
/// <param name="Effects">What it does, in order; empty where it only reads.</param>
public sealed record StatementReading(ImmutableArray<SqlNode> Effects)
{
    /// <summary>Whether the effects say everything that it does to the schema, so that the schema model can follow them.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether it says IF EXISTS or IF NOT EXISTS.</summary>
    public bool IsGuarded { get; init; }

    /// <summary>Whether a bare name may mean another object after it: another search path, role or database, be it only until the transaction ends.</summary>
    public bool MovesNames { get; init; }
}
