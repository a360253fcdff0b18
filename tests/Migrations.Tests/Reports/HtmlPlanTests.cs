using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Migrations.Reports.Html;
using Migrations.Tests.Planning;

namespace Migrations.Tests.Reports;

/// <summary>The HTML report as a text; <see cref="HtmlReportTests"/> looks at it in a browser.</summary>
public sealed class HtmlPlanTests
{
    const string Changelog = """
        - changeSet:
            id: tables
            author: ann
            changes:
            - createTable: {tableName: customer, columns: [{column: {name: id, type: int, constraints: {primaryKey: true}}}, {column: {name: email, type: varchar(50)}}]}
            - createTable: {tableName: sale, columns: [{column: {name: id, type: int}}, {column: {name: customer_id, type: int, constraints: {foreignKeyName: fk_sale, references: customer(id)}}}]}
        - changeSet: {id: rename, author: ann, changes: [{renameColumn: {tableName: customer, oldColumnName: email, newColumnName: mail}}]}
        - changeSet: {id: table, author: ann, changes: [{renameTable: {oldTableName: sale, newTableName: purchase}}]}
        - changeSet: {id: widen, author: ann, changes: [{modifyDataType: {tableName: customer, columnName: mail, newDataType: varchar(80)}}]}
        - changeSet: {id: drop, author: ann, changes: [{dropColumn: {tableName: customer, columnName: mail}}]}
        - changeSet: {id: gone, author: ann, changes: [{dropTable: {tableName: purchase}}]}
        """;

    [Fact]
    public void Its_policy_allows_its_own_style_sheet_and_script_by_their_hashes_and_nothing_else()
    {
        var html = Write(Plan(Changelog));

        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value.Replace("&#x27;", "'", StringComparison.Ordinal).Replace("&#x2B;", "+", StringComparison.Ordinal);
        Assert.Equal($"default-src 'none'; style-src '{Hash(html, "style")}'; script-src '{Hash(html, "script")}'; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_step_tells_what_it_makes_of_tables()
    {
        var steps = Plan(Changelog).Steps;

        Assert.Equal(["customer", "sale"], steps[0].Objects);
        Assert.Equal(["customer.mail"], steps[1].Objects);
        Assert.Equal([MarkedColumn("~", "mail varchar(50) (was email varchar(50))")], Changed(steps[1]));
        Assert.Equal("purchase (was sale)", DiagramTable.Of(Assert.Single(steps[2].TableChanges)).Title);
        Assert.Equal([MarkedColumn("~", "mail varchar(80) (was mail varchar(50))")], Changed(steps[3]));
        Assert.Equal([MarkedColumn("−", "mail varchar(80)")], Changed(steps[4]));
        Assert.Null(Assert.Single(steps[5].TableChanges).After);
    }

    [Fact]
    public void What_is_made_and_taken_away_by_the_same_plan_is_no_change_of_it()
    {
        var tables = TableHistory.Of(Plan(Changelog).Steps);

        var customer = Assert.Single(tables);
        Assert.Null(customer.Before);
        Assert.Equal(["id"], customer.After!.Columns.Select(c => c.Name));
    }

    [Fact]
    public void What_is_dropped_and_made_anew_is_not_called_renamed()
    {
        var steps = Plan("""
            - changeSet: {id: a, author: ann, changes: [{createTable: {tableName: t, columns: [{column: {name: a, type: int}}, {column: {name: b, type: int}}]}}]}
            - changeSet: {id: b, author: ann, changes: [{dropColumn: {tableName: t, columnName: b}}, {addColumn: {tableName: t, columns: [{column: {name: c, type: int}}]}}]}
            - changeSet: {id: c, author: ann, changes: [{dropTable: {tableName: t}}, {createTable: {tableName: u, columns: [{column: {name: a, type: int}}, {column: {name: c, type: int}}]}}]}
            """).Steps;

        Assert.Equal(["c int", "b int"], DiagramTable.Of(Assert.Single(steps[1].TableChanges)).Rows.Where(row => row.Mark != Migrations.Planning.ChangeMark.Same).Select(row => row.Title[2..]).OrderDescending());
        Assert.Equal([("t", null), (null, "u")], steps[2].TableChanges.Select(table => (table.Before?.Name, table.After?.Name)));
    }

    [Fact]
    public void A_column_is_followed_through_several_names()
    {
        var table = Assert.Single(TableHistory.Of([.. Plan("""
            - changeSet: {id: a, author: ann, changes: [{createTable: {tableName: t, columns: [{column: {name: a, type: int}}]}}]}
            - changeSet: {id: b, author: ann, changes: [{renameColumn: {tableName: t, oldColumnName: a, newColumnName: b}}]}
            - changeSet: {id: c, author: ann, changes: [{renameColumn: {tableName: t, oldColumnName: b, newColumnName: c}}]}
            """).Steps.Skip(1)]));

        Assert.Equal(["~ c int (was a int)"], DiagramTable.Of(table).Rows.Select(row => row.Title));
    }

    [Fact]
    public void SQL_is_marked_by_the_rules_of_the_database()
    {
        Assert.Equal("<span class=\"sql-keyword\">SELECT</span> <span class=\"sql-text\">$$a &lt; b$$</span> <span class=\"sql-comment\">-- so</span>", Marked("SELECT $$a < b$$ -- so", "postgresql"));
        Assert.Equal("<span class=\"sql-name\">`a`</span> <span class=\"sql-number\">1</span> <span class=\"sql-comment\"># so</span>", Marked("`a` 1 # so", "mariadb"));
    }

    [Fact]
    public void Characters_that_turn_text_around_are_shown_by_their_number()
    {
        var text = new StringWriter();
        new HtmlWriter(text).Text("a\u202eb\u0007c\td");

        Assert.Equal("a[U+202E]b[U+0007]c\td", System.Net.WebUtility.HtmlDecode(text.ToString()));
    }

    [Fact]
    public void A_plan_without_its_run_is_written_all_the_same()
    {
        var plan = ReportSamples.EveryKind();

        Assert.Null(plan.Run);
        Assert.Contains("This plan was read from a file", Write(new(plan.Target, [.. plan.Steps.Where(s => s.TableChanges.Count == 0)], [], 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_steps_are_written_without_a_long_wait()
    {
        var plan = ReportSamples.Large(1000);
        Write(plan);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var html = Write(plan);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        Assert.InRange(html.Length, 1_000_000, 6_000_000);
    }

    internal static string Write(MigrationPlan plan)
    {
        var text = new StringWriter { NewLine = "\n" };
        new HtmlPlan().Write(plan, text);
        return text.ToString();
    }

    static MigrationPlan Plan(string entries)
    {
        using var folder = new PlanFolder();
        return folder.Plan(entries);
    }

    static string MarkedColumn(string sign, string text) => $"{sign} {text}";

    static IEnumerable<string> Changed(PlanStep step) => DiagramTable.Of(Assert.Single(step.TableChanges)).Rows.Where(row => row.Mark != Migrations.Planning.ChangeMark.Same).Select(row => row.Title);

    static string Marked(string sql, string dbms)
    {
        var text = new StringWriter();
        new SqlHighlighter(new(text), PlanFolder.Dialect(dbms).Lexical).Write(sql);
        return text.ToString();
    }

    static string Hash(string html, string tag) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Regex.Match(html, $"<{tag}>(.*?)</{tag}>", RegexOptions.Singleline).Groups[1].Value)));
}
