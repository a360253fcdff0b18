using System.Collections.Immutable;
using Migrations.Execution;
using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>Where a proof starts from: what the target is like, read and never written.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="History">What has run on it.</param>
sealed record ProofSource(SchemaCopy Schema, HistoryIndex History)
{
    /// <summary>An empty database.</summary>
    public static ProofSource Empty(SqlDialect dialect) => new(SchemaCopy.Empty(dialect), new([], ImmutableDictionary<string, StepProgress>.Empty));

    /// <summary>Reads the target.</summary>
    public static async Task<ProofSource> ReadAsync(MigrationRun run, CancellationToken cancellationToken) =>
        new(await SchemaCopy.ReadAsync(run.Session, run.Tables, cancellationToken), await run.ReadHistoryAsync(cancellationToken));
}
