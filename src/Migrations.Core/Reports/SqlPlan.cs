using Migrations.Execution;

namespace Migrations.Reports;

/// <summary>A plan as a script for the database's own client: the one that <c>-ScriptPath</c> of Invoke-Migration and Undo-Migration writes.</summary>
sealed class SqlPlan : IPlanFormat
{
    public string Name => "Sql";

    public IReadOnlyList<string> Extensions => [".sql"];

    public void Write(MigrationPlan plan, TextWriter writer) => ScriptOperation.Write(plan, writer);
}
