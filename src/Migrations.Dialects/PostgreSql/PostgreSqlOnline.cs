using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.PostgreSql;

/// <summary>The ways by which PostgreSQL does beside running programs what its plain statements lock a table for.</summary>
/// <param name="dialect">Names and quotes.</param>
/// <param name="clauses">How parts of statements are written.</param>
sealed class PostgreSqlOnline(PostgreSqlDialect dialect, PostgreSqlClauses clauses)
{
    readonly PostgreSqlBackfill backfill = new(dialect);

    /// <summary>The form of a node; null where there is none.</summary>
    public OnlineForm? FormOf(SqlNode node, SchemaModel before) => node switch
    {
        CreateIndex { Index.Clustered: not true } create => OnlineForm.Of(Index(create.Table, create.Index)),
        DropIndex drop => OnlineForm.Of(DropOf(drop, before)),
        AddConstraint add => new(Constraint(add.Table, add.Constraint, before)),
        AlterColumn alter when alter.Changed.HasFlag(ColumnAspects.Type) => Retype(alter, before),
        AlterColumn { After.Nullable: false } alter when alter.Changed.HasFlag(ColumnAspects.Nullable) => new(NotNull(alter.Table, alter.After.Name)),
        AddColumn add => Column(add, before),
        RenameTable rename => OnlineForm.Of(Aliased(rename)),
        RenameColumn rename => Renamed(rename, before),
        UpdateRows update when backfill.Update(update, before) is { } sql => OnlineForm.Of(sql),
        DeleteRows delete when backfill.Delete(delete, before) is { } sql => OnlineForm.Of(sql),
        RawOperation operation => Operation(operation),
        _ => null,
    };

    static OnlineStep Outside(string statement, params ReadOnlySpan<string> rollback) => new([statement], [.. rollback]) { Transactional = false };

    static OnlineStep Inside(IEnumerable<string> statements, params ReadOnlySpan<string> rollback) => new([.. statements], [.. rollback]);

    string Alter(ObjectName table, string action) => $"ALTER TABLE {dialect.Quote(table)} {action}";

    // ---- indexes -----------------------------------------------------------------------------------------------

    OnlineStep Index(ObjectName table, TableIndex index) => Outside(Concurrently(clauses.CreateIndex(table, index)), $"DROP INDEX CONCURRENTLY IF EXISTS {dialect.Quote(table.Sibling(index.Name))}");

    static string Concurrently(string create) =>
        create.IndexOf("INDEX ", StringComparison.OrdinalIgnoreCase) is >= 0 and var at && !create.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase) ? create.Insert(at + "INDEX ".Length, "CONCURRENTLY ") : create;

    OnlineStep DropOf(DropIndex drop, SchemaModel before)
    {
        var sql = $"DROP INDEX CONCURRENTLY {dialect.Quote(drop.Index)}";
        return before.FindTableOfIndex(drop.Index, out var table) == Presence.Known && table!.Indexes.FirstOrDefault(i => before.Names.Equals(i.Name, drop.Index.Name)) is { } index
            ? Outside(sql, Concurrently(clauses.CreateIndex(table.Name, index)))
            : Outside(sql);
    }

    // ---- constraints -------------------------------------------------------------------------------------------

    ImmutableArray<OnlineStep> Constraint(ObjectName table, TableConstraint constraint, SchemaModel before)
    {
        var name = constraint.Name ?? dialect.DefaultConstraintName(table, constraint) ?? PostgreSqlNames.Generated(table.Name, null, "check");
        var drop = Alter(table, $"DROP CONSTRAINT {dialect.Quote(name)}");
        switch (constraint)
        {
            case UniqueConstraint unique:
                return [.. UniqueIndex(table, name, unique.Columns, unique.UsingIndex), Inside([Alter(table, $"ADD {clauses.Constraint(unique with { Name = name, UsingIndex = unique.UsingIndex ?? name, Definition = null })}")], drop)];
            case PrimaryKey key:
                var known = before.TableOrNull(table);
                var nullable = key.Columns.Where(c => known?.Column(c, before.Names) is not { Nullable: false });
                return
                [
                    .. nullable.SelectMany(c => NotNull(table, c)), .. UniqueIndex(table, name, key.Columns, key.UsingIndex),
                    Inside([Alter(table, $"ADD {clauses.Constraint(key with { Name = name, UsingIndex = key.UsingIndex ?? name, Definition = null })}")], drop),
                ];
            case ForeignKey key:
                return Validated(table, name, clauses.Constraint(key with { Name = name, Validated = false, Definition = null }));
            case CheckConstraint check:
                return Validated(table, name, clauses.Constraint(check with { Name = name, Validated = false, Definition = null }));
            default:
                return [];
        }
    }

    IEnumerable<OnlineStep> UniqueIndex(ObjectName table, string name, IEnumerable<string> columns, string? existing) =>
        existing is null ? [Index(table, new(name, [.. columns.Select(c => new IndexColumn(c))]) { Unique = true })] : [];

    ImmutableArray<OnlineStep> Validated(ObjectName table, string name, string constraint) =>
    [
        Inside([Alter(table, $"ADD {constraint}")], Alter(table, $"DROP CONSTRAINT {dialect.Quote(name)}")),
        Inside([Alter(table, $"VALIDATE CONSTRAINT {dialect.Quote(name)}")]),
    ];

    /// <summary>A validated check lets the server set NOT NULL without reading the rows.</summary>
    ImmutableArray<OnlineStep> NotNull(ObjectName table, string column)
    {
        var check = new CheckConstraint(PostgreSqlNames.Generated(table.Name, [column], "not_null"), $"{dialect.Quote(column)} IS NOT NULL") { Validated = false };
        return
        [
            .. Validated(table, check.Name!, clauses.Constraint(check)),
            Inside([Alter(table, $"ALTER COLUMN {dialect.Quote(column)} SET NOT NULL"), Alter(table, $"DROP CONSTRAINT {dialect.Quote(check.Name!)}")], Alter(table, $"ALTER COLUMN {dialect.Quote(column)} DROP NOT NULL"), Alter(table, $"ADD {clauses.Constraint(check)}")),
        ];
    }

    // ---- columns -----------------------------------------------------------------------------------------------

    OnlineForm Column(AddColumn add, SchemaModel before)
    {
        var (table, column) = (add.Table, Unserial(add.Column));
        var steps = ImmutableArray.CreateBuilder<OnlineStep>();
        var late = column.Identity is not null || column.GeneratedStored || column.Default is SequenceNextValue || (column.Default is ExpressionValue expression && !PostgreSqlEffects.IsStable(expression.Sql));
        var required = !column.Nullable && (late || column.Default is null);
        var plain = column with { Nullable = column.Nullable || required, Default = late ? null : column.Default, Identity = null, Generated = late ? null : column.Generated, NotNullConstraintName = null };
        steps.Add(Inside([Alter(table, $"ADD COLUMN {clauses.Column(plain)}")], Alter(table, $"DROP COLUMN {dialect.Quote(column.Name)}")));
        if (late)
            steps.AddRange(Filling(table, column, before));
        if (required)
        {
            var proof = NotNull(table, column.Name);
            steps.AddRange(late ? proof : proof.SetItem(0, proof[0] with { Comment = "Run this one when programs write the column, and fill the rows that are there before the next one." }));
        }
        foreach (var constraint in add.Constraints)
            steps.AddRange(Constraint(table, constraint, before.Change(table, t => t with { Columns = t.Columns.Add(column with { Nullable = !required }) })));
        return new(steps.ToImmutable());
    }

    /// <summary>What serial is short for: a whole number that a sequence of its own gives.</summary>
    static Column Unserial(Column column) => PostgreSqlTypes.SerialBase(column.Type.Text) is { } type ? column with { Type = type, Identity = new(), Nullable = false } : column;

    /// <summary>How new rows get their value, and then those that are there.</summary>
    IEnumerable<OnlineStep> Filling(ObjectName table, Column column, SchemaModel before)
    {
        var name = dialect.Quote(column.Name);
        if (column.Generated is { } generated)
        {
            yield return new PostgreSqlSyncTrigger(dialect, table, column.Name).Create(generated);
            yield return backfill.Fill(table, column.Name, generated, before);
            yield break;
        }
        var sequence = table.Sibling(PostgreSqlNames.Generated(table.Name, [column.Name], "seq"));
        var value = column.Identity is not null || column.Default is SequenceNextValue
            ? $"nextval({PostgreSqlValues.Text(dialect.Quote(column.Default is SequenceNextValue next ? next.Sequence : sequence))})"
            : ((ExpressionValue)column.Default!).Sql;
        string[] own = column.Identity is not null || column.Default is SequenceNextValue { Owned: true }
            ? [$"CREATE SEQUENCE IF NOT EXISTS {dialect.Quote(column.Default is SequenceNextValue owned ? owned.Sequence : sequence)} OWNED BY {dialect.Quote(table)}.{name}"]
            : [];
        yield return Inside([.. own, Alter(table, $"ALTER COLUMN {name} SET DEFAULT {value}")], Alter(table, $"ALTER COLUMN {name} DROP DEFAULT"));
        yield return backfill.Fill(table, column.Name, value, before);
    }

    /// <summary>A column of the new type beside the old one, kept alike by a trigger; at the end they change names.</summary>
    OnlineForm Retype(AlterColumn alter, SchemaModel before)
    {
        var (table, name) = (alter.Table, alter.After.Name);
        var (old, next) = (PostgreSqlNames.Generated(name, null, "old"), PostgreSqlNames.Generated(name, null, "new"));
        var value = alter.Using ?? $"{dialect.Quote(name)}::{alter.After.Type}";
        var trigger = new PostgreSqlSyncTrigger(dialect, table, next).Create(value);
        var constant = before.TableOrNull(table)?.Column(name, before.Names)?.Default is { } kept ? [Alter(table, $"ALTER COLUMN {dialect.Quote(next)} SET DEFAULT {clauses.Default(kept, alter.After.Type)}")] : Array.Empty<string>();
        return OnlineForm.Of(
            Inside([Alter(table, $"ADD COLUMN {dialect.Quote(next)} {alter.After.Type}"), .. constant], Alter(table, $"DROP COLUMN {dialect.Quote(next)}")),
            trigger,
            backfill.Fill(table, next, value, before),
            Inside([.. trigger.Rollback, Alter(table, $"RENAME COLUMN {dialect.Quote(name)} TO {dialect.Quote(old)}"), Alter(table, $"RENAME COLUMN {dialect.Quote(next)} TO {dialect.Quote(name)}")],
                [Alter(table, $"RENAME COLUMN {dialect.Quote(name)} TO {dialect.Quote(next)}"), Alter(table, $"RENAME COLUMN {dialect.Quote(old)} TO {dialect.Quote(name)}"), .. trigger.Statements])
                with
            { Comment = "Before this one, give the new column the indexes and constraints of the old one, each in its online form. Drop the old column in a later deployment." });
    }

    /// <summary>A column of the new name beside the old one, kept alike by a trigger in both directions, for as long as programs use either.</summary>
    OnlineForm? Renamed(RenameColumn rename, SchemaModel before)
    {
        if (before.TableOrNull(rename.Table)?.Column(rename.From, before.Names) is not { } column)
            return null;
        var (from, to) = (dialect.Quote(rename.From), dialect.Quote(rename.To));
        return OnlineForm.Of(
            Inside([Alter(rename.Table, $"ADD COLUMN {to} {column.Type}")], Alter(rename.Table, $"DROP COLUMN {to}")),
            new PostgreSqlSyncTrigger(dialect, rename.Table, rename.To).Do($"""
                IF TG_OP = 'INSERT' THEN
                    NEW.{to} := COALESCE(NEW.{to}, NEW.{from});
                    NEW.{from} := NEW.{to};
                  ELSIF NEW.{to} IS DISTINCT FROM OLD.{to} THEN
                    NEW.{from} := NEW.{to};
                  ELSE
                    NEW.{to} := NEW.{from};
                  END IF;
                """),
            backfill.Fill(rename.Table, rename.To, from, before)
                with
            { Comment = "When every program uses the new name, drop the trigger, its function and the old column in a later deployment." });
    }

    OnlineStep Aliased(RenameTable rename)
    {
        var to = rename.Table.Sibling(rename.To);
        return Inside([Alter(rename.Table, $"RENAME TO {dialect.Quote(rename.To)}"), $"CREATE VIEW {dialect.Quote(rename.Table)} AS SELECT * FROM {dialect.Quote(to)}"],
            $"DROP VIEW {dialect.Quote(rename.Table)}", Alter(to, $"RENAME TO {dialect.Quote(rename.Table.Name)}"))
            with
        { Comment = "Drop the view in a later deployment, when no program uses the old name any more." };
    }

    // ---- what only raw SQL does --------------------------------------------------------------------------------

    OnlineForm? Operation(RawOperation operation) => operation switch
    {
        { Kind: RawOperationKind.Reindex, Target: { Kind: ObjectKind.Table or ObjectKind.Index } target } =>
            OnlineForm.Of(Outside($"REINDEX {(target.Kind == ObjectKind.Table ? "TABLE" : "INDEX")} CONCURRENTLY {dialect.Quote(target.Name)}")),
        { Kind: RawOperationKind.RefreshView, Target: { } view } => OnlineForm.Of(Inside([$"REFRESH MATERIALIZED VIEW CONCURRENTLY {dialect.Quote(view.Name)}"]) with { Comment = "The view needs a unique index over all its rows." }),
        { Kind: RawOperationKind.DetachPartition, Target: { } table, Part: { } part } => OnlineForm.Of(Outside(Alter(table.Name, $"DETACH PARTITION {dialect.Quote(part)} CONCURRENTLY"))),
        _ => null,
    };
}
