using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>renameTrigger</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class RenameTriggerChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute OldTriggerName = new("oldTriggerName") { IsRequired = true };
    static readonly TextAttribute NewTriggerName = new("newTriggerName") { IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("renameTrigger", content => new RenameTriggerChange(content), CatalogName, SchemaName, TriggerTable, OldTriggerName, NewTriggerName)
    {
        IsCommercial = true,
        RefusedOn = [DbmsNames.Sqlite, DbmsNames.MariaDb, DbmsNames.MySql],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var (table, trigger) = TriggerLowering.Find(this, OldTriggerName, context);
        return [new RenameObject(new(ObjectKind.Trigger, trigger), context.Fold(Require(NewTriggerName)), table)];
    }
}
