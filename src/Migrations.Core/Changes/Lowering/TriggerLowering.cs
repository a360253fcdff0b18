using Migrations.Schema;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary>How changes about a trigger find it.</summary>
static class TriggerLowering
{
    /// <summary>SQL Server's triggers on the database or the server belong to no table, and the schema model does not hold them.</summary>
    public static IEnumerable<MigrationException> Errors(Change change)
    {
        if (!string.IsNullOrEmpty(change[TriggerScope]))
        {
            yield return new(ErrorCode.NotSupported, $"'{TriggerScope.Name}' of '{change.Definition.Name}' is not supported.",
                "Write the statement about a trigger of the database or the server in a 'sql' change, with a 'rollback'.", change.SpanOf(TriggerScope));
        }
    }

    /// <summary>The table, which the change names or which is the one that has a trigger of that name; and the trigger.</summary>
    /// <exception cref="UnknownObjectException">The table is not said and has to be looked for.</exception>
    public static (ObjectName Table, ObjectName Trigger) Find(Change change, TextAttribute name, LoweringContext context)
    {
        var trigger = context.Name(change[CatalogName], change[SchemaName], change.Require(name));
        if (change[TriggerTable] is { Length: > 0 } written)
            return (context.Name(change[CatalogName], change[SchemaName], written), trigger);
        return context.Schema.FindTableOfTrigger(trigger, out var table) switch
        {
            Presence.Known => (table!.Name, trigger),
            Presence.Unknown => throw new UnknownObjectException(new(ObjectKind.Trigger, trigger)),
            _ => throw new MigrationException(ErrorCode.ObjectNotFound, $"no table has a trigger {trigger} at this point", "Check the trigger's name, and give its table in 'tableName'.", change.Span),
        };
    }
}
