using Migrations.Dialects;
using Migrations.Execution;
using Migrations.Planning;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Tests.Sql.Effects;

/// <summary>
/// The SQL of every golden case, given back as raw SQL: the schema after it is that of the typed changes that it was written for, wherever it is claimed to be known.
/// </summary>
public sealed class RawGoldenTests
{
    // How many of the tables that change are still known after raw SQL. Where the server's own names or settings decide, they are not.
    static readonly Dictionary<string, double> KnownShare = new() { ["sqlite"] = 0.9, ["postgresql"] = 0.8, ["mariadb"] = 0.8, ["mssql"] = 0.5 };

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("mariadb")]
    [InlineData("mssql")]
    public void The_schema_after_raw_sql_is_that_of_the_typed_changes(string provider)
    {
        var dialect = DialectRegistry.Get(provider).DefaultDialect;
        var (known, all) = (0, 0);
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(GoldenTests.Root, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (typed, raw) = (SchemaModel.Empty(dialect.Names), SchemaModel.Empty(dialect.Names));
            foreach (var node in Nodes(file, dialect))
            {
                typed = dialect.Apply(node.Node, typed);
                raw = node.Statements.Aggregate(raw, (schema, statement) => dialect.Apply(statement.Action is null && statement.Rows is null
                    ? SqlText.CreateNode(statement.Text, dialect) : node.Node, schema));
            }
            foreach (var table in typed.Tables)
            {
                all++;
                var key = new ObjectKey(ObjectKind.Table, table.Name);
                if (!raw.Knows(key))
                    continue;
                known++;
                Assert.True(SchemaFingerprint.TryDescribe(typed, key, out var expected, asPlanned: true));
                Assert.True(SchemaFingerprint.TryDescribe(raw, key, out var actual, asPlanned: true));
                // SQL Server has no RESTRICT: it is written as saying nothing, and the model of the typed change keeps the word.
                if ((provider == "mssql" ? expected.Replace("\"Restrict\"", "\"NoAction\"", StringComparison.Ordinal) : expected) != actual)
                    wrong.Add($"{Path.GetRelativePath(GoldenTests.Root, file)}: {key}\n  typed {expected}\n  raw   {actual}");
            }
            wrong.AddRange(raw.Tables.Where(t => typed.TableOrNull(t.Name) is null).Select(t => $"{Path.GetRelativePath(GoldenTests.Root, file)}: there is no table {t.Name}"));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        TestContext.Current.SendDiagnosticMessage($"{provider}: {known} of {all} tables are known after raw SQL");
        Assert.InRange((double)known / all, KnownShare[provider], 1);
    }

    static IEnumerable<PlannedNode> Nodes(string file, SqlDialect dialect)
    {
        var folder = Path.GetDirectoryName(file)!;
        var settings = new RunSettings { ChangelogPath = file, SearchPath = [folder], Location = folder };
        return PlanOperation.PlanOffline(dialect, ChangelogSource.Read(settings, dialect), settings).Run!.ChangeSets.Where(set => set.WillRun).SelectMany(set => set.Nodes);
    }
}
