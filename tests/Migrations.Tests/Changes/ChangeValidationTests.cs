namespace Migrations.Tests.Changes;

public sealed class ChangeValidationTests
{
    [Theory]
    [InlineData("dropTable: {}", "postgresql", "'dropTable' lacks 'tableName'.")]
    [InlineData("dropTable: {tableName: ''}", "postgresql", "'tableName' of 'dropTable' is empty.")]
    [InlineData("createTable: {tableName: t}", "postgresql", "'createTable' lacks 'columns'.")]
    [InlineData("createTable: {tableName: t, columns: [{column: {type: int}}]}", "postgresql", "'column' lacks 'name'.")]
    [InlineData("createTable: {tableName: t, columns: [{column: {name: c}}]}", "postgresql", "'column' lacks 'type'.")]
    [InlineData("insert: {tableName: t, columns: [{column: {value: c}}]}", "postgresql", "'column' lacks 'name'.")]
    [InlineData("dropColumn: {tableName: t}", "postgresql", "'dropColumn' lacks 'columnName'.")]
    [InlineData("addNotNullConstraint: {tableName: t, columnName: c}", "mssql", "'addNotNullConstraint' lacks 'columnDataType'.")]
    [InlineData("addNotNullConstraint: {tableName: t, columnName: c}", "mariadb", "'addNotNullConstraint' lacks 'columnDataType'.")]
    [InlineData("dropIndex: {indexName: i}", "mariadb", "'dropIndex' lacks 'tableName'.")]
    [InlineData("renameColumn: {tableName: t, oldColumnName: a, newColumnName: b}", "mysql", "'renameColumn' lacks 'columnDataType'.")]
    [InlineData("addDefaultValue: {tableName: t, columnName: c}", "postgresql", "'addDefaultValue' lacks 'defaultValue'.")]
    [InlineData("addDefaultValue: {tableName: t, columnName: c, defaultValue: a, defaultValueNumeric: 1}", "postgresql", "More than one default value is given.")]
    [InlineData("createView: {viewName: v}", "postgresql", "The view has no query.")]
    [InlineData("createView: {viewName: v, selectQuery: select 1, path: a.sql}", "postgresql", "The view has both 'selectQuery' and 'path'.")]
    [InlineData("sql: '  '", "postgresql", "'sql' lacks 'sql'.")]
    [InlineData("sqlFile: {}", "postgresql", "'sqlFile' lacks 'path'.")]
    [InlineData("delete: {tableName: t, where: ' '}", "postgresql", "'where' of 'delete' is blank.")]
    [InlineData("addForeignKeyConstraint: {baseTableName: a, baseColumnNames: b, referencedTableName: c, referencedColumnNames: d, constraintName: k, deferrable: true}", "mssql", "'deferrable' of 'addForeignKeyConstraint' is not supported on mssql.")]
    [InlineData("addUniqueConstraint: {tableName: t, columnNames: a, clustered: true}", "postgresql", "'clustered' of 'addUniqueConstraint' is not supported on postgresql.")]
    [InlineData("createTable: {tableName: t, columns: [{column: {name: c, type: int, autoIncrement: true, incrementBy: 2}}]}", "mariadb", "'incrementBy' of 'column' is not supported on mariadb.")]
    [InlineData("addColumn: {tableName: t, columns: [{column: {name: c, type: int, afterColumn: b}}]}", "postgresql", "'afterColumn' of 'column' is not supported on postgresql.")]
    [InlineData("addColumn: {tableName: t, columns: [{column: {name: c, type: int, position: 1}}]}", "mariadb", "'position' of a column is not supported on mariadb.")]
    public void What_Liquibase_refuses_is_an_error_that_names_it(string yaml, string dbms, string message)
    {
        var error = Assert.Single(ChangeYaml.Read(yaml).Validate(dbms));

        Assert.EndsWith(": " + message, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Advice);
        Assert.Equal(1, error.Span!.Value.Line);
    }

    [Theory]
    [InlineData("addNotNullConstraint: {tableName: t, columnName: c}", "postgresql")]
    [InlineData("dropIndex: {indexName: i}", "postgresql")]
    [InlineData("dropIndex: {indexName: i}", "sqlite")]
    [InlineData("addColumn: {tableName: t, columns: [{column: {name: c, type: int, afterColumn: b}}]}", "mariadb")]
    [InlineData("sql: {dbms: mssql}", "postgresql")]
    [InlineData("insert: {dbms: mssql}", "postgresql")]
    [InlineData("tagDatabase: {}", "postgresql")]
    [InlineData("empty: {}", "postgresql")]
    public void What_Liquibase_accepts_there_is_no_error(string yaml, string dbms) => Assert.Empty(ChangeYaml.Read(yaml).Validate(dbms));

    [Fact]
    public void Each_error_of_a_change_is_told() =>
        Assert.Equal(2, ChangeYaml.Read("addForeignKeyConstraint: {baseTableName: a, baseColumnNames: b, referencedTableName: c}").Validate("postgresql").Count());
}
