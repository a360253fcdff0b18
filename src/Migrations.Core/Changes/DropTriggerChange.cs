using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>dropTrigger</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class DropTriggerChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("dropTrigger", content => new DropTriggerChange(content), CatalogName, SchemaName, TriggerTable, TriggerName, TriggerScope)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) => TriggerLowering.Errors(this);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var (table, trigger) = TriggerLowering.Find(this, TriggerName, context);
        return [new DropStoredProgram(new(ObjectKind.Trigger, trigger), table)];
    }
}
