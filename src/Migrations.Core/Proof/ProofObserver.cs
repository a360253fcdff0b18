using Migrations.Execution;
using Migrations.Sql;

namespace Migrations.Proof;

/// <summary>What is tried on a scratch database is nobody's business: messages of the changelog and of the server are for real runs.</summary>
/// <param name="inner">Is told of decisions.</param>
sealed class ProofObserver(IRunObserver inner) : IRunObserver
{
    bool IRunObserver.FollowsEach => true;

    void IRunObserver.Started(PlanStep step, int index, int count) { }

    void IRunObserver.Executing(PlanStep step, PlanStatement statement) { }

    void IRunObserver.RowsLoaded(string file, long rows) => inner.RowsLoaded(file, rows);

    Task IRunObserver.FinishedAsync(MigrationResult result) => Task.CompletedTask;

    void IRunObserver.ServerMessage(string message) { }

    void IRunObserver.Output(OutputTarget target, string message) { }

    void IRunObserver.CommandOutput(string line) { }

    Task IRunObserver.PerformAsync(CustomChangeCall call, object given, CancellationToken cancellationToken) => throw new ActionFailedException("custom changes are not performed in a proof");

    void IRunObserver.Warning(string message) => inner.Debug(message);

    void IRunObserver.Debug(string message) => inner.Debug(message);
}
