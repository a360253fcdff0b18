using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

/// <summary>Formatted SQL is read as Liquibase 4.28 reads it, odd rules included; what that passes over in silence is a finding.</summary>
public sealed class FormattedSqlTests
{
    const string Header = "--liquibase formatted sql\n";

    readonly List<MigrationFinding> findings = [];

    ChangelogNode Read(string lines) => new SqlChangelogReader().Read(Header + lines, "db/a.sql", findings);

    /// <summary>The only entry.</summary>
    ChangelogNode Entry(string lines) => Assert.Single(Read(lines).Children);

    MigrationException Fails(string lines) => Assert.Throws<MigrationException>(() => Read(lines));

    static string Change(ChangelogNode set) => Yaml.Show(set.Child("changes")!.Children[0]);

    [Fact]
    public void A_change_set_is_the_lines_below_its_header()
    {
        var changelog = Read("--changeset bob:1\ncreate table a (x int);\ncreate table b (x int);\n\n-- changeSet   \"Ann: B\":\"the second\"\nselect 1\n");
        Assert.Equal(["changeSet[id=1, author=bob, changes[sql[sql=create table a (x int);\ncreate table b (x int);\n\n, stripComments=true]]]",
            "changeSet[id=the second, author=Ann: B, changes[sql[sql=select 1\n, stripComments=true]]]"], changelog.Children.Select(Yaml.Show));
        Assert.Empty(findings);
    }

    [Fact]
    public void A_header_holds_attributes_in_any_order()
    {
        var set = Entry("--changeset a:1 runOnChange:true RUNALWAYS:false runInTransaction:false failOnError:false ignore:true runWith:psql labels:\"x, y\" context:\"a or b\" dbms:postgresql,!h2 "
            + "logicalFilePath:other.sql splitStatements:false stripComments:false endDelimiter:/\nselect 1");
        Assert.Equal("changeSet[id=1, author=a, runOnChange=true, runAlways=false, runInTransaction=false, failOnError=false, ignore=true, runWith=psql, logicalFilePath=other.sql, labels=x, y, "
            + "dbms=postgresql,!h2, context=a or b, changes[sql[sql=select 1\n, splitStatements=false, stripComments=false, endDelimiter=/]]]", Yaml.Show(set));
        Assert.Empty(findings);
    }

    [Fact]
    public void The_header_of_the_file_may_name_its_logical_path() => Assert.Equal("logicalFilePath=x.sql",
        Yaml.Show(new SqlChangelogReader().Read("\n -- Liquibase  Formatted SQL logicalFilePath:x.sql\n", "db/a.sql", findings).Children[0]));

    [Fact]
    public void Properties_may_be_filtered()
    {
        var changelog = Read("--property name:t value:person\n-- property name:t value:\"p\" context:\"a and b\" labels:x dbms:postgresql global:false\n");
        Assert.Equal(["property[name=t, value=person]", "property[name=t, value=\"p\", context=a and b, labels=x, dbms=postgresql, global=false]"], changelog.Children.Select(Yaml.Show));
    }

    [Fact]
    public void Properties_are_replaced_in_SQL_and_names_but_not_in_comments()
    {
        using var folder = new ChangelogFolder();
        var set = Assert.Single(folder.With("c.sql", Header + "--property name:t value:person\n--changeset a:${t}\n--comment for ${t}\nselect * from ${t};\n--rollback drop table ${t}").Build("c.sql").ChangeSets);
        Assert.Equal(("person", "for ${t}", "sql[sql=select * from person;\n, stripComments=true]"), (set.Id, set.Comment, Yaml.Show(set.Changes[0])));
        Assert.Equal("sql[sql=drop table person\n]", Yaml.Show(Assert.IsType<RollbackDefinition.Changes>(set.Rollback).Nodes[0]));
    }

    [Fact]
    public void Comments_and_sums_stand_below_the_header()
    {
        var set = Entry("--changeset a:1\n--comment: first\n--comment  second\n--validCheckSum: 9:1a\n--validchecksum any\nselect 1 --comment no\n");
        Assert.Equal("changeSet[id=1, author=a, validCheckSum=9:1a, validCheckSum=any, comment= second, changes[sql[sql=select 1 --comment no\n, stripComments=true]]]", Yaml.Show(set));
    }

    [Theory]
    [InlineData("--rollback drop table a;\n--rollback drop table b;\n", "rollback[sql[sql=drop table a;\ndrop table b;\n]]")]
    [InlineData("  -- rollback x\n", "rollback[sql[sql=x\n]]")]
    [InlineData("/* liquibase rollback\ndrop table a;\n-- why\ndrop table b; */\n", "rollback[sql[sql=drop table a;\n-- why\ndrop table b; \n]]")]
    [InlineData("/*liquibase rollback\ndrop table a\n*/\n", "rollback[sql[sql=drop table a\n]]")]
    [InlineData("--rollback not required\n", "rollback[empty]")]
    [InlineData("--rollback empty\n", "rollback[empty]")]
    [InlineData("--rollback changesetId:0 changesetAuthor:b changesetPath:x.sql\n", "rollback[changeSetId=0, changeSetAuthor=b, changeSetPath=x.sql]")]
    public void The_way_back_is_written_in_comments(string lines, string expected)
    {
        Assert.Equal(expected, Yaml.Show(Entry("--changeset a:1\nselect 1\n" + lines).Child("rollback")!));
        Assert.Empty(findings);
    }

    [Fact]
    public void The_way_back_has_options_of_its_own() => Assert.Equal("rollback[sql[sql=x\n, splitStatements=false, endDelimiter=GO]]",
        Yaml.Show(Entry("--changeset a:1 rollbackSplitStatements:false rollbackEndDelimiter:GO\nselect 1\n--rollback x").Child("rollback")!));

    [Fact]
    public void Preconditions_are_those_of_the_change_set()
    {
        var set = Entry("--changeset a:1\n--preconditions onFail:MARK_RAN onError:WARN\n--precondition-sql-check expectedResult:0 select count(*) from t\n"
            + "--precondition-sql-check 'a b' select 1\n--precondition-table-exists table:t schema:s\n--precondition-view-exists view:v\nselect 1");
        Assert.Equal("preConditions[onFail=MARK_RAN, onError=WARN, sqlCheck[expectedResult=0, sql=select count(*) from t], sqlCheck[expectedResult=a b, sql=select 1], "
            + "tableExists[tableName=t, schemaName=s], viewExists[viewName=v]]", Yaml.Show(set.Child("preConditions")!));
    }

    [Theory]
    [InlineData("--ignoreLines:2\nx\ny\nselect 1\n", "select 1\n")]
    [InlineData("--ignoreLines:start\nx\n-- ignoreLines:end\nselect 1", "select 1\n")]
    [InlineData("select 1\n--ignoreLines:start\nx\n", "select 1\n")]
    public void Lines_can_be_passed_over(string lines, string sql) => Assert.Equal($"sql[sql={sql}, stripComments=true]", Change(Entry("--changeset a:1\n" + lines)));

    [Fact]
    public void Only_the_last_change_set_may_end_its_statements_with_a_slash_without_saying_so()
    {
        var sets = Read("--changeset a:1\nx\n/\n--changeset a:2\ny\n/\n").Children;
        Assert.Equal(["sql[sql=x\n/\n, stripComments=true]", "sql[sql=y\n/\n, stripComments=true, endDelimiter=\n/$]"], sets.Select(Change));
    }

    [Theory]
    [InlineData("--changeset a:1\n\n--comment x\n  create table t (x int);", 5, 1)]
    [InlineData("--changeset a:1\nselect 1;\n--comment x\nselect 2;", null, null)]
    [InlineData("--changeset a:1\nselect 1;\n--rollback select 2;", 3, 1)]
    public void The_SQL_has_its_place(string lines, int? line, int? column) =>
        Assert.Equal(line is null ? null : new SourceSpan("db/a.sql", line.Value, column!.Value), Entry(lines).Child("changes")!.Children[0].Child("sql")!.Scalar!.TextStart);

    [Theory]
    [InlineData("--changeset a: 1\nselect 1", 2, "no beginning of a change set")]
    [InlineData("--changeset \"a:b\": 1\nselect 1", 2, "no beginning of a change set")]
    [InlineData("-changeset a:1\nselect 1", 2, "no beginning of a change set")]
    [InlineData("--changesets\nselect 1", 2, "no beginning of a change set")]
    [InlineData("--changeset a:1\n--changeset a:2\nselect 1", 2, "has no SQL")]
    [InlineData("--changeset a:1\n \n", 2, "has no SQL")]
    [InlineData("--changeset a:1 dbms:h2\n--changeset a:2\nselect 1", 2, "has no SQL")]
    [InlineData("--property name=x value=y", 2, "no property")]
    [InlineData("-property name:x value:y", 2, "no property")]
    [InlineData("--comment x", 2, "outside of change sets")]
    [InlineData("--ignore:3", 2, "nearly a line")]
    [InlineData("-ignoreLines:3", 2, "nearly a line")]
    [InlineData("--ignoreLines:x", 2, "nearly a line")]
    [InlineData("--changeset a:1\n-comment x\nselect 1", 3, "nearly a line")]
    [InlineData("--changeset a:1\n--comments x\nselect 1", 3, "nearly a line")]
    [InlineData("--changeset a:1\n-rollback x\nselect 1", 3, "nearly a line")]
    [InlineData("--changeset a:1\n-validCheckSum x\nselect 1", 3, "nearly a line")]
    [InlineData("--changeset a:1\n-preconditions onFail:WARN\nselect 1", 3, "nearly a line")]
    [InlineData("--changeset a:1\n--precondition-sql-check\nselect 1", 3, "says nothing")]
    [InlineData("--changeset a:1\n--precondition-sql-check 0\nselect 1", 3, "no check")]
    [InlineData("--changeset a:1\n--precondition-index-exists index:i\nselect 1", 3, "no precondition 'index-exists'")]
    [InlineData("--changeset a:1\n--precondition-table-exists name:t\nselect 1", 3, "names no table")]
    [InlineData("--changeset a:1\nselect 1\n/* liquibase rollback\ndrop", 4, "not closed")]
    [InlineData("--changeset a:1\nselect 1\n--rollback changesetId:1", 4, "names no 'changeSetAuthor'")]
    public void What_is_nearly_of_the_language_is_an_error_at_its_line(string lines, int line, string message)
    {
        var error = Fails(lines);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Span!.Value.Line);
        Assert.NotNull(error.Advice);
    }

    [Theory]
    [InlineData("--changeset a:1 runOnchnge:true\nselect 1", 2, 17, "Did you mean 'runOnChange'?")]
    [InlineData("--changeset a:1 dbms:h2, mysql\nselect 1", 2, 26, "A value ends at the first blank")]
    [InlineData("--changeset a:1\n--rollback: drop\nselect 1", 3, 1, "Write a space behind '--rollback'")]
    [InlineData("--changeset a:1\n --comment x\nselect 1", 3, 2, "Begin it at the start of the line")]
    [InlineData("--changeset a:1\n--validCheckSum:any\nselect 1", 3, 1, "Write a space behind '--validchecksum'")]
    [InlineData("-- a remark\nselect 0;\n--changeset a:1\nselect 1", 3, 1, "Begin a change set above it")]
    public void What_Liquibase_passes_over_in_silence_is_a_finding(string lines, int line, int column, string advice)
    {
        Read(lines);
        var finding = Assert.Single(findings);
        Assert.Equal((line, column), (finding.Line, finding.Column));
        Assert.Contains(advice, finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select 1; --liquibase formatted sql")]
    [InlineData("--liquibase\nformatted sql")]
    [InlineData("/* liquibase formatted sql */")]
    public void Other_SQL_is_one_change_set_as_it_stands(string text) =>
        Assert.Equal($"databaseChangeLog[changeSet[id=raw, author=includeAll, changes[sql[sql={text}, splitStatements=false, stripComments=false]]]]", Yaml.Show(new SqlChangelogReader().Read(text, "a.sql", findings)));
}
