using System.Text;
using System.Text.Json.Nodes;
using Migrations.Lint;

namespace Migrations.Reports;

/// <summary>The findings of a plan as SARIF 2.1.0, which code scanning and editors show at their places.</summary>
sealed class SarifPlan : IPlanFormat
{
    const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>The name of the root that locations are relative to.</summary>
    const string Root = "SRCROOT";

    /// <inheritdoc/>
    public string Name => "Sarif";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions => [".sarif", ".sarif.json"];

    /// <inheritdoc/>
    public void Write(MigrationPlan plan, TextWriter writer)
    {
        var paths = ReportPaths.Of(plan);
        var log = new JsonObject { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = new JsonArray(Run(plan, paths)) };
        JsonReport.Write(log, writer);
    }

    static JsonObject Run(MigrationPlan plan, ReportPaths paths)
    {
        var rules = plan.Findings.DistinctBy(f => f.Code).OrderBy(f => f.Code, StringComparer.Ordinal).Select(RuleOf).ToList();
        var fingerprints = new FindingFingerprints(paths);
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "Migrations",
                    ["semanticVersion"] = typeof(SarifPlan).Assembly.GetName().Version!.ToString(3),
                    ["rules"] = new JsonArray([.. rules.Select(Rule)]),
                },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. plan.Findings.Select(f => Result(f, rules.FindIndex(r => r.Code == f.Code), fingerprints.Next(f), paths))]),
            ["properties"] = new JsonObject { ["planId"] = plan.PlanId, ["target"] = plan.Target.ToString(), ["provider"] = plan.Target.Provider, ["serverVersion"] = plan.Target.ServerVersion },
        };
        if (paths.Root is { } root)
            run["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["uri"] = new Uri(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar).AbsoluteUri } };
        return run;
    }

    /// <summary>The rule of a finding. One that this version does not know, from a plan of another, explains itself by its name.</summary>
    static RuleInfo RuleOf(MigrationFinding finding) => RuleCatalogue.Find(finding.Code) ?? new(finding.Code, finding.Name, finding.Severity, InWords(finding.Name));

    static JsonObject Rule(RuleInfo rule) => new()
    {
        ["id"] = rule.Code,
        ["name"] = rule.Name,
        ["shortDescription"] = Text(InWords(rule.Name)),
        ["fullDescription"] = Text(rule.Why),
        ["help"] = Text(rule.Why),
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
    };

    static JsonObject Result(MigrationFinding finding, int rule, string fingerprint, ReportPaths paths)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Code,
            ["ruleIndex"] = rule,
            ["level"] = Level(finding.Severity),
            ["message"] = Text(finding.Advice is { } advice ? $"{finding.Message}\n{advice}" : finding.Message),
            ["locations"] = new JsonArray(Location(finding, paths)),
            ["partialFingerprints"] = new JsonObject { ["migrations/v1"] = fingerprint },
            ["properties"] = Properties(finding),
        };
        // Where it stands is not kept with it, and all that stand outside of the changelog (a policy) stand in the same repository.
        if (finding.Suppression is { } reason)
            result["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "inSource", ["status"] = "accepted", ["justification"] = reason });
        return result;
    }

    static JsonObject Location(MigrationFinding finding, ReportPaths paths)
    {
        var uri = paths.Uri(finding.File);
        var artifact = new JsonObject { ["uri"] = uri };
        if (!uri.Contains(':', StringComparison.Ordinal))
            artifact["uriBaseId"] = Root;
        var physical = new JsonObject { ["artifactLocation"] = artifact };
        if (finding.Line > 0)
        {
            physical["region"] = new JsonObject { ["startLine"] = finding.Line };
            if (finding.Column > 0)
                physical["region"]!["startColumn"] = finding.Column;
        }
        var location = new JsonObject { ["physicalLocation"] = physical };
        if (finding.ChangeSet is { } changeSet)
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = changeSet, ["kind"] = "changeSet" });
        return location;
    }

    /// <summary>
    /// What SARIF has no field for. A fix is among them: SARIF's own replaces a region that has an end, and a finding knows only where its change begins.
    /// </summary>
    static JsonObject Properties(MigrationFinding finding)
    {
        var properties = new JsonObject();
        Add("object", finding.Object);
        Add("statement", finding.Statement);
        Add("lock", finding.Lock);
        Add("lockImpact", finding.LockImpact);
        if (finding.Lock is not null)
        {
            properties["rewrites"] = finding.Rewrites;
            properties["scans"] = finding.Scans;
        }
        if (finding.EstimatedRows is { } rows)
            properties["estimatedRows"] = rows;
        if (finding.EstimatedDuration is { } duration)
            properties["estimatedSeconds"] = Math.Round(duration.TotalSeconds, 3);
        Add("advice", finding.Advice);
        Add("fix", finding.Fix);
        return properties;

        void Add(string name, string? value)
        {
            if (value is not null)
                properties[name] = value;
        }
    }

    /// <summary><c>BlockingIndexBuild</c> as <c>Blocking index build</c>.</summary>
    static string InWords(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                words.Append(letter);
        }
        return words.ToString();
    }

    static JsonObject Text(string text) => new() { ["text"] = text };

    static string Level(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "note",
    };
}
