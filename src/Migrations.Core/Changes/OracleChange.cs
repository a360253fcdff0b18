using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>A change type that only Oracle can run: read and counted in checksums, because change sets for Oracle may stand in the same changelog.</summary>
/// <param name="content">What was read.</param>
/// <param name="what">What only Oracle has.</param>
public abstract class OracleChange(ElementContent content, string what) : Change(content)
{
    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => throw new MigrationException(ErrorCode.NotSupported,
        $"'{Definition.Name}' cannot run on {context.Dialect.DisplayName}: only Oracle has {what}.", "Give the change set 'dbms: oracle', or leave it out.", Span);
}
