using System.Globalization;

namespace Migrations.Tests;

/// <summary>What is read, run, recorded and shown does not depend on the culture of the machine.</summary>
public sealed class CultureTests
{
    const string Yaml = """
        databaseChangeLog:
        - property: {name: limit, value: 1.5}
        - changeSet:
            id: INSERT-INTO-I
            author: ann
            labels: INITIAL
            changes:
            - createTable: {tableName: item, columns: [{column: {name: id, type: int, autoIncrement: true, constraints: {primaryKey: true}}}, {column: {name: price, type: 'decimal(10,2)', defaultValueNumeric: 1.5}}, {column: {name: made, type: date, defaultValueDate: '2026-02-01'}}]}
            - insert: {tableName: ITEM, columns: [{column: {name: PRICE, valueNumeric: 1234.5}}, {column: {name: made, valueDate: '2026-11-23'}}]}
            - sql: {sql: "update item set price = price + ${limit}"}
            rollback:
            - dropTable: {tableName: item}
        """;

    public static TheoryData<string> Cultures() => ["tr-TR", "de-DE", "ar-SA", "th-TH", "sv-SE"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void A_run_is_the_same_under_any_culture(string culture)
    {
        Assert.Equal(RunUnder(""), RunUnder(culture));
    }

    static string RunUnder(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            // The runspace's thread takes its culture from the one that makes it.
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            using var session = new ModuleSession();
            session.WriteFile("db/changelog.yaml", Yaml);
            string[] lines =
            [
                "$plan = Test-MigrationPlan ./db -Connection 'Data Source=app.db' -Label initial -Property @{ limit = 2.5 }; $plan",
                "$plan.Steps.Statements.Sql",
                "$plan | Invoke-Migration",
                "Get-Migration ./db -Connection 'Data Source=app.db' -Id insert-into-*",
                "Undo-Migration ./db -Connection 'Data Source=app.db' -AllowDataLoss -Confirm:$false",
            ];
            var text = string.Concat(lines.Select(script => session.Show(script)));
            Assert.DoesNotContain("Recommendation", text, StringComparison.Ordinal);
            return Bookstore.Stable(text, session.Folder);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
