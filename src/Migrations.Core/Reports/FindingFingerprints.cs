using System.Security.Cryptography;
using System.Text;

namespace Migrations.Reports;

/// <summary>
/// By what a finding is known again in the next run: what it is about, never its line, which moves with every edit above it. Findings that are about the same are
/// told apart by their order.
/// </summary>
/// <param name="paths">Where files are: the fingerprint is the same in every checkout.</param>
sealed class FindingFingerprints(ReportPaths paths)
{
    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    /// <summary>The fingerprint of the next finding of a plan.</summary>
    public string Next(MigrationFinding finding)
    {
        var about = string.Join('\n', finding.Code, finding.ChangeSet ?? paths.Relative(finding.File), finding.Object, finding.Object is null ? finding.Message : null);
        seen[about] = seen.GetValueOrDefault(about) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{about}\n{seen[about]}")));
        return Convert.ToHexString(hash, 0, 16).ToLowerInvariant();
    }
}
