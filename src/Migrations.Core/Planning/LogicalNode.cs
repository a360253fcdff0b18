using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>A node that a change was lowered to, before <see cref="SqlDialect.Adapt"/>.</summary>
/// <param name="Node">The node.</param>
/// <param name="Span">The place that it came from.</param>
public readonly record struct LogicalNode(SqlNode Node, SourceSpan Span);
