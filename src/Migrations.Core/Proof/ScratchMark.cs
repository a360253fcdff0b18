using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>The mark of a database that was given as scratch: a table by which a later proof knows that what an interrupted one has left in it may go.</summary>
static class ScratchMark
{
    const string Table = "MIGRATIONS_SCRATCH";

    /// <summary>Whether a table is the mark.</summary>
    public static bool Is(ObjectName table) => table.Name.Equals(Table, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a database that is neither empty nor marked.</summary>
    /// <exception cref="MigrationException">It holds what is not ours (<see cref="ErrorCode.ScratchUnusable"/>).</exception>
    public static async Task RequireAsync(IDatabaseSession session, CancellationToken cancellationToken)
    {
        if ((await session.FindTablesAsync(null, [Table], cancellationToken)).Count > 0)
            return;
        var catalog = await session.ReadCatalogAsync(cancellationToken);
        if (catalog.FirstOrDefault(o => o.Part is null && o.Kind is not (CatalogObject.Schema or CatalogObject.Database)) is { } found)
        {
            throw new MigrationException(ErrorCode.ScratchUnusable, $"the scratch database {session.Target} is not empty: there is {found} in it",
                "Give an empty database with -ScratchConnection, or leave it out where the user may create databases.");
        }
    }

    /// <summary>Marks an empty database.</summary>
    public static Task SetAsync(IDatabaseSession session, CancellationToken cancellationToken)
    {
        var dialect = session.Dialect;
        var name = ObjectName.Of(dialect.Fold(Table, QuotingStrategy.Legacy));
        var empty = SchemaModel.Empty(dialect.Names);
        return session.ExecuteAsync([.. new CreateTable(new(name, [new(dialect.Fold("ID", QuotingStrategy.Legacy), dialect.HistoryTypes.Number)])).Render(dialect, empty)], cancellationToken);
    }
}
