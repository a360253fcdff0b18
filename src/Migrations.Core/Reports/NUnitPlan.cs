using System.Globalization;
using System.Xml;

namespace Migrations.Reports;

/// <summary>A plan as a test report of NUnit 3: a suite per changelog file, a case per change set.</summary>
sealed class NUnitPlan : IPlanFormat
{
    /// <inheritdoc/>
    public string Name => "NUnit3";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions => [".nunit.xml", ".nunit3.xml"];

    /// <summary>What became of the change sets; empty before the plan has run.</summary>
    public IReadOnlyList<MigrationResult> Results { get; init; } = [];

    /// <inheritdoc/>
    public void Write(MigrationPlan plan, TextWriter writer)
    {
        using var xml = XmlReport.Create(writer);
        var suites = ReportedSuite.Of(plan, Results);
        var all = new ReportedSuite(plan.Changelog ?? "changelog", [.. suites.SelectMany(s => s.Cases)]);
        xml.WriteStartElement("test-run");
        Identify(xml, "0", all.File, all.File);
        Count(xml, all);
        xml.Attribute("random-seed", 0);
        Time(xml, plan, all.Seconds);
        xml.WriteStartElement("filter");
        xml.WriteEndElement();
        // Azure DevOps looks for cases in suites of the type Assembly only.
        StartSuite(xml, plan, all, "1", "Assembly");
        for (var i = 0; i < suites.Count; i++)
        {
            var id = FormattableString.Invariant($"1-{i + 1}");
            StartSuite(xml, plan, suites[i], id, "TestFixture");
            for (var j = 0; j < suites[i].Cases.Count; j++)
                Write(xml, plan, suites[i], suites[i].Cases[j], FormattableString.Invariant($"{id}-{j + 1}"));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        writer.WriteLine();
    }

    static void StartSuite(XmlWriter xml, MigrationPlan plan, ReportedSuite suite, string id, string type)
    {
        xml.WriteStartElement("test-suite");
        xml.Attribute("type", type);
        Identify(xml, id, suite.File, suite.File);
        xml.Attribute("runstate", "Runnable");
        Count(xml, suite);
        Time(xml, plan, suite.Seconds);
        xml.Properties(("plan", plan.PlanId), ("target", plan.Target.ToString()), ("provider", plan.Target.Provider));
        if (suite.Failed > 0)
        {
            xml.WriteStartElement("failure");
            xml.Element("message", "One or more change sets have findings that stop a run.");
            xml.WriteEndElement();
        }
    }

    static void Write(XmlWriter xml, MigrationPlan plan, ReportedSuite suite, ReportedCase reported, string id)
    {
        xml.WriteStartElement("test-case");
        Identify(xml, id, reported.Name, $"{suite.File}::{reported.Name}");
        xml.Attribute("classname", suite.File);
        xml.Attribute("runstate", reported.IsSkipped ? "Skipped" : "Runnable");
        xml.Attribute("seed", "0");
        xml.Attribute("result", Result(reported.HasFailed, reported.IsSkipped));
        Time(xml, plan, reported.Seconds);
        xml.Attribute("asserts", 0);
        if (reported.Step is { } step)
            xml.Properties(("state", step.State.ToString()), ("description", step.Description), ("checksum", step.Checksum), ("contexts", step.Contexts), ("labels", step.Labels), ("tag", step.Tag));
        if (reported.HasFailed)
        {
            xml.WriteStartElement("failure");
            xml.Element("message", reported.FailureMessage);
            xml.Element("stack-trace", reported.FailureText);
            xml.WriteEndElement();
        }
        if (reported.IsSkipped && reported.Reason is { } reason)
        {
            xml.WriteStartElement("reason");
            xml.Element("message", reason);
            xml.WriteEndElement();
        }
        if (reported.Output is { Length: > 0 } remarks)
            xml.Element("output", remarks);
        xml.WriteEndElement();
    }

    static void Identify(XmlWriter xml, string id, string name, string fullName)
    {
        xml.Attribute("id", id);
        xml.Attribute("name", name);
        xml.Attribute("fullname", fullName);
    }

    static void Count(XmlWriter xml, ReportedSuite suite)
    {
        var count = suite.Cases.Count;
        xml.Attribute("testcasecount", count);
        xml.Attribute("result", Result(suite.Failed > 0, count > 0 && suite.Skipped == count));
        xml.Attribute("total", count);
        xml.Attribute("initiated", count);
        xml.Attribute("passed", count - suite.Failed - suite.Skipped);
        xml.Attribute("failed", suite.Failed);
        xml.Attribute("warnings", 0);
        xml.Attribute("completed", count - suite.Skipped);
        xml.Attribute("skipped", suite.Skipped);
        xml.Attribute("inconclusive", 0);
        xml.Attribute("asserts", 0);
    }

    static void Time(XmlWriter xml, MigrationPlan plan, double seconds)
    {
        var moment = plan.CreatedAt.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);
        xml.Attribute("start-time", moment);
        xml.Attribute("end-time", moment);
        xml.Attribute("duration", seconds);
    }

    static string Result(bool failed, bool skipped) => failed ? "Failed" : skipped ? "Skipped" : "Passed";
}
