using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropFunction</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class DropFunctionChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute FunctionName = new("functionName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropFunction", content => new DropFunctionChange(content), CatalogName, SchemaName, FunctionName)
    {
        IsCommercial = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new DropStoredProgram(ProgramText.Key(ObjectKind.Function, this[CatalogName], this[SchemaName], Require(FunctionName), context))];
}
