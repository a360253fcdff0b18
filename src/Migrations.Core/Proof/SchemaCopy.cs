using System.Collections.Immutable;
using Migrations.Execution;
using Migrations.History;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>The schema of a database as it can be made again in another one.</summary>
/// <param name="Model">What the schema model holds of it.</param>
/// <param name="Catalog">What the catalogue says of it.</param>
sealed record SchemaCopy(SchemaModel Model, IReadOnlyList<CatalogObject> Catalog)
{
    /// <summary>An empty database.</summary>
    public static SchemaCopy Empty(SqlDialect dialect) => new(SchemaModel.Empty(dialect.Names), []);

    /// <summary>Reads the schema of a database, without the history tables.</summary>
    public static async Task<SchemaCopy> ReadAsync(IDatabaseSession session, HistoryTables tables, CancellationToken cancellationToken)
    {
        var catalog = await CatalogAsync(session, tables, cancellationToken);
        var model = await session.InspectAsync(null, SchemaModel.Unknown(session.Dialect.Names), cancellationToken);
        // The default schema is inspected as a whole; what stands in others is asked for by name.
        var elsewhere = catalog.Where(o => o.Part is null && o.Owner.Schema is not null).Select(KeyOf).OfType<ObjectKey>().ToList();
        if (elsewhere.Count > 0)
            model = await session.InspectAsync(elsewhere, model, cancellationToken);
        foreach (var table in new[] { tables.Log, tables.Lock, tables.State })
            model = model.Without(new(ObjectKind.Table, table));
        return new(model, catalog);
    }

    /// <summary>The catalogue of a database without the history tables.</summary>
    public static async Task<IReadOnlyList<CatalogObject>> CatalogAsync(IDatabaseSession session, HistoryTables tables, CancellationToken cancellationToken) =>
        [.. (await session.ReadCatalogAsync(cancellationToken)).Where(o => !tables.Contains(o.Owner) && !ScratchMark.Is(o.Owner))];

    static ObjectKey? KeyOf(CatalogObject found) => found.Kind switch
    {
        "table" => new(ObjectKind.Table, found.Owner),
        "view" or "materialized view" => new(ObjectKind.View, found.Owner),
        "sequence" => new(ObjectKind.Sequence, found.Owner),
        "function" => new(ObjectKind.Function, WithoutArguments(found.Owner)),
        "procedure" => new(ObjectKind.Procedure, WithoutArguments(found.Owner)),
        _ => null,
    };

    static ObjectName WithoutArguments(ObjectName name) => name.Sibling(name.Name.Split('(')[0]);

    /// <summary>Makes the schema in an empty database: whatever order the objects need, what fails is tried again once others are there.</summary>
    /// <param name="session">The database.</param>
    /// <param name="scratch">Knows which statements would leave it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RestoreAsync(IDatabaseSession session, ScratchGuard scratch, CancellationToken cancellationToken)
    {
        var restoration = new SchemaRestoration(session, scratch);
        var left = await restoration.RunAsync(Objects(), cancellationToken);
        // Tables that refer to each other in a circle are made first, and then their keys.
        var tables = left.Select(o => o.Nodes is [CreateTable create] ? create.Table : null).OfType<Table>().Where(t => !t.ForeignKeys.IsEmpty).ToList();
        if (tables.Count > 0)
        {
            await restoration.RunAsync([
                .. left.Where(o => o.Nodes is not [CreateTable]),
                .. tables.Select(t => new RestoredObject([new CreateTable(t with { ForeignKeys = [] })])),
                .. tables.Select(t => new RestoredObject([.. t.ForeignKeys.Select(f => new AddConstraint(t.Name, f))])),
            ], cancellationToken);
        }
    }

    IEnumerable<RestoredObject> Objects()
    {
        // A sequence that belongs to a column comes with it.
        var owned = Model.Tables.SelectMany(t => t.Columns).Select(c => c.Default).OfType<SequenceNextValue>().Where(v => v.Owned).Select(v => v.Sequence).ToHashSet();
        return
        [
            .. Catalog.Where(o => o.Create is not null).Select(o => new RestoredObject([]) { Statement = o.Create }),
            .. Model.Sequences.Where(s => !owned.Contains(s.Name)).Select(s => new RestoredObject([new CreateSequence(s)])),
            .. Model.Tables.Select(t => new RestoredObject([new CreateTable(t with { Triggers = [] })])),
            .. Model.Views.Select(v => new RestoredObject([new CreateView(v)])),
            .. Model.Programs.Select(p => new RestoredObject([new CreateStoredProgram(p)])),
            .. Model.Tables.SelectMany(t => t.Triggers.Select(r => new RestoredObject(Trigger(t, r)))),
        ];
    }

    static ImmutableArray<SqlNode> Trigger(Table table, Trigger trigger)
    {
        var created = new CreateStoredProgram(new(ObjectKind.Trigger, table.Name.Sibling(trigger.Name), trigger.Definition) { Table = table.Name });
        return trigger.Disabled ? [created, new SetEnabled(table.Name, TablePart.Trigger, trigger.Name, Enabled: false)] : [created];
    }
}
