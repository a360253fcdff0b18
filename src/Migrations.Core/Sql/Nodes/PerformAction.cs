using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>Does something that is not SQL, in the middle of what is.</summary>
/// <param name="Action">What it does.</param>
public sealed record PerformAction(StatementAction Action) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) =>
        [new("-- " + Action.Summary.ReplaceLineEndings("\n-- "), Action.IsHarmless ? StatementLock.None : StatementLock.Unknown) { Transactional = Action.IsHarmless, Action = Action }];

    /// <summary>A command and a custom change may do anything.</summary>
    public override SchemaModel Apply(SchemaModel schema) => Action.IsHarmless ? schema : schema.ForgetAll();

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => Action.NoWayBack is { } reason ? Inverse.None(reason) : Inverse.By();

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [];
}
