using Migrations.Changelog;
using Migrations.Dialects;
using Migrations.Execution;
using Migrations.History;
using Migrations.Lint;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Planning;

/// <summary>Changelogs in a folder of their own, planned without a server.</summary>
sealed class PlanFolder : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("migrations-").FullName;

    /// <summary>The dialect of a database.</summary>
    public static SqlDialect Dialect(string dbms) => DialectRegistry.Get(dbms).DefaultDialect;

    /// <summary>Writes a file.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    /// <summary>Reads a changelog of these entries.</summary>
    public PreparedChangelog Read(string entries, string dbms = "postgresql")
    {
        Write("changelog.yaml", "databaseChangeLog:\n" + entries);
        return ChangelogSource.Read(Settings, Dialect(dbms));
    }

    /// <summary>Plans them for an empty database.</summary>
    public MigrationPlan Plan(string entries, string dbms = "postgresql") => PlanOperation.PlanOffline(Dialect(dbms), Read(entries, dbms), Settings);

    /// <summary>Makes the script of them for an empty database, commands and the custom change <c>x.T</c> allowed.</summary>
    public string Script(string entries, string dbms = "postgresql")
    {
        var settings = Settings with { AllowCommand = true, CustomChanges = new Dictionary<string, object> { ["x.T"] = new() } };
        var changelog = Read(entries, dbms);
        var script = new StringWriter { NewLine = "\n" };
        ScriptOperation.Write(PlanOperation.PlanOffline(Dialect(dbms), changelog, settings), script);
        return script.ToString();
    }

    /// <summary>Plans them against a history.</summary>
    public PlannedRun Plan(string entries, params HistoryRow[] rows)
    {
        var dialect = Dialect("postgresql");
        var history = new HistoryIndex([.. rows], new Dictionary<string, StepProgress>());
        return new Planner(Read(entries), history, dialect, [], LabelExpression.Empty).Plan(SchemaModel.Empty(dialect.Names), null);
    }

    /// <summary>What the project allows.</summary>
    public LintPolicy Policy { get; set; } = LintPolicy.Default;

    /// <summary>What a run of the changelog is asked for.</summary>
    public RunSettings Settings => new() { Policy = Policy, ChangelogPath = Path.Combine(folder, "changelog.yaml"), SearchPath = [folder], Location = folder };

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);
}
