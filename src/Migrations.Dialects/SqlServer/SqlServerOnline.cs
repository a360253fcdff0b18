using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.SqlServer;

/// <summary>The ways by which SQL Server does beside running programs what its plain statements lock a table for, from the documentation.</summary>
/// <param name="dialect">Names and quotes.</param>
/// <param name="clauses">How parts of statements are written.</param>
sealed class SqlServerOnline(SqlServerDialect dialect, SqlServerClauses clauses)
{
    const string Edition = "ONLINE = ON needs Enterprise or Developer edition, Azure SQL Database or Managed Instance.";

    /// <summary>The form of a node; null where there is none.</summary>
    public OnlineForm? FormOf(SqlNode node, SchemaModel before) => node switch
    {
        CreateIndex { Index.Definition: null } create => OnlineForm.Of(Step(Online(clauses.Definition(create.Table, create.Index)), $"DROP INDEX {dialect.Quote(create.Index.Name)} ON {dialect.Quote(create.Table)}")),
        AddConstraint { Constraint: PrimaryKey or UniqueConstraint } add => OnlineForm.Of(Step(Online($"ALTER TABLE {dialect.Quote(add.Table)} ADD {clauses.Definition(Named(add))}"), Drop(add.Table, Named(add)))),
        AddConstraint { Constraint: ForeignKey or CheckConstraint } add => Unchecked(add),
        AlterColumn alter when alter.Changed.HasFlag(ColumnAspects.Type) => OnlineForm.Of(Step(Online($"ALTER TABLE {dialect.Quote(alter.Table)} ALTER COLUMN {clauses.Redefinition(alter.After)}"),
            alter.Before is { } was ? [Online($"ALTER TABLE {dialect.Quote(alter.Table)} ALTER COLUMN {clauses.Redefinition(was)}")] : [])),
        RawOperation { Kind: RawOperationKind.Reindex, Target: { Kind: ObjectKind.Table } table } => OnlineForm.Of(Step(Online($"ALTER INDEX ALL ON {dialect.Quote(table.Name)} REBUILD"))),
        _ => null,
    };

    static string Online(string statement) => statement + " WITH (ONLINE = ON)";

    static OnlineStep Step(string statement, params ReadOnlySpan<string> rollback) => new([statement], [.. rollback]) { Comment = Edition };

    TableConstraint Named(AddConstraint add) => add.Constraint with { Name = add.Constraint.Name ?? dialect.DefaultConstraintName(add.Table, add.Constraint) ?? $"CK_{add.Table.Name}" };

    string Drop(ObjectName table, TableConstraint constraint) => $"ALTER TABLE {dialect.Quote(table)} DROP CONSTRAINT {dialect.Quote(constraint.Name!)}";

    /// <summary>It counts for new rows at once; the rows that are there are read later, when few programs run: the server has no gentler way for that.</summary>
    OnlineForm Unchecked(AddConstraint add)
    {
        var constraint = Named(add);
        return OnlineForm.Of(
            new([$"ALTER TABLE {dialect.Quote(add.Table)} WITH NOCHECK ADD {clauses.Definition(constraint)}"], [Drop(add.Table, constraint)]),
            new([$"ALTER TABLE {dialect.Quote(add.Table)} WITH CHECK CHECK CONSTRAINT {dialect.Quote(constraint.Name!)}"], []) { Comment = "This reads all rows under Sch-M, so that the server trusts the constraint: run it in a quiet hour." });
    }
}
