using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Changes;

/// <summary>Lowering of <c>insert</c>, <c>update</c> and <c>delete</c>.</summary>
public sealed class RowLoweringTests
{
    static readonly ObjectName T = ObjectName.Of("t");

    [Theory]
    [InlineData("value: x", "string x")]
    [InlineData("value: 5", "string 5")]
    [InlineData("value: ''", "string ")]
    [InlineData("value: ~", "null")]
    [InlineData("value: 'NULL'", "null")]
    [InlineData("value: 'now()'", "expression now()")]
    [InlineData("value: CURRENT_TIMESTAMP", "string CURRENT_TIMESTAMP")]
    [InlineData("valueNumeric: 1.50", "number 1.5")]
    [InlineData("valueNumeric: '-1e3'", "number -1e3")]
    [InlineData("valueNumeric: '1,234.50'", "expression 1,234.50")]
    [InlineData("valueNumeric: abc", "expression abc")]
    [InlineData("valueNumeric: 'null'", "null")]
    [InlineData("valueBoolean: true", "boolean True")]
    [InlineData("valueDate: '2021-03-04'", "date 2021-03-04")]
    [InlineData("valueDate: 2021-03-04", "date 2021-03-04T00:00:00")]
    [InlineData("valueDate: CURRENT_TIMESTAMP", "expression NOW()")]
    [InlineData("valueComputed: CURRENT_TIMESTAMP(3)", "expression NOW()")]
    [InlineData("valueComputed: current_date", "expression current_date")]
    [InlineData("valueComputed: 'null'", "null")]
    [InlineData("valueSequenceNext: s", "next of s")]
    [InlineData("valueSequenceCurrent: s", "current of s")]
    [InlineData("value: v, valueNumeric: 2, valueBoolean: true", "string v")]
    [InlineData("remarks: nothing", "null")]
    public void A_value_is_what_Liquibase_makes_of_it(string attributes, string expected)
    {
        var insert = (InsertRows)ChangeYaml.Lower($"insert: {{tableName: t, columns: [{{column: {{name: a, {attributes}}}}}]}}").Single();

        Assert.Equal(expected, LoweringTests.Show(insert.Values.Single().Value));
    }

    [Theory]
    [InlineData("postgresql", "value: 'NOW()'", "expression NOW()")]
    [InlineData("sqlite", "value: CURRENT_TIMESTAMP", "expression CURRENT_TIMESTAMP")]
    [InlineData("mssql", "value: 'now()'", "string now()")]
    [InlineData("mssql", "value: 'getdate()'", "expression getdate()")]
    [InlineData("mssql", "valueComputed: CURRENT_TIMESTAMP", "expression GETDATE()")]
    [InlineData("mariadb", "valueComputed: CURRENT_TIMESTAMP(3)", "expression NOW(3)")]
    public void The_current_time_is_that_of_the_database(string dialect, string attribute, string expected)
    {
        var insert = (InsertRows)ChangeYaml.Lower($"insert: {{tableName: t, columns: [{{column: {{name: a, {attribute}}}}}]}}", ChangeYaml.Context(dialect)).Single();

        Assert.Equal(expected, LoweringTests.Show(insert.Values.Single().Value));
    }

    [Theory]
    [InlineData("valueClobFile: a.txt", "'it''s ä\n'")]
    [InlineData("{valueClobFile: latin.txt, encoding: ISO-8859-1}", "'ä'")]
    [InlineData("valueBlobFile: latin.txt", "'\\xE4'::bytea")]
    public void Values_may_stand_in_files(string attribute, string expected)
    {
        var context = ChangeYaml.Context(resources: new FakeResources(new() { ["a.txt"] = "it's ä\n"u8.ToArray(), ["latin.txt"] = [0xE4] }));

        var insert = (InsertRows)ChangeYaml.Lower($"insert: {{tableName: t, columns: [{{column: {{name: a, {attribute.Trim('{', '}')}}}}}]}}", context).Single();

        Assert.Equal(expected, context.Dialect.Literal(insert.Values.Single().Value, null));
    }

    [Fact]
    public void A_file_with_a_value_has_to_be_there() => Assert.Equal(ErrorCode.FileNotFound,
        Assert.Throws<MigrationException>(() => ChangeYaml.Lower("insert: {tableName: t, columns: [{column: {name: a, valueBlobFile: a.bin}}]}")).Code);

    [Fact]
    public void Update_without_a_condition_is_for_all_rows() => LoweringTests.Same(
        [new UpdateRows(T, [new("a", new StringValue("x")), new("b", new NullValue())], null)],
        ChangeYaml.Lower("update: {tableName: t, columns: [{column: {name: a, value: x}}, {column: {name: b, value: ~}}]}"));

    [Fact]
    public void Delete_without_a_condition_is_for_all_rows() => LoweringTests.Same([new DeleteRows(T, null)], ChangeYaml.Lower("delete: {tableName: t}"));

    [Theory]
    [InlineData("' x = 1 '", "", "x = 1")]
    [InlineData("':name = :value and b = :value'", "{name: id, valueNumeric: 7}}, {param: {value: it's}", "\"id\" = 7 and b = 'it''s'")]
    [InlineData("':name = :value or :name is null'", "{name: id, valueBoolean: true}}, {param: {name: x}", "\"id\" = TRUE or \"x\" is null")]
    [InlineData("'a = ? and b = ? and c = ?'", "{value: 1}}, {param: {name: n, value: 2}", "a = '1' and b = '2' and c = ?")]
    [InlineData("':value = :name'", "{name: n, value: v}", "'v' = \"n\"")]
    [InlineData("'x = :value and y = :value'", "{value: a}", "x = 'a' and y = :value")]
    [InlineData("':name = :values'", "{name: o, value: 'a$1b'}", "\"o\" = 'a$1b's")]
    [InlineData("'x = :value'", "{valueComputed: a + 1}", "x = a + 1")]
    public void Placeholders_of_a_condition_are_filled_in_order(string where, string parameters, string condition)
    {
        var list = parameters.Length == 0 ? "" : $", whereParams: [{{param: {parameters}}}]";

        var node = (DeleteRows)ChangeYaml.Lower($"delete: {{tableName: t, where: {where}{list}}}").Single();

        Assert.Equal(new RawPredicate(condition), node.Where);
    }
}
