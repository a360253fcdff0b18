using Migrations.Schema;

namespace Migrations.Sql;

/// <content>How the same is done beside running programs.</content>
public abstract partial class SqlDialect
{
    /// <summary>The way to the effect of a node that blocks nobody for long; null where the database has none, or it is not known here.</summary>
    /// <param name="node">The node.</param>
    /// <param name="before">The schema before it.</param>
    public virtual OnlineForm? Online(SqlNode node, SchemaModel before) => null;
}
