namespace Migrations.Tests.Planning;

/// <summary>What preconditions lead to.</summary>
public sealed class PreconditionPlanTests : IDisposable
{
    const string Unmet = "{tableExists: {tableName: nope}}";

    readonly PlanFolder folder = new();

    [Theory]
    [InlineData("CONTINUE", "true", MigrationState.Skipped, false)]
    [InlineData("MARK_RAN", "true", MigrationState.MarkRan, false)]
    [InlineData("WARN", "true", MigrationState.Pending, true)]
    [InlineData("HALT", "false", MigrationState.Skipped, false)]
    public void A_condition_that_is_not_met_leads_to_what_onFail_says(string onFail, string failOnError, MigrationState state, bool warns)
    {
        var step = folder.Plan($"- changeSet: {{id: 1, author: a, failOnError: {failOnError}, preConditions: [{{onFail: {onFail}}}, {{onFailMessage: own words}}, {Unmet}], changes: [{{sql: SELECT 1}}]}}").Steps.Single();
        Assert.Equal(state, step.State);
        Assert.Contains("own words", step.Reason, StringComparison.Ordinal);
        Assert.Equal(warns, step.Findings.Any(f => f.Code == "MIG2011"));
    }

    [Fact]
    public void Halt_stops_with_the_words_of_the_author()
    {
        var error = Assert.Throws<MigrationException>(() => folder.Plan($"- changeSet: {{id: 1, author: a, preConditions: [{{onFailMessage: own words}}, {Unmet}], changes: [{{empty: {{}}}}]}}"));
        Assert.Equal((ErrorCode.PreconditionFailed, "changelog.yaml::1::a"), (error.Code, error.ChangeSet));
        Assert.Contains("own words", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HALT", true)]
    [InlineData("CONTINUE", true)]
    [InlineData("MARK_RAN", true)]
    [InlineData("WARN", false)]
    public void In_a_header_only_warn_lets_the_run_go_on_also_where_nothing_is_pending(string onFail, bool stops)
    {
        var entries = $"- preConditions: [{{onFail: {onFail}}}, {Unmet}]";
        if (stops)
            Assert.Equal(ErrorCode.PreconditionFailed, Assert.Throws<MigrationException>(() => folder.Plan(entries, "postgresql")).Code);
        else
            Assert.Equal("MIG2011", folder.Plan(entries, "postgresql").Findings.Single().Code);
    }

    [Fact]
    public void A_condition_without_file_and_the_expected_strategy_mean_the_changelog_that_was_asked_for()
    {
        folder.Write("child.yaml", """
            databaseChangeLog:
            - objectQuotingStrategy: LEGACY
            - changeSet: {id: 2, author: a, changes: [{empty: {}}]}
            - changeSet: {id: own, author: a, preConditions: [{onFail: CONTINUE}, {changeSetExecuted: {id: 2, author: a}}], changes: [{empty: {}}]}
            - changeSet: {id: root, author: a, preConditions: [{onFail: CONTINUE}, {changeSetExecuted: {id: 1, author: a}}], changes: [{empty: {}}]}
            - changeSet: {id: strategy, author: a, preConditions: [{onFail: CONTINUE}, {expectedQuotingStrategy: {strategy: QUOTE_ALL_OBJECTS}}], changes: [{empty: {}}]}
            - changeSet: {id: other, author: a, preConditions: [{onFail: CONTINUE}, {expectedQuotingStrategy: {strategy: LEGACY}}], changes: [{empty: {}}]}
            """);
        var plan = folder.Plan("""
            - objectQuotingStrategy: QUOTE_ALL_OBJECTS
            - logicalFilePath: logical/one.yaml
            - changeSet: {id: 1, author: a, changes: [{empty: {}}]}
            - include: {file: child.yaml}
            """, "postgresql");
        Assert.Equal(["1", "2", "root", "strategy"], plan.Steps.Where(s => s.WillRun).Select(s => s.Id));
    }

    [Fact]
    public void A_change_set_that_is_only_recorded_has_run_for_those_after_it()
    {
        var plan = folder.Plan($$$"""
            - changeSet: {id: 1, author: a, preConditions: [{onFail: MARK_RAN}, {{{Unmet}}}], changes: [{sql: SELECT 1}]}
            - changeSet: {id: 2, author: a, preConditions: [{onFail: CONTINUE}, {changeSetExecuted: {id: 1, author: a}}], changes: [{empty: {}}]}
            """, "postgresql");
        Assert.Equal([MigrationState.MarkRan, MigrationState.Pending], plan.Steps.Select(s => s.State));
    }

    [Theory]
    [InlineData("IGNORE", true)]
    [InlineData("TEST", false)]
    public void Without_a_database_onSqlOutput_says_what_becomes_of_a_condition_that_needs_one(string onSqlOutput, bool takenAsMet)
    {
        var step = folder.Plan($"- changeSet: {{id: 1, author: a, preConditions: [{{onSqlOutput: {onSqlOutput}}}, {{sqlCheck: {{expectedResult: 1, sql: SELECT 1}}}}], changes: [{{empty: {{}}}}]}}", "postgresql").Steps.Single();
        Assert.Equal((MigrationState.Pending, takenAsMet), (step.State, step.IsExact));
        Assert.Contains(takenAsMet ? "taken as met" : "is asked when it runs", step.Reason ?? step.AtRunTimeReason, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.PreconditionFailed, Assert.Throws<MigrationException>(() =>
            folder.Plan("- changeSet: {id: 1, author: a, preConditions: [{onSqlOutput: FAIL}, {dbms: {type: postgresql}}], changes: [{empty: {}}]}", "postgresql")).Code);
    }

    [Theory]
    [InlineData("postgresql", "tableExists: {tableName: PERSON}", true)]
    [InlineData("postgresql", "tableExists: {tableName: Person}", true)]
    [InlineData("mariadb", "tableExists: {tableName: PERSON}", false)]
    [InlineData("sqlite", "tableExists: {tableName: PERSON}", false)]
    [InlineData("mariadb", "columnExists: {tableName: person, columnName: NAME}", true)]
    [InlineData("sqlite", "columnExists: {tableName: person, columnName: NAME}", false)]
    [InlineData("postgresql", "indexExists: {indexName: IX_PERSON}", true)]
    [InlineData("mariadb", "indexExists: {tableName: person, indexName: IX_PERSON}", false)]
    [InlineData("sqlite", "indexExists: {indexName: ix_person}", true)]
    [InlineData("postgresql", "indexExists: {tableName: person, columnNames: 'id'}", true)]
    [InlineData("postgresql", "indexExists: {tableName: person, columnNames: 'name'}", false)]
    [InlineData("postgresql", "indexExists: {tableName: person, columnNames: 'name, id'}", true)]
    [InlineData("postgresql", "indexExists: {tableName: person, columnNames: 'id, name'}", false)]
    [InlineData("postgresql", "primaryKeyExists: {primaryKeyName: PK_PERSON}", true)]
    [InlineData("mariadb", "primaryKeyExists: {tableName: person, primaryKeyName: pk_person}", false)]
    [InlineData("mariadb", "primaryKeyExists: {tableName: person, primaryKeyName: primary}", true)]
    [InlineData("postgresql", "uniqueConstraintExists: {tableName: person, constraintName: uq_code}", true)]
    [InlineData("postgresql", "uniqueConstraintExists: {tableName: person, constraintName: uq_code, columnNames: id}", true)]
    [InlineData("postgresql", "uniqueConstraintExists: {tableName: person, columnNames: CODE}", true)]
    [InlineData("postgresql", "uniqueConstraintExists: {tableName: PERSON, columnNames: code}", false)]
    [InlineData("mariadb", "uniqueConstraintExists: {tableName: person, columnNames: code}", false)]
    [InlineData("mariadb", "uniqueConstraintExists: {tableName: person, constraintName: UQ_CODE}", true)]
    [InlineData("sqlite", "uniqueConstraintExists: {tableName: person, constraintName: uq_code}", false)]
    public void Objects_are_found_as_Liquibase_finds_them_on_each_database(string dbms, string condition, bool found)
    {
        var plan = folder.Plan($$$"""
            - changeSet:
                id: 1
                author: a
                changes:
                - createTable:
                    tableName: person
                    columns:
                    - column: {name: id, type: int, constraints: {primaryKey: true, primaryKeyName: pk_person, nullable: false}}
                    - column: {name: name, type: varchar(20)}
                    - column: {name: code, type: int, constraints: {unique: true, uniqueConstraintName: uq_code}}
                - createIndex: {indexName: ix_person, tableName: person, columns: [{column: {name: name}}, {column: {name: id}}]}
            - changeSet: {id: 2, author: a, preConditions: [{onFail: CONTINUE}, { {{{condition}}} }], changes: [{empty: {}}]}
            """, dbms);
        Assert.Equal(found ? MigrationState.Pending : MigrationState.Skipped, plan.Steps[1].State);
    }

    [Fact]
    public void What_is_not_valid_on_the_database_is_recorded_where_onValidationFail_says_so()
    {
        const string change = "changes: [{addColumn: {columns: [{column: {name: a, type: int}}]}}]";
        var step = folder.Plan($"- changeSet: {{id: 1, author: a, onValidationFail: MARK_RAN, preConditions: [{Unmet}], {change}}}", "postgresql").Steps.Single();
        Assert.Equal((MigrationState.MarkRan, "9:6561e56b8cce45352e6b55942e1f0213"), (step.State, step.Checksum));
        Assert.Contains("tableName", step.Reason, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.MissingAttribute, Assert.Throws<MigrationException>(() => folder.Plan($"- changeSet: {{id: 1, author: a, {change}}}", "postgresql")).Code);
    }

    public void Dispose() => folder.Dispose();
}
