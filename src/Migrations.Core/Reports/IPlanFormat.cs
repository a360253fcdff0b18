namespace Migrations.Reports;

/// <summary>A form in which Export-MigrationPlan writes a plan. It tells what the plan has: nothing is looked up or connected to any more.</summary>
public interface IPlanFormat
{
    /// <summary>Its name as <c>-Format</c> takes it.</summary>
    string Name { get; }

    /// <summary>The ends of file names that mean it: <c>.json</c>, <c>.junit.xml</c>. Of several formats whose end fits, the one with the longest is meant.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Writes a plan. Line breaks are those of the writer; the file is UTF-8 without a mark.</summary>
    /// <param name="plan">The plan: of Test-MigrationPlan, or of Import-MigrationPlan, which has no more than its public members.</param>
    /// <param name="writer">The file.</param>
    /// <exception cref="MigrationException">This plan cannot be written like that.</exception>
    void Write(MigrationPlan plan, TextWriter writer);
}
