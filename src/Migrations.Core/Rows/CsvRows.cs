using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Migrations.Changelog;
using Migrations.Changes;
using Migrations.Sql;

namespace Migrations.Rows;

/// <summary>
/// The rows of a CSV file, of which one at a time is in memory: it says where the file is and how it is read, not what is in it, so that it can be kept
/// and read again.
/// </summary>
/// <param name="Format">The file.</param>
/// <param name="FieldCount">How many fields the header has, and so every record.</param>
/// <param name="Columns">The fields that are loaded.</param>
public sealed record CsvRows(CsvFormat Format, int FieldCount, ImmutableArray<RowColumn> Columns)
{
    /// <summary>The schema that names of sequences in the file belong to, as written.</summary>
    public string? SequenceSchema { get; init; }

    /// <summary>How names in the file are resolved.</summary>
    public QuotingStrategy QuotingStrategy { get; init; }

    /// <summary>Finds the file; null where the source comes from what was kept, and has not been given back its files.</summary>
    [JsonIgnore]
    public IChangeResources? Files { get; init; }

    /// <summary>Where the change stands that names the file.</summary>
    [JsonIgnore]
    public SourceSpan Span { get; init; }

    /// <summary>Reads the header of a file.</summary>
    /// <exception cref="MigrationException">It cannot be found or read, or it is empty.</exception>
    internal static ImmutableArray<string> ReadHeader(CsvFormat format, IChangeResources files, SourceSpan span)
    {
        using var text = format.Open(files, span);
        var records = text.Records;
        if (!records.Read())
            throw new MigrationException(ErrorCode.InvalidValue, $"the file {text.DisplayPath} is empty", "Write the names of the columns into its first line.", span);
        return [.. Enumerable.Range(0, records.Count).Select(i => records[i].Trim().ToString())];
    }

    /// <summary>Reads the rows, one after the other.</summary>
    /// <param name="dialect">The database that they are for.</param>
    /// <returns>Always the same object: a row is to be used before the next is asked for.</returns>
    /// <exception cref="MigrationException">A record cannot be read (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public IEnumerable<Row> Read(SqlDialect dialect)
    {
        var files = Files ?? throw new MigrationException(ErrorCode.RollbackImpossible, $"the file {Format.File} can only be found by the changelog, which no longer has the change set",
            "Give the changelog that has it, with the search path under which it ran.");
        using var text = Format.Open(files, Span);
        var records = text.Records;
        var row = new Row(this, records, new RowValues(this, dialect, text.DisplayPath));
        records.Read();
        while (records.Read())
        {
            if (IsPassedOver(records))
                continue;
            if (records.Count != FieldCount)
                throw WrongCount(records, text.DisplayPath);
            row.Number++;
            yield return row;
        }
    }

    /// <summary>Comments, and lines with nothing on them.</summary>
    bool IsPassedOver(CsvReader record) =>
        (record.Count == 1 && record[0].IndexOfAnyExceptInRange('\0', ' ') < 0) || (Format.Comment is { Length: > 0 } comment && record[0].StartsWith(comment, StringComparison.Ordinal));

    MigrationException WrongCount(CsvReader record, string file) => new(ErrorCode.InvalidValue,
        FormattableString.Invariant($"the record has {record.Count} fields, the header {FieldCount}"),
        "Give every record as many fields as the header has; quote fields that contain the separator.", new SourceSpan(file, record.Line, 1));
}
