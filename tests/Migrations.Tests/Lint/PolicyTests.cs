using System.Collections.Immutable;
using Migrations.Lint;
using Migrations.Tests.Planning;

namespace Migrations.Tests.Lint;

/// <summary>What a policy and suppressions make of findings.</summary>
public sealed class PolicyTests : IDisposable
{
    const string Table = "- changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t, columns: [{column: {name: a, type: int}}]}}]}\n";

    readonly PlanFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("x-migrations: ['allow MIG2005: nobody has used it since May'],", "")]
    [InlineData("x-migrations: ['allow SessionStateLeft until 9999-12-31: nobody has used it since May'],", "")]
    [InlineData("", ", x-migrations: {allow: ['MIG2005: nobody has used it since May']}")]
    [InlineData("", ", x-migrations: {allow: 'sessionstateleft : nobody has used it since May'}")]
    public void A_suppressed_finding_stays_with_its_reason_and_stops_nothing(string ofChangeSet, string ofChange)
    {
        folder.Policy = new() { FailOn = FailureThreshold.Warning };

        var plan = folder.Plan($"- changeSet: {{id: 2, author: a, {ofChangeSet} rollback: {{}}, changes: [{{sql: {{sql: SET ROLE x{ofChange}}}}}]}}");

        var finding = Assert.Single(plan.Findings);
        Assert.Equal(("MIG2005", "nobody has used it since May", "changelog.yaml::2::a"), (finding.Code, finding.Suppression, finding.ChangeSet));
        Assert.True(plan.IsValid);
    }

    [Fact]
    public void A_suppression_inside_one_change_is_for_no_other()
    {
        var findings = folder.Plan(Table + """
            - changeSet:
                id: 2
                author: a
                changes:
                - addColumn: {tableName: t, columns: [{column: {name: b, type: int}}, {column: {name: c, type: int}}]}
                - sql: {sql: SET ROLE x, x-migrations: {allow: ['MIG2005: it is new']}}
                - sql: {sql: SET ROLE y}
            """).Findings.Where(f => f.Code == "MIG2005");

        Assert.Equal([(8, "it is new"), (9, null)], findings.Select(f => (f.Line, f.Suppression)));
    }

    [Theory]
    [InlineData("-- migrations: allow MIG2004: the procedure needs it\nCOMMIT", "the procedure needs it")]
    [InlineData("COMMIT /* migrations: allow TransactionControl until 2999-01-01: the procedure needs it */", "the procedure needs it")]
    [InlineData("COMMIT -- 'migrations: allow MIG2004: x'", null)]
    [InlineData("COMMIT; SELECT '-- migrations: allow MIG2004: x'", null)]
    public void A_comment_in_sql_suppresses_what_its_statement_does(string sql, string? reason)
    {
        var plan = folder.Plan($"- changeSet: {{id: 1, author: a, rollback: {{}}, changes: [{{sql: {{sql: {System.Text.Json.JsonSerializer.Serialize(sql)}}}}}]}}");

        Assert.Equal([reason], plan.Findings.Where(f => f.Code == "MIG2004").Select(f => f.Suppression));
    }

    [Fact]
    public void It_does_so_where_other_comments_are_stripped()
    {
        var plan = folder.Plan("- changeSet: {id: 1, author: a, rollback: {}, changes: [{sql: {stripComments: true, sql: \"-- why\\n-- migrations: allow MIG2004: it has to\\nCOMMIT -- done\"}}]}");

        Assert.Equal(["it has to"], plan.Findings.Where(f => f.Code == "MIG2004").Select(f => f.Suppression));
        Assert.Equal("-- migrations: allow MIG2004: it has to\nCOMMIT", Assert.Single(plan.Steps[0].Statements).Sql);
    }

    [Theory]
    [InlineData("allow MIG2005", "MIG3601", "no suppression")]
    [InlineData("allow MIG2005:", "MIG3601", "no suppression")]
    [InlineData("allow MIG2999: x", "MIG3601", "no rule 'MIG2999'")]
    [InlineData("allow DatLoss: x", "MIG3601", "no rule 'DatLoss'")]
    [InlineData("allow MIG2005 until tomorrow: x", "MIG3601", "no date")]
    [InlineData("allow MIG2005 until 2020-02-30: x", "MIG3601", "no date")]
    [InlineData("allow MIG2005 until 2020-02-28: x", "MIG3603", "2020-02-28")]
    [InlineData("allow MIG2011: x", "MIG3602", "MIG2011")]
    [InlineData("alow MIG2005: x", "MIG1004", "alow")]
    public void A_suppression_that_suppresses_nothing_is_itself_a_finding(string text, string code, string message)
    {
        var findings = folder.Plan($"{Table}- changeSet: {{id: 2, author: a, x-migrations: ['{text}'], changes: [{{sql: {{sql: SET ROLE x}}}}]}}").Findings;

        var problem = Assert.Single(findings, f => f.Code == code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, problem.Line);
        Assert.NotNull(problem.Advice);
        Assert.Null(findings.Single(f => f.Code == "MIG2005").Suppression);
    }

    [Fact]
    public void The_last_day_still_counts()
    {
        var suppression = Suppression.Read("MIG2005 until 2027-01-31: x", default, out _)!;

        Assert.True(suppression.Counts(new(2027, 1, 31)));
        Assert.False(suppression.Counts(new(2027, 2, 1)));
    }

    [Theory]
    [InlineData(RuleLevel.Error, FindingSeverity.Error)]
    [InlineData(RuleLevel.Information, FindingSeverity.Information)]
    [InlineData(RuleLevel.Off, null)]
    public void The_policy_says_how_much_a_rule_matters(RuleLevel level, FindingSeverity? severity)
    {
        folder.Policy = new() { Rules = ImmutableDictionary<string, RuleLevel>.Empty.Add("MIG2005", level) };

        var plan = folder.Plan($"{Table}- changeSet: {{id: 2, author: a, changes: [{{sql: {{sql: SET ROLE x}}}}]}}");

        Assert.Equal(severity, plan.Findings.SingleOrDefault(f => f.Code == "MIG2005")?.Severity);
        Assert.Equal(level != RuleLevel.Error, plan.IsValid);
    }

    [Fact]
    public void What_is_said_of_the_text_of_a_change_set_is_shown_with_it()
    {
        var plan = folder.Plan("""
            - changeSet: {id: 1, author: a, id: 2, changes: [{empty: {}}]}
            - property: {name: x, name: x, value: 1}
            """);

        Assert.Equal("MIG1001", Assert.Single(plan.Steps[0].Findings).Code);
        Assert.Equal([("MIG1001", null), ("MIG1001", "changelog.yaml::2::a")], plan.Findings.Select(f => (f.Code, f.ChangeSet)));
    }

    [Theory]
    [InlineData(1000, null, 1000L, 60, FindingSeverity.Information)]
    [InlineData(1000, null, 1001L, 60, FindingSeverity.Warning)]
    [InlineData(null, 5, 1_000_000L, 5, FindingSeverity.Information)]
    [InlineData(null, 5, 1_000_000L, 6, FindingSeverity.Warning)]
    [InlineData(null, null, 1L, 0, FindingSeverity.Warning)]
    public void What_costs_little_is_only_worth_knowing(int? harmlessRows, int? harmlessSeconds, long rows, int seconds, FindingSeverity severity)
    {
        var policy = new LintPolicy { HarmlessRows = harmlessRows, HarmlessDuration = harmlessSeconds is { } s ? TimeSpan.FromSeconds(s) : null };
        var finding = new MigrationFinding("MIG3101", "BlockingIndexBuild", FindingSeverity.Warning, "", null, "f", 1, 1) { EstimatedRows = rows, EstimatedDuration = TimeSpan.FromSeconds(seconds) };

        Assert.Equal(severity == FindingSeverity.Information, policy.IsSmall(finding));
        Assert.True(LintRules.DependsOnSize(finding.Code));
    }
}
