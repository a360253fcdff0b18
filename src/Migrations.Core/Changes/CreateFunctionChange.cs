using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>createFunction</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class CreateFunctionChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute FunctionName = new("functionName") { IsRequired = true };
    static readonly TextAttribute FunctionBody = new("functionBody") { IsDirect = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = ProgramText.Define("createFunction", content => new CreateFunctionChange(content), FunctionName, FunctionBody);

    private protected override IEnumerable<MigrationException> Errors(string dbms) => ProgramText.Errors(this);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => ProgramText.Lower(this, FunctionName, context, this[ReplaceIfExists] == true);
}
