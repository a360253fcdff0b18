using System.Buffers;
using System.Globalization;
using System.Text;
using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>
/// Liquibase's checksum of version 8, which 3.5 up to 4.21 wrote. Later ones calculate it by the same rules for every older version, so that a row
/// of <c>7:</c> is compared with a sum of version 7. Other than in version 9 changes for other databases count, as do attributes that do not change
/// what is done.
/// </summary>
/// <param name="version">The version that stands before the sums: 8 or less.</param>
public sealed class ChecksumV8(int version)
{
    /// <summary>The version of a stored sum; those of the first Liquibase have no prefix and are of version 1.</summary>
    public static int VersionOf(string sum) =>
        sum.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && int.TryParse(sum.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 1;

    /// <summary>The checksum of a change set.</summary>
    /// <param name="changeSet">The change set.</param>
    /// <param name="changes">All its changes, those for other databases too.</param>
    /// <param name="resources">The files and properties that the change set sees.</param>
    /// <returns>The version, a colon and 32 lower-case hexadecimal digits.</returns>
    /// <exception cref="MigrationException">A file that counts cannot be read.</exception>
    public string Compute(ChangeSet changeSet, IReadOnlyCollection<Change> changes, IChangeResources resources)
    {
        var sums = new StringBuilder();
        foreach (var change in changes)
            sums.Append(Of(change, resources)).Append(':');
        foreach (var visitor in changeSet.SqlVisitors)
            sums.Append(Of(visitor)).Append(';');
        return ChecksumHash.OfText(version, sums.ToString());
    }

    string Of(Change change, IChangeResources resources) => change.Definition.ChecksumSource switch
    {
        ChecksumSource.Sql => OfSql(change, Encoding.UTF8.GetBytes(change[change.Definition.Body!] ?? "")),
        ChecksumSource.SqlFile => OfSql(change, ReadFile(change, resources)),
        ChecksumSource.AttributesAndSql when change.Definition.File is { } path && !string.IsNullOrEmpty(change[path]) =>
            ChecksumHash.OfText(version, $"{OfAttributes(change)}:{OfSql(";:false:false:", ReadFile(change, resources))}"),
        ChecksumSource.Rows => ChecksumHash.OfText(version, FormattableString.Invariant($"{change[CommonAttributes.TableName] ?? "null"}:{version}:{ChecksumRows.Hash(change, resources)}")),
        _ => OfAttributes(change),
    };

    static ReadOnlySpan<byte> ReadFile(Change change, IChangeResources resources)
    {
        var path = change.Definition.File!;
        return resources.ReadFile(change.Require(path), change[CommonAttributes.RelativeToChangelogFile] == true, change.SpanOf(path)).Span;
    }

    string OfAttributes(Change change) => ChecksumHash.OfText(version, TextOf(change));

    /// <summary>The text that the attributes of a change are summed as.</summary>
    internal static string TextOf(Change change) => ChecksumText.Of(change, ChecksumForm.V8);

    string OfSql(Change change, ReadOnlySpan<byte> sql) => OfSql(
        $"{change[CommonAttributes.Delimiter] ?? "null"}:{Text(change[CommonAttributes.SplitStatements] ?? true)}:{Text(change[CommonAttributes.StripComments] ?? false)}:", sql);

    static string Text(bool flag) => flag ? "true" : "false";

    string OfSql(string how, ReadOnlySpan<byte> sql)
    {
        var text = new ArrayBufferWriter<byte>(how.Length + sql.Length + 1);
        text.Write(Encoding.UTF8.GetBytes(how));
        WriteInOneLine(text, sql);
        return ChecksumHash.Of(version, text.WrittenSpan);
    }

    /// <summary>The bytes with one blank for every run of white space, and none at their ends.</summary>
    static void WriteInOneLine(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> sql)
    {
        var blanks = " \t\r\n"u8;
        sql = sql.Trim(blanks);
        while (!sql.IsEmpty)
        {
            var end = sql.IndexOfAny(blanks);
            text.Write(end < 0 ? sql : sql[..end]);
            if (end < 0)
                return;
            text.Write(" "u8);
            sql = sql[end..].TrimStart(blanks);
        }
    }

    string Of(SqlVisitor visitor) => ChecksumHash.OfText(version, SqlVisitorText.Of(visitor, withFilter: true));
}
