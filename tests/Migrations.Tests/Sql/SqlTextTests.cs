using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql.Text;

namespace Migrations.Tests.Sql;

public class SqlTextTests
{
    static readonly SchemaModel Model = SchemaModel.Unknown(StringComparer.OrdinalIgnoreCase)
        .With(new Table(ObjectName.Of("a"), []) { Indexes = [new("i", [new("x")])] })
        .With(new Table(new("s", "b"), []))
        .With(new Table(ObjectName.Of("c"), []));

    static string KnownAfter(params ImmutableArray<ObjectKey> keys) => string.Join(" ", Model.Forget(keys).Tables.Select(t => t.Name));

    [Fact]
    public void What_a_name_means_is_what_the_database_makes_of_it()
    {
        Assert.Equal(new(null, "person"), SqlText.Resolve([new("Person", false)], Rules.Of("pg")));
        Assert.Equal(new("S", "person"), SqlText.Resolve([new("S", true), new("Person", false)], Rules.Of("pg")));
        Assert.Equal(new("dbo", "Person"), SqlText.Resolve([new("db", false), new("dbo", false), new("Person", false)], Rules.Of("mssql")));
        Assert.Equal(new(null, "Person"), SqlText.Resolve([new("db", false), new("", false), new("Person", false)], Rules.Of("mssql")));
    }

    [Fact]
    public void An_index_that_is_forgotten_takes_its_table_with_it() =>
        Assert.Equal("c s.b", KnownAfter(new ObjectKey(ObjectKind.Index, ObjectName.Of("i"))));

    [Fact]
    public void A_name_without_a_schema_may_be_one_in_any_schema() =>
        Assert.Equal("a c", KnownAfter(new ObjectKey(ObjectKind.Table, ObjectName.Of("b"))));

    [Fact]
    public void A_name_with_a_schema_may_be_one_in_the_default_schema() =>
        Assert.Equal("a s.b", KnownAfter(new ObjectKey(ObjectKind.Table, new("dbo", "c"))));

    [Fact]
    public void Forgetting_nothing_leaves_what_is_known_to_be_absent()
    {
        var empty = SchemaModel.Empty(StringComparer.Ordinal).Forget([]);
        Assert.Equal(Presence.Absent, empty.Find(ObjectName.Of("x"), out Table? _));
    }
}
