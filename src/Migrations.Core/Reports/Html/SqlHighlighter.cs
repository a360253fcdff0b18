using System.Collections.Frozen;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Reports.Html;

/// <summary>SQL with its keywords, texts, numbers and comments marked, by our own tokenizer.</summary>
/// <param name="html">Where to.</param>
/// <param name="rules">The database's rules.</param>
sealed class SqlHighlighter(HtmlWriter html, SqlLexicalRules rules)
{
    static readonly FrozenSet<string> Keywords = """
        add after all alter analyze and as asc auto_increment autoincrement begin between by cascade case check cluster clustered collate column columns comment commit concat
        concurrently constraint convert create cross current_date current_time current_timestamp cursor database declare default deferrable deferred delete desc distinct do drop
        each else end engine except exec execute exists extension fetch first for foreign from full function generated go grant group having identity if ilike immediate in
        include index initially inner insert instead intersect into is join key language last left like limit lock materialized merge modify natural no nocheck not nothing null
        nulls of offset on online only or order outer over partition primary procedure references refresh regclass reindex rename replace restrict return returning returns revoke
        right rollback row rows schema select sequence set share start stored table tablespace temp temporary then to trigger truncate type union unique unlogged update using
        vacuum valid validate value values view virtual when where while with without
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Rules for a plan that does not say which database's its statements are: of a plan that was read from a file.</summary>
    public static SqlLexicalRules AnyDatabase { get; } = new() { Backticks = true, NestedComments = true };

    public void Write(string sql)
    {
        foreach (var token in SqlLexer.Tokenize(sql, rules))
        {
            var text = token.In(sql).ToString();
            if (ClassOf(token.Kind, text) is { } name)
                html.Element("span", text, ("class", name));
            else
                html.Text(text);
        }
    }

    static string? ClassOf(SqlTokenKind kind, string text) => kind switch
    {
        SqlTokenKind.LineComment or SqlTokenKind.BlockComment => "sql-comment",
        SqlTokenKind.String or SqlTokenKind.DollarString => "sql-text",
        SqlTokenKind.Number => "sql-number",
        SqlTokenKind.QuotedName => "sql-name",
        SqlTokenKind.Word when Keywords.Contains(text) => "sql-keyword",
        _ => null,
    };
}
