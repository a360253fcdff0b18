using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Tests.Changes;

/// <summary>Lowering of changes of indexes, views and sequences, and of SQL.</summary>
public sealed class ObjectLoweringTests
{
    static readonly ObjectName T = ObjectName.Of("t");

    [Fact]
    public void CreateIndex() => LoweringTests.Same(
        [
            new CreateIndex(T, new TableIndex("i", [new("a") { Descending = true }, new("lower(b)") { Computed = true }, new("c(10)") { Computed = true }])
            {
                Unique = true, Clustered = true, Tablespace = "ts",
            }),
        ],
        ChangeYaml.Lower("createIndex: {tableName: t, indexName: i, unique: true, clustered: true, tablespace: ts, "
            + "columns: [{column: {name: a, descending: true}}, {column: {name: lower(b), computed: true}}, {column: {name: c(10)}}]}"));

    [Theory]
    [InlineData("foreignKey", false)]
    [InlineData("x, primaryKey", false)]
    [InlineData("uniqueConstraint", false)]
    [InlineData("none", true)]
    public void CreateIndex_makes_none_that_a_constraint_is_said_to_make(string associatedWith, bool isMade)
    {
        var context = ChangeYaml.Context();

        Assert.Equal(isMade, ChangeYaml.Lower($"createIndex: {{tableName: t, indexName: i, associatedWith: '{associatedWith}', columns: [{{column: {{name: a}}}}]}}", context).Count == 1);

        Assert.Equal(isMade, context.Findings.Count == 0);
    }

    [Fact]
    public void CreateIndex_without_a_name_is_an_error_where_the_database_makes_none() => Assert.Equal(ErrorCode.MissingAttribute,
        Assert.Throws<MigrationException>(() => ChangeYaml.Lower("createIndex: {tableName: t, columns: [{column: {name: a}}]}", ChangeYaml.Context("mariadb"))).Code);

    [Fact]
    public void DropIndex() => LoweringTests.Same([new DropIndex(new("s", "t"), new("s", "i"))], ChangeYaml.Lower("dropIndex: {tableName: t, schemaName: s, indexName: i}"));

    [Fact]
    public void DropIndex_without_a_table() => LoweringTests.Same([new DropIndex(null, ObjectName.Of("i"))], ChangeYaml.Lower("dropIndex: {indexName: i}"));

    [Fact]
    public void CreateView() => LoweringTests.Same(
        [new CreateView(new View(ObjectName.Of("v"), "select 1") { Remarks = "r" }, Replace: true)],
        ChangeYaml.Lower("createView: {viewName: v, selectQuery: ' select 1; ', replaceIfExists: true, remarks: r}"));

    [Fact]
    public void CreateView_from_a_file_expands_properties_in_it()
    {
        var resources = new FakeResources(new() { ["./v.sql"] = "select ${x} as \u00EB"u8.ToArray() });

        LoweringTests.Same([new CreateView(new View(ObjectName.Of("v"), "select 42 as \u00EB"))],
            ChangeYaml.Lower("createView: {viewName: v, path: v.sql, relativeToChangelogFile: true}", ChangeYaml.Context(resources: resources)));
    }

    [Fact]
    public void DropView() => LoweringTests.Same([new DropView(ObjectName.Of("v"), IfExists: true)], ChangeYaml.Lower("dropView: {viewName: v, ifExists: true}"));

    [Fact]
    public void CreateSequence() => LoweringTests.Same(
        [new CreateSequence(new Sequence(ObjectName.Of("s")) { StartValue = 5, IncrementBy = 2, MinValue = 1, MaxValue = 100, Cycle = true, CacheSize = 10, Type = new("int") })],
        ChangeYaml.Lower("createSequence: {sequenceName: s, startValue: 5, incrementBy: 2, minValue: 1, maxValue: 100, cycle: true, cacheSize: 10, dataType: int}"));

    [Fact]
    public void DropSequence() => LoweringTests.Same([new DropSequence(ObjectName.Of("s"))], ChangeYaml.Lower("dropSequence: {sequenceName: s}"));

    [Theory]
    [InlineData("createSequence: {sequenceName: s}")]
    [InlineData("dropSequence: {sequenceName: s}")]
    public void A_sequence_is_passed_over_with_a_finding_where_there_are_none(string yaml)
    {
        var context = ChangeYaml.Context("sqlite");

        Assert.Empty(ChangeYaml.Lower(yaml, context));

        Assert.Equal("MIG1014", Assert.Single(context.Findings).Code);
    }

    [Fact]
    public void TagDatabase_and_empty_make_no_nodes()
    {
        Assert.Empty(ChangeYaml.Lower("tagDatabase: {tag: v1}"));
        Assert.Empty(ChangeYaml.Lower("empty: {}"));
        Assert.Equal("v1", ChangeYaml.Read("tagDatabase: {tag: v1}").Tag);
    }

    [Fact]
    public void Sql_is_split_into_statements() =>
        Assert.Equal(["select 1", "select 2"], ChangeYaml.Lower("sql: \"select 1;\\n-- c\\n select 2;\"", ChangeYaml.Context()).Cast<RawSql>().Select(r => r.Text.Replace("-- c\n ", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("splitStatements: false", 1)]
    [InlineData("endDelimiter: //", 1)]
    [InlineData("splitStatements: true", 2)]
    public void Sql_is_split_as_its_attributes_say(string attribute, int count) =>
        Assert.Equal(count, ChangeYaml.Lower($"sql: {{sql: select 1; select 2, {attribute}}}").Count);

    [Fact]
    public void SqlFile_runs_with_properties_expanded()
    {
        var resources = new FakeResources(new() { ["a.sql"] = [.. "select ${x}, '"u8, 0xEB, .. "'"u8] });

        var node = (RawSql)ChangeYaml.Lower("sqlFile: {path: a.sql, encoding: ISO-8859-1}", ChangeYaml.Context(resources: resources)).Single();

        Assert.Equal("select 42, 'ë'", node.Text);
    }
}
