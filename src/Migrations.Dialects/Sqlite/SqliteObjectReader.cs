using System.Collections.Immutable;
using Migrations.Schema;
using Migrations.Sql.Text;

namespace Migrations.Dialects.Sqlite;

/// <summary>Reads CREATE INDEX and CREATE VIEW as SQLite keeps them.</summary>
static class SqliteObjectReader
{
    /// <summary>Reads an index.</summary>
    /// <exception cref="FormatException">The statement cannot be understood.</exception>
    public static TableIndex ReadIndex(string name, string sql)
    {
        var tokens = new SqliteTokens(sql);
        tokens.Expect("CREATE");
        var unique = tokens.Skip("UNIQUE");
        tokens.Expect("INDEX");
        tokens.Skip("IF", "NOT", "EXISTS");
        tokens.QualifiedName();
        tokens.Expect("ON");
        tokens.QualifiedName();
        tokens.Expect("(");
        var columns = ImmutableArray.CreateBuilder<IndexColumn>();
        do
            columns.Add(ReadColumn(tokens));
        while (tokens.Skip(","));
        tokens.Expect(")");
        return new(name, columns.ToImmutable()) { Unique = unique, Where = tokens.Skip("WHERE") ? tokens.Rest() : null };
    }

    /// <summary>Reads a view; one whose columns are named in its head is kept as the whole statement.</summary>
    /// <exception cref="FormatException">The statement cannot be understood.</exception>
    public static View ReadView(ObjectName name, string sql)
    {
        var tokens = new SqliteTokens(sql);
        tokens.Expect("CREATE");
        if (!tokens.Skip("TEMP"))
            tokens.Skip("TEMPORARY");
        tokens.Expect("VIEW");
        tokens.Skip("IF", "NOT", "EXISTS");
        var start = tokens.Position;
        tokens.QualifiedName();
        if (tokens.Skip("AS"))
            return new(name, tokens.Rest());
        tokens.Return(start);
        // As SQLite keeps it, whatever the author wrote before the name.
        return new(name, $"CREATE VIEW {tokens.Rest()}") { FullDefinition = true };
    }

    static IndexColumn ReadColumn(SqliteTokens tokens)
    {
        var start = tokens.Position;
        if (tokens.IsKind(SqlTokenKind.Word) || tokens.IsKind(SqlTokenKind.QuotedName))
        {
            var name = tokens.Name();
            var order = Order(tokens);
            if (tokens.IsAny(",", ")"))
                return new(name) { Descending = order };
            tokens.Return(start);
        }
        var expression = tokens.ListItem();
        foreach (var (word, descending) in new[] { ("DESC", true), ("ASC", false) })
        {
            if (expression.EndsWith(word, StringComparison.OrdinalIgnoreCase) && char.IsWhiteSpace(expression[^(word.Length + 1)]))
                return new(expression[..^word.Length].TrimEnd()) { Computed = true, Descending = descending };
        }
        return new(expression) { Computed = true };
    }

    static bool Order(SqliteTokens tokens)
    {
        var descending = tokens.Skip("DESC");
        tokens.Skip("ASC");
        return descending;
    }
}
