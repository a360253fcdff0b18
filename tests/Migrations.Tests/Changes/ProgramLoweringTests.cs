using System.Text;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Changes;

/// <summary>Procedures, functions, triggers and synonyms: their text is what runs, and the model knows them by name.</summary>
public sealed class ProgramLoweringTests
{
    static CreateStoredProgram Create(string yaml, string dialect) => Assert.IsType<CreateStoredProgram>(Assert.Single(ChangeYaml.Lower(yaml, ChangeYaml.Context(dialect))));

    [Theory]
    [InlineData("createProcedure: \"  CREATE PROCEDURE p() SELECT 1;\\n\"", "CREATE PROCEDURE p() SELECT 1")]
    [InlineData("createProcedure: \"CREATE PROCEDURE p() SELECT 1;;\\n;\\n\"", "CREATE PROCEDURE p() SELECT 1;;")]
    [InlineData("createProcedure: {procedureBody: \"CREATE PROCEDURE p()\\nBEGIN\\n  SELECT 1;\\nEND\"}", "CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND")]
    public void The_text_loses_blanks_around_it_and_one_semicolon_as_with_Liquibase(string yaml, string text) => Assert.Equal(text, Create(yaml, "mssql").Program.Definition);

    [Theory]
    [InlineData("mariadb", "CREATE PROCEDURE p() SELECT 1", "CREATE PROCEDURE `Other`.`p`() SELECT 1")]
    [InlineData("mariadb", "CREATE PROCEDURE app.p() SELECT 1", "CREATE PROCEDURE `Other`.`p`() SELECT 1")]
    [InlineData("mssql", "create or alter procedure [app].[p] AS SELECT 1", "create or alter procedure [Other].[p] AS SELECT 1")]
    [InlineData("postgresql", "CREATE PROCEDURE App.P() LANGUAGE sql AS ''", "CREATE PROCEDURE \"Other\".\"p\"() LANGUAGE sql AS ''")]
    public void The_schema_of_the_change_takes_the_place_of_that_in_the_text_as_with_Liquibase(string dialect, string text, string expected)
    {
        var program = Create($"createProcedure: {{schemaName: Other, procedureText: \"{text}\"}}", dialect).Program;

        Assert.Equal((expected, new ObjectName("Other", "p")), (program.Definition, program.Name));
    }

    [Theory]
    [InlineData("createProcedure: {schemaName: Other, procedureText: CREATE PROC app.p AS SELECT 1}")]
    [InlineData("createProcedure: {schemaName: Other, procedureText: CREATE FUNCTION app.p() RETURNS int AS BEGIN RETURN 1 END}")]
    [InlineData("createProcedure: {catalogName: Other, procedureText: CREATE PROCEDURE app.p AS SELECT 1}")]
    public void Only_where_the_text_says_procedure_as_with_Liquibase(string yaml) =>
        Assert.Equal(new ObjectName("app", "p"), Create(yaml, "mssql").Program.Name);

    [Fact]
    public void A_file_is_read_in_its_encoding_with_properties()
    {
        var files = new FakeResources(new() { ["./p.sql"] = Encoding.Latin1.GetBytes("CREATE PROCEDURE p() SELECT 'é${x}';\r\n") });
        var node = ChangeYaml.Lower("createProcedure: {path: p.sql, relativeToChangelogFile: true, encoding: ISO-8859-1}", ChangeYaml.Context("mariadb", resources: files));

        Assert.Equal("CREATE PROCEDURE p() SELECT 'é42'", Assert.IsType<CreateStoredProgram>(Assert.Single(node)).Program.Definition);
    }

    [Theory]
    [InlineData("createProcedure: \"CREATE PROCEDURE p() SELECT 1\\n/\"", "'/'")]
    [InlineData("createProcedure: \"CREATE PROCEDURE p() SELECT 1\\nGO\\n\"", "'GO'")]
    [InlineData("createFunction: {functionName: f, functionBody: \"DELIMITER //\\nCREATE FUNCTION f() RETURNS int RETURN 1//\"}", "'DELIMITER'")]
    [InlineData("createFunction: {functionName: f, replaceIfExists: true, functionBody: \"DO 1\"}", "'replaceIfExists'")]
    [InlineData("createFunction: {functionName: f, replaceIfExists: true, functionBody: \"CREATE FUNCTION f() RETURNS int RETURN 1; CREATE FUNCTION g() RETURNS int RETURN 1\"}", "'replaceIfExists'")]
    [InlineData("createTrigger: {triggerName: g, disabled: true, triggerBody: DO 1}", "'disabled'")]
    [InlineData("createTrigger: {triggerName: g, schemaName: app, triggerBody: CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW DO 1}", "'schemaName'")]
    [InlineData("createTrigger: {triggerName: g, triggerBody: CREATE TRIGGER g}", "no table")]
    [InlineData("createTrigger: {triggerName: g, tableName: u, triggerBody: CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW DO 1}", "'tableName' is 'u'")]
    [InlineData("createProcedure: {procedureName: q, replaceIfExists: true, procedureText: CREATE PROCEDURE p() SELECT 1}", "'procedureName' is 'q'")]
    public void A_text_that_cannot_be_sent_or_understood_is_an_error_that_says_why(string yaml, string part)
    {
        var error = Assert.Throws<MigrationException>(() => ChangeYaml.Lower(yaml, ChangeYaml.Context("mariadb")));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Advice);
        Assert.NotNull(error.Span);
    }

    [Theory]
    [InlineData("createProcedure: {procedureName: p}", "'createProcedure' has no text.")]
    [InlineData("createProcedure: {procedureText: x, path: p.sql}", "'createProcedure' has both 'procedureText' and 'path'.")]
    [InlineData("createProcedure: {procedureText: x, replaceIfExists: true}", "'createProcedure' lacks 'procedureName'.")]
    [InlineData("createFunction: {functionName: f}", "'createFunction' has no text.")]
    [InlineData("createTrigger: {triggerName: g, triggerBody: x, scope: DATABASE}", "'scope' of 'createTrigger' is not supported.")]
    [InlineData("dropTrigger: {triggerName: g, scope: DATABASE}", "'scope' of 'dropTrigger' is not supported.")]
    [InlineData("createSynonym: {synonymName: s, objectName: t, private: true}", "'private' of 'createSynonym' is not supported: only Oracle and Db2 know it.")]
    [InlineData("dropSynonym: {synonymName: s, objectType: table}", "'objectType' of 'dropSynonym' is not supported: only Oracle and Db2 know it.")]
    [InlineData("alterSequence: {sequenceName: s}", "'alterSequence' says nothing that is to change.")]
    public void What_cannot_be_is_an_error(string yaml, string message) =>
        Assert.EndsWith(": " + message, Assert.Single(ChangeYaml.Read(yaml).Validate("mssql")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("createProcedure: {procedureName: p, replaceIfExists: true, procedureText: CREATE PROCEDURE p AS SELECT 1}")]
    [InlineData("dropProcedure: {procedureName: p}")]
    public void What_the_server_does_not_show_has_no_way_back(string yaml)
    {
        var context = ChangeYaml.Context("mssql");
        var encrypted = context.Schema.With(new StoredProgram(ObjectKind.Procedure, ObjectName.Of("p"), ""));

        Assert.Equal("the server does not show the text of procedure p", Assert.Single(ChangeYaml.Lower(yaml, context)).Invert(encrypted).Impossible);
    }

    [Fact]
    public void Another_name_in_the_change_than_in_its_text_is_a_finding()
    {
        var context = ChangeYaml.Context("mariadb");

        Assert.Equal("p", Assert.IsType<CreateStoredProgram>(Assert.Single(ChangeYaml.Lower("createProcedure: {procedureName: q, procedureText: CREATE PROCEDURE p() SELECT 1}", context))).Program.Name.Name);
        Assert.Equal("MIG1011", Assert.Single(context.Findings).Code);
    }

    [Fact]
    public void A_trigger_may_be_made_by_createProcedure() =>
        Assert.Equal(ObjectName.Of("t"), Create("createProcedure: CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW DO 1", "mariadb").Program.Table);

    [Theory]
    [InlineData("postgresql", "setTableRemarks: {schemaName: app, tableName: t, remarks: x}", "COMMENT ON TABLE \"app\".\"t\" IS 'x'")]
    [InlineData("postgresql", "renameView: {schemaName: app, oldViewName: v, newViewName: w}", "ALTER VIEW \"app\".\"v\" RENAME TO \"w\"")]
    [InlineData("postgresql", "renameSequence: {schemaName: app, oldSequenceName: s, newSequenceName: r}", "ALTER SEQUENCE \"app\".\"s\" RENAME TO \"r\"")]
    [InlineData("postgresql", "dropFunction: {schemaName: app, functionName: 'f(int, character varying)'}", "DROP FUNCTION \"app\".\"f\"(int, varchar)")]
    [InlineData("postgresql", "dropTrigger: {schemaName: app, tableName: t, triggerName: g}", "DROP TRIGGER \"g\" ON \"app\".\"t\"")]
    [InlineData("postgresql", "renameTrigger: {schemaName: app, tableName: t, oldTriggerName: g, newTriggerName: h}", "ALTER TRIGGER \"g\" ON \"app\".\"t\" RENAME TO \"h\"")]
    [InlineData("mariadb", "renameView: {schemaName: app, oldViewName: v, newViewName: w}", "RENAME TABLE `app`.`v` TO `app`.`w`")]
    [InlineData("mariadb", "dropProcedure: {catalogName: app, procedureName: p}", "DROP PROCEDURE `app`.`p`")]
    [InlineData("mariadb", "alterSequence: {schemaName: app, sequenceName: s, cycle: true}", "ALTER SEQUENCE `app`.`s` CYCLE")]
    [InlineData("mariadb", "dropTrigger: {schemaName: app, tableName: t, triggerName: g}", "DROP TRIGGER `app`.`g`")]
    [InlineData("mssql", "renameSequence: {schemaName: app, oldSequenceName: s, newSequenceName: r}", "EXEC sys.sp_rename N'[app].[s]', N'r', N'OBJECT'")]
    [InlineData("mssql", "dropSynonym: {synonymSchemaName: app, synonymName: s}", "DROP SYNONYM [app].[s]")]
    [InlineData("mssql", "disableTrigger: {schemaName: app, tableName: t, triggerName: g}", "ALTER TABLE [app].[t] DISABLE TRIGGER [g]")]
    public void Names_have_the_schema_that_the_change_gives(string dialect, string yaml, string sql)
    {
        var context = ChangeYaml.Context(dialect);

        Assert.Equal(sql, Assert.Single(Assert.Single(ChangeYaml.Lower(yaml, context)).Render(context.Dialect, context.Schema)).Text);
    }

    [Fact]
    public void A_text_that_creates_no_program_is_sent_as_it_is_and_has_no_way_back()
    {
        var node = Assert.IsType<RawSql>(Assert.Single(ChangeYaml.Lower("createProcedure: {procedureText: CREATE EXTENSION hstore}")));

        Assert.Equal("CREATE EXTENSION hstore", node.Text);
        Assert.NotNull(node.Invert(SchemaModel.Unknown(StringComparer.Ordinal)).Impossible);
    }

    [Fact]
    public void A_name_that_several_functions_have_needs_the_types_of_arguments()
    {
        var schema = ChangeYaml.Schema("postgresql", "createProcedure: CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'", "createProcedure: CREATE FUNCTION f(b text) RETURNS int LANGUAGE sql AS 'SELECT 1'");
        var context = ChangeYaml.Context(schema: schema);
        var drop = Assert.Single(ChangeYaml.Lower("dropFunction: {functionName: f}", context));

        var error = Assert.Throws<MigrationException>(() => drop.Render(context.Dialect, schema).ToList());
        Assert.Contains("function f(int), function f(text)", error.Message, StringComparison.Ordinal);
        var one = Assert.Single(ChangeYaml.Lower("dropFunction: {functionName: 'f( integer )'}", context));
        Assert.Equal("DROP FUNCTION \"f\"(int)", Assert.Single(one.Render(context.Dialect, schema)).Text);
        Assert.Equal("text", Assert.Single(one.Apply(schema).Programs).Arguments);
    }

    [Theory]
    [InlineData("sqlite", "setTableRemarks: {tableName: t, remarks: x}")]
    [InlineData("sqlite", "setColumnRemarks: {tableName: t, columnName: a, remarks: x}")]
    [InlineData("sqlite", "createProcedure: CREATE PROCEDURE p() SELECT 1")]
    [InlineData("sqlite", "dropProcedure: {procedureName: p}")]
    [InlineData("sqlite", "createFunction: {functionName: f, functionBody: CREATE FUNCTION f() RETURNS int RETURN 1}")]
    [InlineData("sqlite", "renameSequence: {oldSequenceName: a, newSequenceName: b}")]
    [InlineData("sqlite", "renameTrigger: {tableName: t, oldTriggerName: a, newTriggerName: b}")]
    [InlineData("sqlite", "enableTrigger: {tableName: t, triggerName: a}")]
    [InlineData("sqlite", "disableCheckConstraint: {tableName: t, constraintName: a}")]
    [InlineData("sqlite", "addCheckConstraint: {tableName: t, constraintName: c, constraintBody: a > 0, validate: false}")]
    [InlineData("sqlite", "createSynonym: {synonymName: s, objectName: t}")]
    [InlineData("mysql", "renameSequence: {oldSequenceName: a, newSequenceName: b}")]
    [InlineData("mariadb", "alterSequence: {sequenceName: a, ordered: true}")]
    [InlineData("mariadb", "renameTrigger: {tableName: t, oldTriggerName: a, newTriggerName: b}")]
    [InlineData("mariadb", "disableTrigger: {tableName: t, triggerName: a}")]
    [InlineData("mariadb", "enableCheckConstraint: {tableName: t, constraintName: a}")]
    [InlineData("mariadb", "addCheckConstraint: {tableName: t, constraintName: c, constraintBody: a > 0, disabled: true}")]
    [InlineData("mariadb", "dropSynonym: {synonymName: s}")]
    [InlineData("postgresql", "alterSequence: {sequenceName: a, ordered: true}")]
    [InlineData("postgresql", "enableCheckConstraint: {tableName: t, constraintName: a}")]
    [InlineData("postgresql", "addCheckConstraint: {tableName: t, constraintName: c, constraintBody: a > 0, disabled: true}")]
    [InlineData("postgresql", "createSynonym: {synonymName: s, objectName: t}")]
    [InlineData("postgresql", "setColumnRemarks: {tableName: v, columnName: a, remarks: x, columnParentType: VIEW}")]
    [InlineData("mssql", "createPackage: {packageName: p, packageText: x}")]
    [InlineData("mssql", "dropPackageBody: {packageBodyName: p}")]
    [InlineData("mariadb", "markUnused: {tableName: t, columnName: a}")]
    public void What_a_database_cannot_do_is_an_error_with_the_way_out(string dialect, string yaml)
    {
        var schema = ChangeYaml.Schema(dialect, "createTable: {tableName: t, columns: [{column: {name: a, type: int}}]}");
        var context = ChangeYaml.Context(dialect, schema);

        var error = Assert.Throws<MigrationException>(() =>
            context.Dialect.Adapt(ChangeYaml.Lower(yaml, context), schema).SelectMany(n => n.Render(context.Dialect, schema)).ToList());
        Assert.Equal(ErrorCode.NotSupported, error.Code);
        Assert.NotNull(error.Advice);
    }

    [Fact]
    public void A_comment_that_restates_a_column_says_what_is_lost()
    {
        var schema = ChangeYaml.Schema("mariadb", "createTable: {tableName: t, columns: [{column: {name: a, type: int, defaultValueNumeric: 1, constraints: {nullable: false}}}]}");
        var context = ChangeYaml.Context("mariadb", schema);

        var node = Assert.IsType<AlterColumn>(Assert.Single(ChangeYaml.Lower("setColumnRemarks: {tableName: t, columnName: a, remarks: x, columnDataType: int}", context)));

        Assert.Equal(("x", true, null), (node.After.Remarks, node.After.Nullable, node.After.Default));
        Assert.Equal("MIG1016", Assert.Single(context.Findings).Code);
    }

    [Fact]
    public void A_lookup_column_gets_the_type_of_the_old_one_where_Liquibase_does_not_ask_for_one()
    {
        var schema = ChangeYaml.Schema("postgresql", "createTable: {tableName: t, columns: [{column: {name: a, type: varchar(5)}}]}");
        var context = ChangeYaml.Context(schema: schema);

        var create = Assert.IsType<CreateTable>(ChangeYaml.Lower("addLookupTable: {existingTableName: t, existingColumnName: a, newTableName: l, newColumnName: b, newColumnDataType: text}", context)[0]);

        Assert.Equal("varchar(5)", Assert.Single(create.Table.Columns).Type.Text);
        Assert.Equal("MIG1011", Assert.Single(context.Findings).Code);
    }
}
