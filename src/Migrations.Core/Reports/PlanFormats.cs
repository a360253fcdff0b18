namespace Migrations.Reports;

/// <summary>The forms that a plan can be written in. A form is one class and one line here.</summary>
public static class PlanFormats
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IPlanFormat> All { get; } =
    [
        new JsonPlan(),
        new SqlPlan(),
        new MarkdownPlan(),
        new SarifPlan(),
        new JUnitPlan(),
        new NUnitPlan(),
        new CodeQualityPlan(),
        new Html.HtmlPlan(),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(f => f.Name);

    /// <summary>The format with a name.</summary>
    /// <exception cref="MigrationException">There is none (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static IPlanFormat Named(string name) => All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new MigrationException(ErrorCode.InvalidValue, $"there is no format '{name}' for plans", Changelog.NameSuggestion.Advice(name, Names, $"The formats are {string.Join(", ", Names)}."));

    /// <summary>The format that the end of a file's name means.</summary>
    /// <exception cref="MigrationException">It means none (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public static IPlanFormat OfFile(string path) => All.SelectMany(f => f.Extensions, (format, end) => (format, end))
        .Where(f => path.EndsWith(f.end, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(f => f.end.Length).Select(f => f.format).FirstOrDefault()
        ?? throw new MigrationException(ErrorCode.InvalidValue, $"the name '{Path.GetFileName(path)}' does not tell in which format the plan is to be written",
            $"Give -Format, or a name that ends with {string.Join(", ", All.SelectMany(f => f.Extensions))}.");
}
