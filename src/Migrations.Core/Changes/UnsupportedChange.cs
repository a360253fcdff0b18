using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>A change type that is read, checked and counted in checksums, but that cannot be run yet.</summary>
/// <param name="content">What was read.</param>
/// <param name="wayOut">What to write instead, as an imperative sentence.</param>
public abstract class UnsupportedChange(ElementContent content, string wayOut) : Change(content)
{
    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        throw new MigrationException(ErrorCode.NotSupported, $"The change type '{Definition.Name}' is not supported yet.", wayOut, Span);
}
