using Migrations.Changes;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Changes;

/// <summary>Lowering of <c>createTable</c> and <c>addColumn</c>.</summary>
public sealed class TableLoweringTests
{
    static Table Create(string columns, string dialect = "postgresql", LoweringContext? context = null) =>
        ((CreateTable)ChangeYaml.Lower($"createTable: {{tableName: t, columns: [{columns}]}}", context ?? ChangeYaml.Context(dialect)).Single()).Table;

    [Fact]
    public void The_first_column_of_a_primary_key_names_it_and_its_columns_are_not_null()
    {
        var table = Create("{column: {name: a, type: int, constraints: {primaryKey: true, primaryKeyName: pk_t}}}, {column: {name: b, type: int, constraints: {primaryKey: true, primaryKeyName: other}}}");

        Assert.Equal(("pk_t", "a,b"), (table.PrimaryKey!.Name, string.Join(',', table.PrimaryKey.Columns)));
        Assert.All(table.Columns, c => Assert.False(c.Nullable));
    }

    [Theory]
    [InlineData("postgresql", "t_pkey")]
    [InlineData("mssql", "PK_T")]
    public void A_primary_key_without_a_name_gets_the_one_that_Liquibase_gives(string dialect, string name) =>
        Assert.Equal(name, Create("{column: {name: a, type: int, constraints: {primaryKey: true}}}", dialect).PrimaryKey!.Name);

    [Theory]
    [InlineData("char(5))", "char(5)", 1)]
    [InlineData("decimal(10,2))", "decimal(10,2)", 1)]
    [InlineData("varchar(5)))", "varchar(5)", 1)]
    [InlineData("decimal()", "decimal", 1)]
    [InlineData("bigint ( )", "bigint", 1)]
    [InlineData("decimal(,))", "decimal", 1)]
    [InlineData("int() unsigned", "int unsigned", 1)]
    [InlineData("varchar(5)", "varchar(5)", 0)]
    [InlineData("varchar(5) ", "varchar(5)", 0)]
    [InlineData("set('''')", "set('')", 0)]
    [InlineData("enum(''a)'',''(b'')", "enum('a)','(b')", 0)]
    public void Parentheses_that_mean_nothing_are_passed_over_and_said(string declared, string type, int findings)
    {
        var context = ChangeYaml.Context("mariadb");

        Assert.Equal(context.Type(type), Create($"{{column: {{name: a, type: '{declared}'}}}}", context: context).Columns.Single().Type);
        Assert.Equal(findings, context.Findings.Count(f => f.Code == "MIG1011"));
    }

    [Theory]
    [InlineData("int(")]
    [InlineData("int)")]
    [InlineData("varchar((10)")]
    [InlineData("varchar(10) )")]
    [InlineData("enum('')'')'')")]
    public void A_type_whose_parentheses_do_not_match_is_an_error_that_names_it(string declared)
    {
        foreach (var dialect in new[] { "sqlite", "postgresql", "mssql", "mariadb" })
        {
            var error = Assert.Throws<MigrationException>(() => Create($"{{column: {{name: a, type: '{declared}'}}}}", dialect));
            Assert.Equal(ErrorCode.InvalidValue, error.Code);
            Assert.Contains(declared.Replace("''", "'", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Unique_constraints_of_one_name_are_one_and_those_without_a_name_stay_apart()
    {
        var table = Create("{column: {name: a, type: int, constraints: {unique: true, uniqueConstraintName: u}}}, {column: {name: b, type: int, constraints: {unique: true}}}, "
            + "{column: {name: c, type: int, constraints: {unique: true, uniqueConstraintName: u}}}");

        Assert.Equal(["u a,c", "t_b_key b"], table.UniqueConstraints.Select(u => $"{u.Name} {string.Join(',', u.Columns)}"));
    }

    [Theory]
    [InlineData("references: p(id)", null, "p", "id")]
    [InlineData("references: 's.p(id , x)'", "s", "p", "id,x")]
    [InlineData("references: ' p ( id ) '", null, "p", "id")]
    [InlineData("references: Person(Id)", null, "person", "id")]
    [InlineData("references: '\"Person\"(\"Id\")'", null, "Person", "Id")]
    [InlineData("referencedTableName: Person, referencedColumnNames: 'Id,x'", null, "Person", "Id,x")]
    [InlineData("referencedTableName: p, referencedColumnNames: id, referencedTableSchemaName: s", "s", "p", "id")]
    [InlineData("references: p(id), referencedTableName: q, referencedColumnNames: z", null, "p", "id")]
    public void A_foreign_key_is_found_in_either_way_of_writing_it(string attributes, string? schema, string table, string columns)
    {
        var key = Create($"{{column: {{name: a, type: int, constraints: {{foreignKeyName: fk, {attributes}, deleteCascade: true, deferrable: true}}}}}}").ForeignKeys.Single();

        Assert.Equal(("fk", "a", new ObjectName(schema, table), columns), (key.Name, key.Columns.Single(), key.ReferencedTable, string.Join(',', key.ReferencedColumns)));
        Assert.Equal((ReferentialAction.Cascade, true, false), (key.OnDelete, key.Deferrable, key.InitiallyDeferred));
    }

    [Fact]
    public void A_reference_without_columns_means_the_primary_key()
    {
        var context = ChangeYaml.Context(schema: ChangeYaml.Schema("postgresql", "createTable: {tableName: p, columns: [{column: {name: id, type: int, constraints: {primaryKey: true}}}]}"));

        Assert.Equal(["id"], Create("{column: {name: a, type: int, constraints: {foreignKeyName: fk, references: p}}}", context: context).ForeignKeys.Single().ReferencedColumns);
    }

    [Theory]
    [InlineData("references: p(id)")]
    [InlineData("referencedTableName: p, referencedColumnNames: id")]
    public void A_foreign_key_without_a_name_is_an_error(string attributes) => Assert.Equal(ErrorCode.MissingAttribute,
        Assert.Throws<MigrationException>(() => Create($"{{column: {{name: a, type: int, constraints: {{{attributes}}}}}}}")).Code);

    [Fact]
    public void Half_a_foreign_key_and_a_check_are_not_made_and_are_findings()
    {
        var context = ChangeYaml.Context();

        var table = Create("{column: {name: a, type: int, constraints: {foreignKeyName: fk, referencedTableName: p, checkConstraint: a > 1}}}", context: context);

        Assert.Empty(table.ForeignKeys);
        Assert.Empty(table.Checks);
        Assert.Equal(["MIG1011", "MIG1011"], context.Findings.Select(f => f.Code));
    }

    [Fact]
    public void What_is_said_of_a_column_is_in_its_definition()
    {
        var table = Create("{column: {name: a, type: bigint, autoIncrement: true, startWith: 7, incrementBy: 2, remarks: r, constraints: {nullable: false}}}, "
            + "{column: {name: b, type: varchar(5), defaultValue: x}}, {column: {name: c, type: int, defaultValueNumeric: (5)}}, {column: {name: d, type: int, defaultValueNumeric: f(5)}}, "
            + "{column: {name: e, type: date, defaultValueDate: '2020-01-02'}}");

        var a = table.Columns[0];
        Assert.Equal((new Identity(7, 2, "BY DEFAULT"), "r", false), (a.Identity! with { Generation = a.Identity.Generation ?? "BY DEFAULT" }, a.Remarks, a.Nullable));
        Assert.Equal(["string x", "number 5", "expression f(5)", "date 2020-01-02"], table.Columns.Skip(1).Select(c => LoweringTests.Show(c.Default)));
    }

    [Theory]
    [InlineData("postgresql", "unlogged", "CREATE UNLOGGED TABLE \"s\".\"t\" (\"a\" int)")]
    [InlineData("postgresql", "' global temporary '", "CREATE GLOBAL TEMPORARY TABLE \"t\" (\"a\" int)")]
    [InlineData("mariadb", "temporary", "CREATE TEMPORARY TABLE `s`.`t` (`a` int(11) NULL)")]
    public void A_table_may_be_of_a_special_type(string dialect, string type, string expected)
    {
        var context = ChangeYaml.Context(dialect);
        var node = ChangeYaml.Lower($"createTable: {{schemaName: s, tableName: t, tableType: {type}, columns: [{{column: {{name: a, type: int}}}}]}}", context).Single();

        Assert.Equal(expected, Assert.Single(node.Render(context.Dialect, context.Schema)).Text);
        Assert.Equal(type.Contains("temp", StringComparison.Ordinal) ? 0 : 1, node.Invert(context.Schema).Nodes.Length);
    }

    [Fact]
    public void Its_type_is_words() => Assert.Equal(ErrorCode.InvalidValue,
        Assert.Throws<MigrationException>(() => ChangeYaml.Lower("createTable: {tableName: t, tableType: 'x TABLE y; DROP', columns: [{column: {name: a, type: int}}]}")).Code);

    [Fact]
    public void Columns_are_added_then_filled_then_made_not_null()
    {
        var nodes = ChangeYaml.Lower("addColumn: {tableName: t, columns: [{column: {name: a, type: int, valueNumeric: 5, constraints: {nullable: false}}}, "
            + "{column: {name: b, type: int, valueComputed: a + 1}}, {column: {name: c, type: int, defaultValueNumeric: 1, constraints: {nullable: false}}}]}");

        Assert.Equal(["AddColumn", "AddColumn", "AddColumn", "UpdateRows", "UpdateRows", "AlterColumn"], nodes.Select(n => n.GetType().Name));
        Assert.Equal([true, true, false], nodes.OfType<AddColumn>().Select(n => n.Column.Nullable));
        Assert.Equal(["number 5", "expression a + 1"], nodes.OfType<UpdateRows>().Select(n => LoweringTests.Show(n.Values.Single().Value)));
        var alter = nodes.OfType<AlterColumn>().Single();
        Assert.Equal(("a", true, false, ColumnAspects.Nullable), (alter.After.Name, alter.Before!.Nullable, alter.After.Nullable, alter.Changed));
    }

    [Fact]
    public void Filling_a_new_column_needs_no_way_back_of_its_own()
    {
        var update = ChangeYaml.Lower("addColumn: {tableName: t, columns: [{column: {name: a, type: int, valueNumeric: 5}}]}").OfType<UpdateRows>().Single();

        Assert.Equal(new Inverse([]), update.Invert(SchemaModel.Unknown(StringComparer.Ordinal)));
    }

    [Fact]
    public void An_added_column_brings_its_constraints()
    {
        var node = (AddColumn)ChangeYaml.Lower("addColumn: {tableName: t, columns: [{column: {name: a, type: int, constraints: {unique: true, uniqueConstraintName: u, foreignKeyName: fk, references: p(id)}}}]}").Single();

        Assert.Equal(["UniqueConstraint u", "ForeignKey fk"], node.Constraints.Select(c => $"{c.GetType().Name} {c.Name}"));
    }

    [Fact]
    public void The_key_of_an_added_column_has_the_name_of_the_database_and_what_was_written_is_a_finding()
    {
        var context = ChangeYaml.Context();

        var node = (AddColumn)ChangeYaml.Lower("addColumn: {tableName: t, columns: [{column: {name: a, type: int, constraints: {primaryKey: true, primaryKeyName: pk}}}]}", context).Single();

        Assert.Equal("t_pkey", node.Constraints.Single().Name);
        Assert.Equal("MIG1011", Assert.Single(context.Findings).Code);
    }

    [Fact]
    public void An_added_column_goes_behind_the_one_that_is_named() =>
        Assert.Equal(new ColumnPosition(After: "b"), ((AddColumn)ChangeYaml.Lower("addColumn: {tableName: t, columns: [{column: {name: a, type: int, afterColumn: b}}]}", ChangeYaml.Context("mariadb")).Single()).Position);
}
