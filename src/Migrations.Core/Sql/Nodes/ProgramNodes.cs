using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Sql;

/// <summary>Creates a procedure, function, trigger or synonym from the text that defines it.</summary>
/// <param name="Program">What is created; its text is what runs.</param>
/// <param name="Replace">Whether it replaces one that is there: because the change says so, or the text does (<c>CREATE OR REPLACE</c>).</param>
public sealed record CreateStoredProgram(StoredProgram Program, bool Replace = false) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema) => Program.Table is not { } table ? schema.With(Program) : schema.Change(table, t => t with
    {
        Triggers = t.Triggers.RemoveAll(r => schema.Names.Equals(r.Name, Program.Name.Name)).Add(new(Program.Name.Name, Program.Definition)),
    });

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before)
    {
        var drop = Inverse.By(new DropStoredProgram(Program.Key, Program.Table));
        if (!Replace)
            return drop;
        return Find(before, Program.Key, Program.Table, out var replaced) switch
        {
            Presence.Known when replaced!.Definition.Length == 0 => NotShown(Program.Key),
            Presence.Known => Inverse.By([new CreateStoredProgram(replaced!, Replace: true), .. DropStoredProgram.Switches(before, replaced!)]),
            Presence.Absent => drop,
            _ => throw new UnknownObjectException(Touches[0]),
        };
    }

    /// <summary>What cannot be made again, because its text is encrypted or kept from the connection's user.</summary>
    internal static Inverse NotShown(ObjectKey program) => Inverse.None($"the server does not show the text of {program}");

    /// <summary>The program as it is. Triggers are parts of their tables; those of views are not kept.</summary>
    internal static Presence Find(SchemaModel schema, ObjectKey key, ObjectName? table, out StoredProgram? program)
    {
        if (table is null)
            return schema.Find(key, out program);
        var presence = schema.Find(table, out Table? owner);
        program = owner?.Trigger(key.Name.Name, schema.Names) is { } trigger ? new(ObjectKind.Trigger, key.Name, trigger.Definition) { Table = table } : null;
        return presence == Presence.Known && program is null ? Presence.Absent : presence;
    }

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => Program.Table is { } table ? [TableKey(table)] : [Program.Key];
}

/// <summary>Drops a procedure, function, trigger or synonym.</summary>
/// <param name="Program">What is dropped. Without arguments it means the only one of that name.</param>
/// <param name="Table">The table of a trigger.</param>
/// <param name="IfExists">Does nothing where there is none.</param>
public sealed record DropStoredProgram(ObjectKey Program, ObjectName? Table = null, bool IfExists = false) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <inheritdoc/>
    public override SchemaModel Apply(SchemaModel schema)
    {
        if (Table is not null)
            return schema.Change(Table, t => t with { Triggers = t.Triggers.RemoveAll(r => schema.Names.Equals(r.Name, Program.Name.Name)) });
        return schema.Without(schema.Find(Program, out var dropped) == Presence.Known ? dropped!.Key : Program);
    }

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => CreateStoredProgram.Find(before, Program, Table, out var dropped) switch
    {
        Presence.Known when dropped!.Definition.Length == 0 => CreateStoredProgram.NotShown(Program),
        Presence.Known => new([new CreateStoredProgram(dropped!), .. Switches(before, dropped!)], Loss: Table is null ? $"the rights to {dropped!.Key}" : null),
        Presence.Unknown => throw new UnknownObjectException(Touches[0]),
        _ when IfExists => new([]),
        _ when Table is not null && before.TableOrNull(Table) is null => Inverse.None($"the text of {Program} is not known: {Table} is no table"),
        _ => throw new MigrationException(ErrorCode.ObjectNotFound, $"there is no {Program} at this point", "Check its name against the database."),
    };

    /// <summary>What switches a trigger off again that was off.</summary>
    internal static ReadOnlySpan<SqlNode> Switches(SchemaModel before, StoredProgram program) =>
        program.Table is { } table && before.TableOrNull(table)?.Trigger(program.Name.Name, before.Names) is { Disabled: true } trigger
            ? new SqlNode[] { new SetEnabled(table, TablePart.Trigger, trigger.Name, Enabled: false) }
            : [];

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => Table is { } table ? [TableKey(table)] : [Program];
}

/// <summary>The parts of a table that can be switched off.</summary>
public enum TablePart
{
    /// <summary>A check constraint.</summary>
    Check,
    /// <summary>A trigger.</summary>
    Trigger,
}

/// <summary>Switches a check constraint or a trigger on or off.</summary>
/// <param name="Table">The table's resolved name.</param>
/// <param name="Part">What is switched.</param>
/// <param name="Name">Its name.</param>
/// <param name="Enabled">Whether it is on afterwards.</param>
public sealed record SetEnabled(ObjectName Table, TablePart Part, string Name, bool Enabled) : SqlNode
{
    /// <inheritdoc/>
    public override IEnumerable<SqlStatement> Render(SqlDialect dialect, SchemaModel before) => dialect.Render(this, before);

    /// <summary>A check that is switched on again has all rows checked.</summary>
    public override SchemaModel Apply(SchemaModel schema) => schema.Change(Table, table => Part == TablePart.Trigger
        ? table with { Triggers = [.. table.Triggers.Select(t => schema.Names.Equals(t.Name, Name) ? t with { Disabled = !Enabled } : t)] }
        : table with { Checks = [.. table.Checks.Select(c => schema.Names.Equals(c.Name, Name) ? c with { Disabled = !Enabled, Validated = Enabled } : c)] });

    /// <inheritdoc/>
    public override Inverse Invert(SchemaModel before) => IsDisabled(before.RequireTable(Table), before.Names) == Enabled ? Inverse.By(this with { Enabled = !Enabled }) : new([]);

    bool IsDisabled(Table table, StringComparer names) =>
        (Part == TablePart.Trigger ? table.Trigger(Name, names)?.Disabled : table.Checks.FirstOrDefault(c => names.Equals(c.Name, Name))?.Disabled)
        ?? throw new MigrationException(ErrorCode.ObjectNotFound, $"table {Table} has no {(Part == TablePart.Trigger ? "trigger" : "check constraint")} {Name} at this point",
            "Check its name against the database.");

    /// <inheritdoc/>
    public override ImmutableArray<ObjectKey> Touches => [TableKey(Table)];
}
