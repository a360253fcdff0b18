using System.Text;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Changes;

/// <summary>How the fields of a file find their columns, and what keeps them from it.</summary>
public sealed class LoadDataTests
{
    const string Table = """
        createTable:
          tableName: t
          columns:
          - column: {name: id, type: int, constraints: {primaryKey: true, nullable: false}}
          - column: {name: name, type: varchar(20)}
          - column: {name: born, type: date}
          - column: {name: photo, type: bytea}
        """;

    [Fact]
    public void Fields_find_columns_by_name_header_and_place_and_kinds_by_the_table()
    {
        var node = Lower("loadData: {tableName: t, file: f.csv, columns: [{column: {name: name, header: full name}}, {column: {name: born, index: 3, type: DATETIME}}, {column: {header: x, type: skip}}]}",
            "ID , Full Name ,x,whatever\n");
        Assert.Equal(RowLoadMode.Insert, node.Mode);
        Assert.Equal(["0 ID id Numeric", "1 Full Name name String", "3 whatever born DateTime"], node.Source.Columns.Select(c => $"{c.Field} {c.Header} {c.Column} {c.Kind}"));
        Assert.Equal(4, node.Source.FieldCount);
    }

    [Theory]
    [InlineData("separator: '\\t'", "id\tname\n", '\t', '"')]
    [InlineData("separator: ;, quotchar: ''", "id;name\n", ';', null)]
    [InlineData("quotchar: \"'\"", "'id',name\n", ',', '\'')]
    public void Separator_and_quote_are_one_character(string attributes, string csv, char separator, char? quote)
    {
        var source = Lower($"loadData: {{tableName: t, file: f.csv, {attributes}}}", csv).Source;
        Assert.Equal((separator, quote), (source.Format.Separator, source.Format.Quote));
        Assert.Equal(["id", "name"], source.Columns.Select(c => c.Column));
    }

    [Theory]
    [InlineData("loadData: {tableName: t, file: f.csv}", "", "the file f.csv is empty")]
    [InlineData("loadData: {tableName: t, file: f.csv}", "id,nam\n", "table t has no column nam at this point, into which the field of that name of f.csv would be loaded")]
    [InlineData("loadData: {tableName: t, file: f.csv}", "id,ID\n", "the column id is loaded from several fields of f.csv")]
    [InlineData("loadData: {tableName: t, file: f.csv}", "id,\n", "field 2 of f.csv has no name")]
    [InlineData("loadData: {tableName: t, file: f.csv, separator: ''}", "id\n", "'separator' is empty")]
    [InlineData("loadData: {tableName: t, file: f.csv, columns: [{column: {name: id, type: skip}}]}", "id\n", "no field of f.csv is loaded")]
    [InlineData("loadData: {tableName: t, file: f.csv, encoding: klingon}", "id\n", "The encoding 'klingon' is not known")]
    [InlineData("loadUpdateData: {tableName: t, file: f.csv, primaryKey: 'id, name'}", "id\n", "the key column name is not among the fields of f.csv")]
    public void What_cannot_be_loaded_is_an_error_of_the_plan(string yaml, string csv, string expected)
    {
        var error = Assert.Throws<MigrationException>(() => Lower(yaml, csv));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Advice);
        Assert.NotNull(error.Span);
    }

    [Fact]
    public void The_way_back_deletes_by_the_primary_key()
    {
        var node = Lower("loadData: {tableName: t, file: f.csv}", "name,id\n");
        var undo = Assert.IsType<LoadRows>(Assert.Single(node.Invert(Context("").Schema).Nodes));
        Assert.Equal(RowLoadMode.Delete, undo.Mode);
        Assert.Equal(["id"], undo.Keys);
        Assert.Equal([1], undo.Source.Columns.Select(c => c.Field));
        Assert.Null(undo.Destroys);
    }

    [Theory]
    [InlineData("loadData: {tableName: t, file: f.csv}", "name\n", "are not known beforehand")]
    [InlineData("loadData: {tableName: t, file: f.csv, columns: [{column: {name: id, type: COMPUTED}}]}", "id\n", "are not known beforehand")]
    [InlineData("loadUpdateData: {tableName: t, file: f.csv, primaryKey: id}", "id,name\n", "before f.csv was loaded are not kept")]
    public void Without_keys_that_are_known_there_is_no_way_back(string yaml, string csv, string expected) =>
        Assert.Contains(expected, Lower(yaml, csv).Invert(Context("").Schema).Impossible, StringComparison.Ordinal);

    [Fact]
    public void A_load_is_plain_data_that_a_transaction_takes_back() =>
        Assert.All(["sqlite", "postgresql", "mssql", "mariadb"], name => Assert.True(Migrations.Dialects.DialectRegistry.Get(name).DefaultDialect.IsTransactional(Lower("loadData: {tableName: t, file: f.csv}", "id\n"))));

    [Theory]
    [InlineData("loadData: {tableName: t, file: f.csv}", false)]
    [InlineData("loadData: {tableName: t, file: f.csv, usePreparedStatements: true}", false)]
    [InlineData("loadData: {tableName: t, file: f.csv, usePreparedStatements: false}", true)]
    public void Rows_go_as_statements_where_that_is_asked_for(string yaml, bool expected)
    {
        var context = Context("id\n");
        Assert.Equal(expected, Assert.Single(ChangeYaml.Lower(yaml, context).Single().Render(context.Dialect, context.Schema)).Rows!.AsStatements);
    }

    [Fact]
    public void An_edit_of_a_load_is_refused()
    {
        var filter = new Migrations.Changelog.SqlVisitorFilter(Migrations.Changelog.DbmsFilter.Any, null, null, ApplyToRollback: false);
        var visitors = new Migrations.Planning.SqlVisitors([new Migrations.Changelog.SqlVisitor.Append(" ON CONFLICT DO NOTHING", filter, default)], "postgresql", [], new(null));
        var context = Context("id\n");
        var statement = Assert.Single(ChangeYaml.Lower("loadData: {tableName: t, file: f.csv}", context).Single().Render(context.Dialect, context.Schema));
        Assert.Equal(ErrorCode.NotSupported, Assert.Throws<MigrationException>(() => visitors.Apply(statement, rollback: false)).Code);
    }

    [Fact]
    public void A_table_of_which_nothing_is_known_is_looked_at() =>
        Assert.Throws<UnknownObjectException>(() => ChangeYaml.Lower("loadData: {tableName: other, file: f.csv}", Context("id\n") with { Schema = SchemaModel.Unknown(StringComparer.Ordinal) }));

    static LoadRows Lower(string yaml, string csv) => Assert.IsType<LoadRows>(Assert.Single(ChangeYaml.Lower(yaml, Context(csv))));

    static Migrations.Changes.LoweringContext Context(string csv) =>
        ChangeYaml.Context(schema: ChangeYaml.Schema("postgresql", Table), resources: new FakeResources(new() { ["f.csv"] = Encoding.UTF8.GetBytes(csv) }));
}
