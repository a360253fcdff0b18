using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>A node that a change was lowered to, before <see cref="SqlDialect.Adapt"/>.</summary>
/// <param name="Node">The node.</param>
/// <param name="Span">The place that it came from.</param>
public readonly record struct LogicalNode(SqlNode Node, SourceSpan Span)
{
    readonly (SchemaModel Before, SchemaModel After)? step;

    /// <summary>A node with what it does to a schema.</summary>
    /// <param name="node">The node.</param>
    /// <param name="span">The place that it came from.</param>
    /// <param name="before">The schema before it.</param>
    /// <param name="after">The schema after it.</param>
    internal LogicalNode(SqlNode node, SourceSpan span, SchemaModel before, SchemaModel after) : this(node, span) => step = (before, after);

    /// <summary>The schema after it. What it does is worked out once for lowering, rendering and the way back: that is a good part of planning.</summary>
    internal SchemaModel Apply(SchemaModel before, SqlDialect dialect) => step is { } known && ReferenceEquals(known.Before, before) ? known.After : dialect.Apply(Node, before);
}
