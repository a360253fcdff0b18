using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>enableTrigger</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class EnableTriggerChange(ElementContent content) : Change(content)
{
    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("enableTrigger", content => new EnableTriggerChange(content), CatalogName, SchemaName, TriggerTable, TriggerName, TriggerScope)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.MariaDb, DbmsNames.MySql],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) => TriggerLowering.Errors(this);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var (table, trigger) = TriggerLowering.Find(this, TriggerName, context);
        return [new SetEnabled(table, TablePart.Trigger, trigger.Name, Enabled: true)];
    }
}
