using Migrations.Dialects;
using Migrations.Proof;

namespace Migrations.Tests.Proof;

/// <summary>What a proof understands of statements on rows.</summary>
public sealed class RowStatementTests
{
    [Theory]
    [InlineData("UPDATE \"person\" SET \"a\" = 'x', b = c + 1, d = NULL WHERE id = 3", "Update person a! b d! [id = 3]")]
    [InlineData("update only app.person set a = coalesce(b, ',') from other where other.id = person.id", "Update person a [other.id = person.id]")]
    [InlineData("DELETE FROM person", "Delete person")]
    [InlineData("delete from app.\"Person\" where a in (select b from c where d = 1);", "Delete Person [a in (select b from c where d = 1)]")]
    [InlineData("TRUNCATE TABLE person", "Delete person")]
    [InlineData("INSERT INTO person (id) SELECT id FROM other WHERE id > 1", "Insert person")]
    [InlineData("DROP TABLE IF EXISTS person", "DropTable person")]
    [InlineData("ALTER TABLE person DROP COLUMN a, ADD b int, DROP CONSTRAINT k, DROP c", "DropColumn person a, DropColumn person c")]
    [InlineData("ALTER TABLE person ALTER COLUMN a DROP DEFAULT", "")]
    [InlineData("SELECT * FROM person", "")]
    public void A_statement_is_understood(string sql, string expected)
    {
        var read = RowStatement.Read(sql, DialectRegistry.Get("postgresql").DefaultDialect);

        Assert.Equal(expected, string.Join(", ", read.Select(s =>
            $"{s.Effect} {s.Table}{string.Concat(s.Columns.Select(c => $" {c.Column}{(c.IsConstant ? "!" : "")}"))}{(s.Where is { } where ? $" [{where}]" : "")}")));
    }
}
