using System.Text.Json;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Changes;

/// <summary>What changes are lowered to, on PostgreSQL where nothing else is said. What SQL that becomes is told by the golden files.</summary>
public sealed class LoweringTests
{
    const string Person = "createTable: {tableName: person, columns: [{column: {name: id, type: int, constraints: {primaryKey: true}}}, {column: {name: name, type: varchar(20)}}]}";

    static readonly ObjectName T = ObjectName.Of("t");

    [Fact]
    public void DropTable() => Same([new DropTable(T, Cascade: true)], ChangeYaml.Lower("dropTable: {tableName: t, cascadeConstraints: true}"));

    [Fact]
    public void DropTable_in_a_schema() => Same([new DropTable(new("s", "t"))], ChangeYaml.Lower("dropTable: {tableName: t, schemaName: s}"));

    [Fact]
    public void RenameTable() => Same([new RenameTable(T, "u")], ChangeYaml.Lower("renameTable: {oldTableName: t, newTableName: u}"));

    [Fact]
    public void Names_are_resolved_by_the_dialect_and_the_strategy_of_the_change_set()
    {
        Same([new DropTable(ObjectName.Of("person"))], ChangeYaml.Lower("dropTable: {tableName: PERSON}"));
        Same([new DropTable(ObjectName.Of("PERSON"))],
            ChangeYaml.Lower("dropTable: {tableName: PERSON}", ChangeYaml.Context() with { QuotingStrategy = QuotingStrategy.QuoteAllObjects }));
    }

    [Theory]
    [InlineData("dropColumn: {tableName: t, columnName: a}", "a")]
    [InlineData("dropColumn: {tableName: t, columns: [{column: {name: a}}, {column: {name: b}}]}", "a,b")]
    [InlineData("dropColumn: {tableName: t, columnName: z, columns: [{column: {name: a}}]}", "a")]
    public void DropColumn(string yaml, string columns) => Same(columns.Split(',').Select(c => new DropColumn(T, c)), ChangeYaml.Lower(yaml));

    [Fact]
    public void RenameColumn() => Same([new RenameColumn(T, "a", "b")], ChangeYaml.Lower("renameColumn: {tableName: t, oldColumnName: a, newColumnName: b, remarks: r}"));

    [Fact]
    public void RenameColumn_writes_the_comment_only_where_the_column_is_restated()
    {
        var context = ChangeYaml.Context("mariadb", ChangeYaml.Schema("mariadb", Person));

        var nodes = ChangeYaml.Lower("renameColumn: {tableName: person, oldColumnName: name, newColumnName: label, columnDataType: varchar(20), remarks: r}", context);

        Assert.Equal(("name", "label"), (((RenameColumn)nodes[0]).From, ((RenameColumn)nodes[0]).To));
        var alter = (AlterColumn)nodes[1];
        Assert.Equal(("label", "label", "r", ColumnAspects.Type | ColumnAspects.Remarks), (alter.Before!.Name, alter.After.Name, alter.After.Remarks, alter.Changed));
    }

    [Fact]
    public void ModifyDataType_without_knowing_the_column() =>
        Same([new AlterColumn(T, null, new Column("a", new("varchar(9)")), ColumnAspects.Type)], ChangeYaml.Lower("modifyDataType: {tableName: t, columnName: a, newDataType: varchar(9)}"));

    [Theory]
    [InlineData("mariadb", true)]
    [InlineData("mssql", true)]
    [InlineData("postgresql", false)]
    public void ModifyDataType_loses_what_Liquibase_loses_and_says_so(string dbms, bool loses)
    {
        var context = ChangeYaml.Context(dbms, ChangeYaml.Schema(dbms, "createTable: {tableName: t, columns: [{column: {name: a, type: int, constraints: {nullable: false}}}]}"));

        var alter = (AlterColumn)ChangeYaml.Lower("modifyDataType: {tableName: t, columnName: a, newDataType: bigint}", context).Single();

        Assert.Equal(loses, alter.After.Nullable);
        Assert.Equal(loses, context.Findings.Any(f => f.Code == "MIG1016" && f.Message.Contains("NOT NULL", StringComparison.Ordinal)));
    }

    [Fact]
    public void ModifyDataType_of_a_known_column_keeps_the_rest_of_it()
    {
        var alter = (AlterColumn)ChangeYaml.Lower("modifyDataType: {tableName: person, columnName: id, newDataType: bigint}", ChangeYaml.Context(schema: ChangeYaml.Schema("postgresql", Person))).Single();

        Assert.Equal(("int", "bigint", false), (alter.Before!.Type.Text, alter.After.Type.Text, alter.After.Nullable));
    }

    [Fact]
    public void A_database_that_restates_columns_asks_for_one_that_is_not_known()
    {
        var error = Assert.Throws<UnknownObjectException>(() => ChangeYaml.Lower("modifyDataType: {tableName: t, columnName: a, newDataType: int}", ChangeYaml.Context("mariadb")));

        Assert.Equal(new ObjectKey(ObjectKind.Table, T), error.Key);
    }

    [Fact]
    public void A_column_that_is_known_not_to_be_there_is_an_error() =>
        Assert.Equal(ErrorCode.ObjectNotFound, Assert.Throws<MigrationException>(() =>
            ChangeYaml.Lower("dropDefaultValue: {tableName: person, columnName: nope}", ChangeYaml.Context(schema: ChangeYaml.Schema("postgresql", Person)))).Code);

    [Fact]
    public void AddNotNullConstraint_fills_the_nulls_first() => Same(
        [
            new UpdateRows(T, [new("a", new StringValue("5"))], new ColumnEquals("a", new NullValue())) { Filling = RowFilling.NullValues },
            new AlterColumn(T, null, new Column("a", new("")) { Nullable = false }, ColumnAspects.Nullable),
        ],
        ChangeYaml.Lower("addNotNullConstraint: {tableName: t, columnName: a, defaultNullValue: 5}"));

    [Fact]
    public void AddNotNullConstraint_takes_over_the_declared_type_where_the_column_is_restated()
    {
        var context = ChangeYaml.Context("mariadb", ChangeYaml.Schema("mariadb", Person));

        var alter = (AlterColumn)ChangeYaml.Lower("addNotNullConstraint: {tableName: person, columnName: name, columnDataType: varchar(30)}", context).Single();

        Assert.Equal(("varchar(20)", "varchar(30)", ColumnAspects.Nullable | ColumnAspects.Type), (alter.Before!.Type.Text, alter.After.Type.Text, alter.Changed));
    }

    [Fact]
    public void DropNotNullConstraint() => Same(
        [new AlterColumn(T, null, new Column("a", new("")), ColumnAspects.Nullable)], ChangeYaml.Lower("dropNotNullConstraint: {tableName: t, columnName: a}"));

    [Theory]
    [InlineData("defaultValue: x", "string x")]
    [InlineData("defaultValue: 'null'", "none")]
    [InlineData("{defaultValue: '5', columnDataType: int}", "number 5")]
    [InlineData("{defaultValue: 'true', columnDataType: boolean}", "boolean True")]
    [InlineData("{defaultValue: 'now()', columnDataType: timestamp}", "expression now()")]
    [InlineData("{defaultValue: 'now()', columnDataType: varchar(9)}", "string now()")]
    [InlineData("{defaultValueNumeric: 1, columnDataType: boolean}", "boolean True")]
    [InlineData("{defaultValueNumeric: 5, columnDataType: varchar(5)}", "string 5")]
    [InlineData("defaultValueNumeric: 1.50", "number 1.5")]
    [InlineData("defaultValueNumeric: 0.0", "number 0")]
    [InlineData("defaultValueNumeric: '100'", "number 100")]
    [InlineData("defaultValueNumeric: -20.00", "number -20")]
    [InlineData("{defaultValueNumeric: 2.0, columnDataType: varchar(5)}", "string 2.0")]
    [InlineData("{defaultValue: 10.0, columnDataType: decimal(5,2)}", "number 10.0")]
    [InlineData("{defaultValue: 10.0, columnDataType: bigint}", "number 10")]
    [InlineData("defaultValueNumeric: '(7)'", "number 7")]
    [InlineData("defaultValueNumeric: nextval(s)", "expression nextval(s)")]
    [InlineData("defaultValueBoolean: false", "boolean False")]
    [InlineData("{defaultValueBoolean: true, columnDataType: smallint}", "number 1")]
    [InlineData("defaultValueDate: '2024-05-06 07:08:09'", "date 2024-05-06T07:08:09")]
    [InlineData("defaultValueDate: CURRENT_TIMESTAMP", "expression NOW()")]
    [InlineData("defaultValueComputed: current_timestamp()", "expression NOW()")]
    [InlineData("defaultValueComputed: a + 1", "expression a + 1")]
    [InlineData("defaultValueSequenceNext: s", "next of s")]
    public void AddDefaultValue(string attributes, string expected)
    {
        var node = (AlterColumn)ChangeYaml.Lower($"addDefaultValue: {{tableName: t, columnName: a, {attributes.Trim('{', '}')}}}").Single();

        Assert.Equal((expected, ColumnAspects.Default), (Show(node.After.Default), node.Changed));
    }

    [Fact]
    public void A_default_that_is_no_truth_value_in_a_column_of_truth_values_is_an_error() =>
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() =>
            ChangeYaml.Lower("createTable: {tableName: t, columns: [{column: {name: a, type: boolean, defaultValue: maybe}}]}")).Code);

    [Fact]
    public void AddPrimaryKey_without_a_name_gets_that_of_the_database() => Same(
        [new AddConstraint(T, new PrimaryKey("t_pkey", ["a", "b"]))], ChangeYaml.Lower("addPrimaryKey: {tableName: t, columnNames: 'a , b'}"));

    [Fact]
    public void AddPrimaryKey_passes_an_index_over_as_Liquibase_does() => Same(
        [new AddConstraint(T, new PrimaryKey("pk", ["a"]) { Tablespace = "ts", Clustered = false })],
        ChangeYaml.Lower("addPrimaryKey: {tableName: t, columnNames: a, constraintName: pk, forIndexName: ix, tablespace: ts, clustered: false}"));

    [Fact]
    public void DropPrimaryKey_drops_the_one_that_is_known() => Same(
        [new DropConstraint(ObjectName.Of("person"), new PrimaryKey("person_pkey", ["id"]))],
        ChangeYaml.Lower("dropPrimaryKey: {tableName: person}", ChangeYaml.Context(schema: ChangeYaml.Schema("postgresql", Person))));

    [Fact]
    public void AddUniqueConstraint() => Same(
        [new AddConstraint(T, new UniqueConstraint("u", ["a"]) { Deferrable = true, InitiallyDeferred = true })],
        ChangeYaml.Lower("addUniqueConstraint: {tableName: t, columnNames: a, constraintName: u, deferrable: true, initiallyDeferred: true}"));

    [Fact]
    public void DropUniqueConstraint() => Same([new DropConstraint(T, new UniqueConstraint("u", []))], ChangeYaml.Lower("dropUniqueConstraint: {tableName: t, constraintName: u}"));

    [Theory]
    [InlineData("", ReferentialAction.NoAction)]
    [InlineData(", onDelete: cascade", ReferentialAction.Cascade)]
    [InlineData(", onDelete: SET NULL", ReferentialAction.SetNull)]
    [InlineData(", deleteCascade: true", ReferentialAction.Cascade)]
    [InlineData(", deleteCascade: true, onDelete: CASCADE", ReferentialAction.NoAction)]
    public void AddForeignKeyConstraint(string more, ReferentialAction onDelete) => Same(
        [new AddConstraint(T, new ForeignKey("fk", ["a", "b"], new("s", "u"), ["c", "d"]) { OnDelete = onDelete, Validated = false })],
        ChangeYaml.Lower("addForeignKeyConstraint: {baseTableName: t, baseColumnNames: 'a, b', referencedTableSchemaName: s, referencedTableName: u, referencedColumnNames: 'c,d', "
            + $"constraintName: fk, validate: false{more}}}"));

    [Fact]
    public void That_neither_of_onDelete_and_deleteCascade_counts_where_both_are_written_is_a_finding()
    {
        var context = ChangeYaml.Context();

        ChangeYaml.Lower("addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: u, referencedColumnNames: c, constraintName: fk, deleteCascade: true, onDelete: CASCADE}", context);

        Assert.Equal("MIG1011", Assert.Single(context.Findings).Code);
    }

    [Fact]
    public void An_action_that_no_database_has_is_an_error() => Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<MigrationException>(() =>
        ChangeYaml.Lower("addForeignKeyConstraint: {baseTableName: t, baseColumnNames: a, referencedTableName: u, referencedColumnNames: c, constraintName: fk, onDelete: foo}")).Code);

    [Fact]
    public void DropForeignKeyConstraint() => Assert.Equal("fk",
        ((DropConstraint)ChangeYaml.Lower("dropForeignKeyConstraint: {baseTableName: t, constraintName: fk}").Single()).Constraint.Name);

    [Fact]
    public void AddAutoIncrement() => Same(
        [new AlterColumn(T, null, new Column("a", new("")) { Identity = new(100, 5, "ALWAYS") }, ColumnAspects.Identity)],
        ChangeYaml.Lower("addAutoIncrement: {tableName: t, columnName: a, startWith: 100, incrementBy: 5, generationType: always}"));

    internal static string Show(SqlValue? value) => value switch
    {
        null => "none",
        StringValue v => $"string {v.Text}",
        NumberValue v => $"number {v.Text}",
        BooleanValue v => $"boolean {v.Value}",
        DateValue v => $"date {v.Text}",
        ExpressionValue v => $"expression {v.Sql}",
        SequenceNextValue v => $"next of {v.Sequence}",
        SequenceCurrentValue v => $"current of {v.Sequence}",
        _ => "null",
    };

    /// <summary>Compares by their JSON, because immutable arrays are not equal by their elements.</summary>
    internal static void Same(IEnumerable<SqlNode> expected, IEnumerable<SqlNode> actual) =>
        Assert.Equal(expected.Select(n => JsonSerializer.Serialize(n)), actual.Select(n => JsonSerializer.Serialize(n)));
}
