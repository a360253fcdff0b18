using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Tests.Changelog;

public class PreconditionTests
{
    static PreconditionContainer Parse(string preconditions) =>
        ChangelogFolder.ChangeSet($"{{id: 1, author: a, preConditions: {preconditions}}}").Preconditions!;

    static Precondition Single(string condition) => Assert.Single(Parse($"{{{condition}}}").Root.Nested);

    static MigrationException Fails(string preconditions) => ChangelogFolder.ChangeSetFails($"{{id: 1, author: a, preConditions: {preconditions}}}");

    [Fact]
    public void Every_kind_is_read()
    {
        Assert.True(Single("dbms: {type: 'mysql, sqlite'}") is Precondition.Dbms { Type: var type } && type.Matches("sqlite")
            && !type.Matches("mssql"));
        Assert.True(Single("runningAs: {username: sa}") is Precondition.RunningAs { UserName: "sa" });
        Assert.True(Single("changeSetExecuted: {id: 1, author: me, changeLogFile: f}") is Precondition.ChangeSetExecuted { Id: "1", Author: "me",
            ChangeLogFile: "f" });
        Assert.True(Single("sqlCheck: {expectedResult: 0, sql: select 1}") is Precondition.SqlCheck { Sql: "select 1", ExpectedResult: "0" });
        Assert.True(Single("changeLogPropertyDefined: {property: p, value: 1}") is Precondition.ChangeLogPropertyDefined { Property: "p",
            Value: "1" });
        Assert.True(Single("changeLogPropertyDefined: {property: p}") is Precondition.ChangeLogPropertyDefined { Value: null });
        Assert.True(Single("expectedQuotingStrategy: {strategy: QUOTE_ALL_OBJECTS}") is Precondition.ExpectedQuotingStrategy { Strategy: QuotingStrategy.QuoteAllObjects });
        Assert.True(Single("tableExists: {tableName: t, schemaName: s, catalogName: c}") is ObjectPrecondition.TableExists { TableName: "t",
            SchemaName: "s", CatalogName: "c" });
        Assert.True(Single("columnExists: {tableName: t, columnName: c}") is ObjectPrecondition.ColumnExists { TableName: "t", ColumnName: "c",
            SchemaName: null });
        Assert.True(Single("viewExists: {viewName: v}") is ObjectPrecondition.ViewExists { ViewName: "v" });
        Assert.True(Single("sequenceExists: {sequenceName: q}") is ObjectPrecondition.SequenceExists { SequenceName: "q" });
        Assert.True(Single("indexExists: {indexName: i}") is ObjectPrecondition.IndexExists { IndexName: "i", ColumnNames.IsEmpty: true });
        Assert.True(Single("indexExists: {tableName: t, columnNames: 'a , b'}") is ObjectPrecondition.IndexExists { TableName: "t",
            ColumnNames: ["a", "b"] });
        Assert.True(Single("foreignKeyConstraintExists: {foreignKeyTableName: t, foreignKeyName: f}")
            is ObjectPrecondition.ForeignKeyConstraintExists { ForeignKeyName: "f", ForeignKeyTableName: "t" });
        Assert.True(Single("primaryKeyExists: {tableName: t}") is ObjectPrecondition.PrimaryKeyExists { TableName: "t", PrimaryKeyName: null });
        Assert.True(Single("uniqueConstraintExists: {tableName: t, columnNames: a}") is ObjectPrecondition.UniqueConstraintExists { ColumnNames: ["a"] });
        Assert.True(Single("rowCount: {tableName: t, expectedRows: 5}") is ObjectPrecondition.RowCount { ExpectedRows: 5 });
        Assert.True(Single("tableIsEmpty: {tableName: t}") is ObjectPrecondition.TableIsEmpty { TableName: "t" });
    }

    [Fact]
    public void Conditions_nest_as_map_or_as_list()
    {
        var root = Parse("[{onFail: WARN}, {or: [{tableExists: {tableName: a}}, {not: {and: {viewExists: {viewName: v}, sequenceExists: {sequenceName: s}}}}]}]").Root;
        var or = Assert.IsType<Precondition.Or>(Assert.Single(root.Nested));
        Assert.IsType<ObjectPrecondition.TableExists>(or.Nested[0]);
        var and = Assert.IsType<Precondition.And>(Assert.Single(Assert.IsType<Precondition.Not>(or.Nested[1]).Nested));
        Assert.Equal(2, and.Nested.Length);
    }

    /// <summary>What the inner one says of failing does not count.</summary>
    [Fact]
    public void A_container_in_a_container_counts_as_and()
    {
        var container = Parse("{onFail: MARK_RAN, preConditions: [{onFail: HALT}, {not: {tableExists: {tableName: t}}}]}");
        Assert.Equal(PreconditionAction.MarkRan, container.OnFail);
        Assert.IsType<Precondition.Not>(Assert.Single(Assert.IsType<Precondition.And>(Assert.Single(container.Root.Nested)).Nested));
    }

    [Fact]
    public void The_settings_are_read_without_regard_to_case()
    {
        var container = Parse("{ONFAIL: MARK_RAN, onError: continue, onFailMessage: m1, onErrorMessage: m2, onSqlOutput: Test}");
        Assert.Equal((PreconditionAction.MarkRan, PreconditionAction.Continue, OnSqlOutputAction.Test),
            (container.OnFail, container.OnError, container.OnSqlOutput));
        Assert.Equal(("m1", "m2"), (container.OnFailMessage, container.OnErrorMessage));
        Assert.True(Parse("[]") is { OnFail: PreconditionAction.Halt, OnError: PreconditionAction.Halt, OnSqlOutput: OnSqlOutputAction.Ignore });
    }

    [Fact]
    public void SQL_may_stand_as_plain_text() =>
        Assert.True(Single("sqlCheck: [{expectedResult: 1}, select 2]") is Precondition.SqlCheck { Sql: "select 2", ExpectedResult: "1" });

    [Theory]
    [InlineData("{tableExist: {tableName: t}}", ErrorCode.InvalidChangelog, "Did you mean 'tableExists'?")]
    [InlineData("{onFail: FOO}", ErrorCode.InvalidValue, "HALT, CONTINUE, MARK_RAN, WARN")]
    [InlineData("{expectedQuotingStrategy: {strategy: x}}", ErrorCode.InvalidValue, "LEGACY")]
    [InlineData("{rowCount: {tableName: t, expectedRows: x}}", ErrorCode.InvalidValue, "whole number")]
    [InlineData("{tableExists: {schemaName: s}}", ErrorCode.MissingAttribute, "tableName")]
    [InlineData("{tableExists: {tablename: t}}", ErrorCode.MissingAttribute, "tableName")]
    [InlineData("{onFail: mark_ran}", ErrorCode.InvalidValue, "upper case")]
    [InlineData("{primaryKeyExists: {schemaName: s}}", ErrorCode.MissingAttribute, "tableName")]
    [InlineData("{sqlCheck: {sql: select 1}}", ErrorCode.MissingAttribute, "expectedResult")]
    [InlineData("{customPrecondition: {className: x}}", ErrorCode.NotSupported, "sqlCheck")]
    public void What_cannot_be_evaluated_is_an_error(string preconditions, ErrorCode code, string advice)
    {
        var error = Fails(preconditions);
        Assert.Equal(code, error.Code);
        Assert.Contains(advice, error.Advice);
        Assert.Equal(2, error.Span!.Value.Line);
    }

    [Theory]
    [InlineData("columnExists: {tableName: t}")]
    [InlineData("indexExists: {tableName: t}")]
    [InlineData("indexExists: {columnNames: a}")]
    [InlineData("sequenceExists: {schemaName: s}")]
    [InlineData("foreignKeyConstraintExists: {foreignKeyTableName: t}")]
    [InlineData("uniqueConstraintExists: {columnNames: a}")]
    [InlineData("changeSetExecuted: {id: 1}")]
    [InlineData("changeLogPropertyDefined: {value: 1}")]
    public void What_names_too_little_never_holds_and_is_a_finding(string condition)
    {
        var set = ChangelogFolder.ChangeSet($"{{id: 1, author: a, preConditions: {{{condition}}}}}", out var findings);
        Assert.IsType<Precondition.Never>(Assert.Single(set.Preconditions!.Root.Nested));
        Assert.Equal(("IncompletePrecondition", 2), (Assert.Single(findings).Name, findings[0].Line));
    }

    [Fact]
    public void An_unknown_name_with_a_plain_value_is_passed_over_with_a_finding()
    {
        var set = ChangelogFolder.ChangeSet("{id: 1, author: a, preConditions: {tableExist: t}}", out var findings);
        Assert.Empty(set.Preconditions!.Root.Nested);
        Assert.Equal(("IgnoredEntry", "Did you mean 'tableExists'?"), (Assert.Single(findings).Name, findings[0].Advice));
    }

    [Fact]
    public void An_attribute_that_nothing_reads_is_a_finding()
    {
        ChangelogFolder.ChangeSet("{id: 1, author: a, preConditions: {tableExists: {tableName: t, schema: s}}}", out var findings);
        Assert.Equal("UnknownAttribute", Assert.Single(findings).Name);
    }
}
