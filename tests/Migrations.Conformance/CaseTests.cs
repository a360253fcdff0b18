namespace Migrations.Conformance;

/// <summary>
/// Every golden case is a changelog that every database runs: the schema afterwards is the planned one, the way back leads to where it began,
/// and a second run has nothing to do. The first change set prepares, the last is what the case is about.
/// </summary>
public sealed class CaseTests(Servers servers)
{
    /// <summary>Every case on every database.</summary>
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal))
        {
            foreach (var provider in Servers.All)
                data.Add(file, provider);
        }
        return data;
    }

    static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Golden");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_schema_is_the_planned_one_and_the_way_back_leads_to_the_start(string file, string provider)
    {
        var tool = new MigrationTool(await servers.CreateDatabaseAsync(provider), Path.Combine(Folder, file));
        var plan = await tool.PlanAsync();
        var count = plan.Steps.Count(s => s.WillRun);

        var planned = MigrationTool.Describe(await tool.ApplyAsync(), null);
        var actual = await tool.InspectAsync();
        if (plan.Steps.All(s => s.IsExact && s.Findings.All(f => f.Severity != FindingSeverity.Error)))
            Assert.Equal(planned, await tool.InspectAsync(asPlanned: true));
        Assert.False((await tool.PlanAsync()).HasChanges);

        var undoable = plan.Steps.Reverse().TakeWhile(s => s.UndoKind != UndoKind.None).Count();
        await tool.UndoAsync(undoable);
        if (undoable == count)
            Assert.Empty(await tool.InspectAsync());
        await tool.ApplyAsync();
        Assert.Equal(actual, await tool.InspectAsync());
    }
}
