using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Tests.Changelog;

public class ChangeSetTests
{
    [Fact]
    public void Every_attribute_is_read()
    {
        var set = ChangelogFolder.ChangeSet("""
            {id: 7, author: me, contextFilter: test, labels: 'A, b', dbms: postgresql, runAlways: true, runOnChange: true, runInTransaction: false,
             failOnError: false, onValidationFail: MARK_RAN, ignore: true, objectQuotingStrategy: QUOTE_ALL_OBJECTS, runOrder: last, runWith: psql,
             runWithSpoolFile: out.txt, logicalFilePath: '\own\path.yaml', created: 2020-01-01, comment: why, validCheckSums: ['1:any', '9:x'],
             x-migrations: [online, 'allow MIG0014'], changes: [{createTable: {tableName: t}}, {sql: select 1}]}
            """.ReplaceLineEndings(" "));
        Assert.Equal("own/path.yaml::7::me", set.Identity);
        Assert.Equal("c.yaml", set.SearchPathName);
        Assert.Equal(("test", "a,b", "postgresql"), (set.HistoryContexts, set.HistoryLabels, set.Dbms.Text));
        Assert.True(set is { RunAlways: true, RunOnChange: true, RunInTransaction: false, FailOnError: false, Ignore: true });
        Assert.Equal((ValidationFailAction.MarkRan, RunOrder.Last, QuotingStrategy.QuoteAllObjects),
            (set.OnValidationFail, set.RunOrder, set.ObjectQuotingStrategy));
        Assert.Equal(("psql", "out.txt", "why"), (set.RunWith, set.RunWithSpoolFile, set.Comment));
        Assert.Equal("Wed Jan 01 00:00:00 UTC 2020", set.Created);
        Assert.Equal(["1:any", "9:x"], set.ValidCheckSums);
        Assert.Equal(["online", "allow MIG0014"], set.Extensions.Select(extension => extension.Text));
        Assert.Equal(["createTable", "sql"], set.Changes.Select(change => change.Name));
        Assert.Equal(new SourceSpan("c.yaml", 2, 3), set.Span);
    }

    [Fact]
    public void What_is_not_said_is_as_in_Liquibase()
    {
        var set = ChangelogFolder.ChangeSet("{id: 1, author: a}", out var findings);
        Assert.Equal("c.yaml::1::a", set.Identity);
        Assert.True(set is { RunInTransaction: true, FailOnError: true, RunAlways: false, RunOnChange: false, Ignore: false, MatchesDbms: true });
        Assert.True(set is { HistoryContexts: null, HistoryLabels: null, Comment: null, Preconditions: null, Changes.IsEmpty: true });
        Assert.Same(RollbackDefinition.Unspecified, set.Rollback);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("001", "1")]
    [InlineData("1.10", "1.1")]
    [InlineData("2024-05-06", "Mon May 06 00:00:00 UTC 2024")]
    [InlineData("yes", "true")]
    public void An_unquoted_id_is_what_YAML_makes_of_it_and_a_finding_says_so(string written, string id)
    {
        Assert.Equal(id, ChangelogFolder.ChangeSet($"{{id: {written}, author: a}}", out var findings).Id);
        Assert.Equal("RetypedValue", Assert.Single(findings).Name);
        Assert.Equal(written, ChangelogFolder.ChangeSet($"{{id: '{written}', author: a}}", out findings).Id);
        Assert.Empty(findings);
    }

    [Fact]
    public void Attribute_names_have_no_case_and_their_old_names_work()
    {
        var set = ChangelogFolder.ChangeSet("{ID: 1, Author: a, ALWAYSRUN: true, context: old}");
        Assert.Equal((true, "old"), (set.RunAlways, set.Context.Text));
        Assert.Equal("new", ChangelogFolder.ChangeSet("{id: 1, author: a, context: old, contextFilter: new}").Context.Text);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("yes", true)]
    [InlineData("'yes'", false)]
    [InlineData("1", false)]
    public void Only_true_is_true(string written, bool expected) =>
        Assert.Equal(expected, ChangelogFolder.ChangeSet($"{{id: 1, author: a, runAlways: {written}}}").RunAlways);

    [Fact]
    public void The_parts_may_stand_as_a_list_and_inside_the_changes()
    {
        var set = ChangelogFolder.ChangeSet("""
            [{id: 1}, {author: a}, {comment: one}, {comment: two}, {sql: select 1}, {createTable: {tableName: t}},
             {changes: [{validCheckSum: ANY}, {rollback: drop}, {preConditions: {tableExists: {tableName: t}}}, {modifySql: {append: {value: x}}}]}]
            """.ReplaceLineEndings(" "));
        Assert.Equal("one\ntwo", set.Comment);
        Assert.Equal(["sql", "createTable"], set.Changes.Select(change => change.Name));
        Assert.Equal(["ANY"], set.ValidCheckSums);
        Assert.NotNull(set.Preconditions);
        Assert.Single(set.SqlVisitors);
        Assert.IsType<RollbackDefinition.Changes>(set.Rollback);
    }

    [Fact]
    public void A_list_where_a_text_belongs_is_what_Java_makes_of_it_and_a_finding()
    {
        var set = ChangelogFolder.ChangeSet("{id: 1, author: a, labels: [x, y], context: [p]}", out var findings);
        Assert.Equal(("[x,y]", "p"), (set.HistoryLabels, set.HistoryContexts));
        Assert.Contains("'labels: x, y'", Assert.Single(findings, finding => finding.Name == "RetypedValue").Advice);
    }

    [Theory]
    [InlineData("{id: 1, author: a, runOnChnage: true}", "UnknownAttribute", "Did you mean 'runOnChange'?")]
    [InlineData("{id: 1, author: a, foo: bar}", "UnknownAttribute", "Remove it.")]
    [InlineData("{id: 1, author: a, changes: [foo]}", "IgnoredEntry", "Write 'foo:' with what belongs to it, or remove it.")]
    [InlineData("{id: 1, author: a, changes: [{Sql: x}]}", "UnknownAttribute", "Did you mean 'sql'?")]
    [InlineData("{id: 1, author: ''}", "MissingAuthor", "Name one: it is part of what identifies the change set.")]
    [InlineData("{id: 1, author: a, dbms: postgres}", "UnknownDbms", "Did you mean 'postgresql'?")]
    public void What_Liquibase_passes_over_in_silence_is_a_finding(string changeSet, string finding, string advice)
    {
        ChangelogFolder.ChangeSet(changeSet, out var findings);
        Assert.Equal((finding, advice), (Assert.Single(findings).Name, findings[0].Advice));
        Assert.True(findings[0] is { Line: 2, Column: > 1 });
    }

    [Theory]
    [InlineData("{author: a}", ErrorCode.MissingAttribute, "'id'")]
    [InlineData("{id: '', author: a}", ErrorCode.MissingAttribute, "'id'")]
    [InlineData("{id: 1}", ErrorCode.MissingAttribute, "'author'")]
    [InlineData("", ErrorCode.MissingAttribute, "'id'")]
    [InlineData("{id: 1, ID: 2, author: a}", ErrorCode.InvalidChangelog, "c.yaml:2:15")]
    [InlineData("{id: 1, author: a, runOrder: First}", ErrorCode.InvalidValue, "'First'")]
    [InlineData("{id: 1, author: a, onValidationFail: halt}", ErrorCode.InvalidValue, "'halt'")]
    [InlineData("{id: 1, author: a, objectQuotingStrategy: legacy}", ErrorCode.InvalidValue, "'legacy'")]
    [InlineData("{id: 1, author: a, context: '(a'}", ErrorCode.InvalidValue, "'(a'")]
    [InlineData("{id: 1, author: a, x-migrations: {online: true}}", ErrorCode.InvalidChangelog, "x-migrations")]
    [InlineData("{id: 1, author: a, preconditions: {tableExists: {tableName: t}}}", ErrorCode.UnknownChangeType, "preconditions")]
    [InlineData("{id: 1, author: a, changes: [{creatTable: {tableName: t}}]}", ErrorCode.UnknownChangeType, "creatTable")]
    public void What_Liquibase_refuses_is_an_error_with_its_place(string changeSet, ErrorCode code, string named)
    {
        var error = ChangelogFolder.ChangeSetFails(changeSet);
        Assert.Equal(code, error.Code);
        Assert.Contains(named, error.Message);
        Assert.Equal(2, error.Span!.Value.Line);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public void A_change_set_for_another_database_is_kept_with_its_identity_only()
    {
        var set = ChangelogFolder.ChangeSet("{id: 1, author: a, dbms: mysql, changes: [{nonsense: {a: b}}]}");
        Assert.False(set.MatchesDbms);
        Assert.Equal("c.yaml::1::a", set.Identity);
        Assert.Empty(set.Changes);
    }

    [Fact]
    public void Where_there_is_no_database_yet_every_change_set_is_read()
    {
        using var folder = new ChangelogFolder();
        var model = folder.BuildEntries("- changeSet: {id: 1, author: a, dbms: mysql, changes: [{sql: x}]}\n", folder.Options(dbms: null));
        Assert.True(model.ChangeSets[0].MatchesDbms);
        Assert.Single(model.ChangeSets[0].Changes);
    }

    [Fact]
    public void Extensions_inside_a_change_stay_with_the_change()
    {
        var set = ChangelogFolder.ChangeSet("{id: 1, author: a, changes: [{createTable: {tableName: t, x-migrations: {online: true, allow: [a, b]}}}]}", out var findings);
        Assert.Equal("x-migrations[online=true, allow=a|b]", Yaml.Show(set.Changes[0].Child("x-migrations")!));
        Assert.Empty(findings);
    }
}
