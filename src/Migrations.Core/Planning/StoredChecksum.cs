using Migrations.Changelog;
using Migrations.History;

namespace Migrations.Planning;

/// <summary>Compares the checksum that history has of a change set with the changelog, by the rules of the version that stored it.</summary>
static class StoredChecksum
{
    const int CurrentVersion = 9;

    /// <summary>The first version of Liquibase whose sums leave the properties in files of <c>sqlFile</c> as they are.</summary>
    static readonly Version UnexpandedFiles = new(4, 26);

    /// <summary>
    /// Whether the change set is the one that ran. A cleared sum always is. <c>validCheckSum</c> lists what the stored sum or the one of the changelog
    /// may be besides, or <c>any</c>.
    /// </summary>
    public static bool IsValid(HistoryRow row, PreparedChangeSet prepared)
    {
        if (row.Md5Sum is not { } stored)
            return true;
        var now = Now(row, prepared);
        return stored == now || stored == prepared.ChecksumOfAll || prepared.ChangeSet.ValidCheckSums.Any(v => IsAny(v) || v == now || v == stored)
            || IsOfExpandedFiles(row, prepared);
    }

    /// <summary>The sum of the changelog by the rules of the stored one.</summary>
    public static string Now(HistoryRow row, PreparedChangeSet prepared) =>
        row.Md5Sum is { } stored && ChecksumV8.VersionOf(stored) is var version && version < CurrentVersion ? prepared.OlderChecksum(version) : prepared.Checksum;

    /// <summary>What a valid sum is to be replaced by; null where it stays. One of the current version does, even where <c>validCheckSum</c> made it valid.</summary>
    public static string? UpgradeOf(HistoryRow row, PreparedChangeSet prepared) =>
        row.Md5Sum is not { } stored || ChecksumV8.VersionOf(stored) < CurrentVersion || (stored != prepared.Checksum && IsOfExpandedFiles(row, prepared)) ? prepared.Checksum : null;

    static bool IsOfExpandedFiles(HistoryRow row, PreparedChangeSet prepared) =>
        Version.TryParse(row.Liquibase, out var version) && version < UnexpandedFiles && row.Md5Sum == prepared.ExpandedChecksum();

    static bool IsAny(string sum) => sum.ToUpperInvariant() is "ANY" or "ALL" or "*" or "1:ANY" or "1:ALL";
}
