using System.Globalization;
using System.Xml;

namespace Migrations.Reports;

/// <summary>A plan as a JUnit test report: a suite per changelog file, a case per change set. Valid by Ant's schema and by that of Jenkins.</summary>
sealed class JUnitPlan : IPlanFormat
{
    /// <inheritdoc/>
    public string Name => "JUnit";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions => [".junit.xml"];

    /// <summary>What became of the change sets; empty before the plan has run.</summary>
    public IReadOnlyList<MigrationResult> Results { get; init; } = [];

    /// <inheritdoc/>
    public void Write(MigrationPlan plan, TextWriter writer)
    {
        using var xml = XmlReport.Create(writer);
        xml.WriteStartElement("testsuites");
        var number = 0;
        foreach (var suite in ReportedSuite.Of(plan, Results))
            Write(xml, plan, suite, number++);
        xml.WriteEndElement();
        xml.Flush();
        writer.WriteLine();
    }

    static void Write(XmlWriter xml, MigrationPlan plan, ReportedSuite suite, int number)
    {
        xml.WriteStartElement("testsuite");
        xml.Attribute("name", suite.File);
        xml.Attribute("package", "Migrations");
        xml.Attribute("id", number);
        xml.Attribute("timestamp", plan.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        xml.Attribute("hostname", plan.Target.Server ?? "localhost");
        xml.Attribute("tests", suite.Cases.Count);
        xml.Attribute("failures", suite.Failed);
        xml.Attribute("errors", 0);
        xml.Attribute("skipped", suite.Skipped);
        xml.Attribute("time", suite.Seconds);
        xml.Properties(("plan", plan.PlanId), ("target", plan.Target.ToString()), ("provider", plan.Target.Provider));
        foreach (var reported in suite.Cases)
            Write(xml, suite, reported);
        xml.Element("system-out", string.Join("\n\n", suite.Cases.Where(c => c.Output.Length > 0).Select(c => $"{c.Name}\n{c.Output}")));
        xml.Element("system-err", "");
        xml.WriteEndElement();
    }

    static void Write(XmlWriter xml, ReportedSuite suite, ReportedCase reported)
    {
        xml.WriteStartElement("testcase");
        xml.Attribute("name", reported.Name);
        xml.Attribute("classname", suite.File);
        xml.Attribute("time", reported.Seconds);
        if (reported.HasFailed)
        {
            xml.WriteStartElement("failure");
            xml.Attribute("type", reported.FailureType);
            xml.Attribute("message", reported.FailureMessage);
            xml.WriteString(XmlReport.Clean(reported.FailureText));
            xml.WriteEndElement();
        }
        else if (reported.IsSkipped)
        {
            xml.WriteStartElement("skipped");
            if (reported.Reason is { } reason)
                xml.Attribute("message", reason);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
