using Migrations.Changes;

namespace Migrations.Tests.Changes;

public sealed class ChangeReadingTests
{
    [Fact]
    public void An_unknown_change_type_is_an_error_that_suggests_the_right_one()
    {
        var error = ChangeYaml.Fails("creatTable: {tableName: t}");

        Assert.Equal(ErrorCode.UnknownChangeType, error.Code);
        Assert.Equal("Did you mean 'createTable'?", error.Advice);
        Assert.Equal(1, error.Span!.Value.Line);
    }

    [Fact]
    public void The_case_of_a_change_type_matters() => Assert.Equal(ErrorCode.UnknownChangeType, ChangeYaml.Fails("CreateTable: {tableName: t}").Code);

    [Fact]
    public void The_case_of_an_attribute_of_a_change_does_not_matter() =>
        Assert.Equal("dropTable tableName=t", ChangeYaml.Read("dropTable: {TABLENAME: t}").Description);

    [Fact]
    public void An_unknown_attribute_of_a_change_is_a_finding_that_suggests_the_right_one()
    {
        var findings = new List<MigrationFinding>();

        ChangeYaml.Read("dropTable: {tableName: t, cascadeConstraint: true}", findings);

        var finding = Assert.Single(findings);
        Assert.Equal("MIG1005", finding.Code);
        Assert.Equal("Did you mean 'cascadeConstraints'?", finding.Advice);
        Assert.Equal((1, 27), (finding.Line, finding.Column));
    }

    [Theory]
    [InlineData("nam: c", "Did you mean 'name'?")]
    [InlineData("NAME: c", "Did you mean 'name'?")]
    [InlineData("defaultvalue: c", "Did you mean 'defaultValue'?")]
    [InlineData("x-migrations: {allow: []}", null)]
    public void An_unknown_attribute_of_a_column_is_an_error(string attribute, string? advice)
    {
        var error = ChangeYaml.Fails($"createTable: {{tableName: t, columns: [{{column: {{{attribute}, type: int}}}}]}}");

        Assert.Equal(ErrorCode.InvalidChangelog, error.Code);
        Assert.Equal(advice ?? error.Advice, error.Advice);
    }

    [Fact]
    public void The_first_letter_of_an_attribute_of_a_column_may_be_upper_case() =>
        Assert.Empty(ChangeYaml.Read("createTable: {tableName: t, columns: [{column: {Name: c, Type: int}}]}").Validate("postgresql"));

    [Fact]
    public void An_unknown_attribute_of_constraints_is_a_finding()
    {
        var findings = new List<MigrationFinding>();

        ChangeYaml.Read("createTable: {tableName: t, columns: [{column: {name: c, type: int, constraints: {notNull: true}}}]}", findings);

        Assert.Equal("MIG1005", Assert.Single(findings).Code);
    }

    [Fact]
    public void Our_extensions_are_passed_over_and_kept()
    {
        var findings = new List<MigrationFinding>();

        var change = ChangeYaml.Read("createIndex: {tableName: t, indexName: i, columns: [{column: {name: a}}], x-migrations: {online: true}}", findings);

        Assert.Empty(findings);
        Assert.Equal("online", Assert.Single(change.Extensions!.Children).Name);
    }

    [Theory]
    [InlineData("dropTable: {tableName: a, TABLENAME: b}")]
    [InlineData("createTable: {tableName: t, columns: [{name: a, type: int}, {name: b, type: int}]}")]
    public void What_is_written_twice_is_an_error(string yaml) => Assert.Equal(ErrorCode.InvalidChangelog, ChangeYaml.Fails(yaml).Code);

    [Theory]
    [InlineData("createTable: {tableName: t, columns: [{column: {name: a}}, {column: {name: b}}]}", 2)]
    [InlineData("createTable: {tableName: t, columns: {column: {name: a}}}", 1)]
    [InlineData("createTable: {tableName: t, columns: [{name: a}]}", 1)]
    [InlineData("createTable: {tableName: t, column: {name: a}}", 1)]
    [InlineData("createTable: {tableName: t, column: {name: a}, columns: [{column: {name: b}}]}", 2)]
    [InlineData("createTable: {tableName: t, columns: [{COLUMN: {name: a}}]}", 1)]
    [InlineData("createTable: {tableName: t, Columns: [{column: {name: a}}]}", 0)]
    [InlineData("createTable: {tableName: t}", 0)]
    public void Columns_are_found_wherever_Liquibase_finds_them(string yaml, int count) =>
        Assert.Equal(count, ChangeYaml.Read(yaml).Get(CommonAttributes.Columns).Length);

    [Fact]
    public void Columns_that_Liquibase_does_not_find_are_a_finding()
    {
        var findings = new List<MigrationFinding>();

        ChangeYaml.Read("createTable: {tableName: t, Columns: [{column: {name: a}}]}", findings);

        Assert.Equal("MIG1011", Assert.Single(findings).Code);
    }

    [Theory]
    [InlineData("\"yes\"", true)]
    [InlineData("1", true)]
    [InlineData("yes", false)]
    [InlineData("\"TRUE\"", false)]
    [InlineData("false", false)]
    public void A_value_that_is_neither_true_nor_false_counts_as_false_and_is_a_finding(string value, bool reported)
    {
        var findings = new List<MigrationFinding>();

        ChangeYaml.Read($"dropTable: {{tableName: t, cascadeConstraints: {value}}}", findings);

        Assert.Equal(reported, findings.Exists(f => f.Code == "MIG1015"));
    }

    [Fact]
    public void A_value_that_nothing_reads_is_a_finding()
    {
        var findings = new List<MigrationFinding>();

        Assert.Null(ChangeYaml.Read("tagDatabase: v1", findings).Tag);

        Assert.Contains("'tag'", Assert.Single(findings).Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("createSequence: {sequenceName: s, startValue: 1.5}")]
    [InlineData("createSequence: {sequenceName: s, startValue: \"1,000\"}")]
    public void A_number_that_is_not_whole_is_an_error_where_one_is_wanted(string yaml) => Assert.Equal(ErrorCode.InvalidValue, ChangeYaml.Fails(yaml).Code);

    [Theory]
    [InlineData("sql", "mssql", "postgresql", false)]
    [InlineData("sql", "mssql, postgresql", "postgresql", true)]
    [InlineData("sql", "'!postgresql'", "postgresql", false)]
    [InlineData("sql", "'!oracle'", "postgresql", true)]
    [InlineData("sql", "PostgreSQL", "postgresql", false)]
    [InlineData("sql", "none", "postgresql", false)]
    [InlineData("sql", "all", "postgresql", true)]
    [InlineData("insert", "mssql", "postgresql", false)]
    [InlineData("dropTable", "mssql", "postgresql", true)]
    public void A_change_runs_on_the_databases_that_its_own_filter_names(string type, string filter, string dbms, bool runs) =>
        Assert.Equal(runs, ChangeYaml.Read($"{type}: {{dbms: {(filter[0] == '\'' ? filter : $"'{filter}'")}, tableName: t}}").RunsOn(dbms));
}
