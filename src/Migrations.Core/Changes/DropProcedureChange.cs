using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropProcedure</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class DropProcedureChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute RequiredProcedureName = new("procedureName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropProcedure", content => new DropProcedureChange(content),
        CatalogName, SchemaName, RequiredProcedureName)
    {
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) =>
        [new DropStoredProgram(ProgramText.Key(ObjectKind.Procedure, this[CatalogName], this[SchemaName], Require(RequiredProcedureName), context))];
}
