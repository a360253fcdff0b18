using System.Collections.Immutable;
using Migrations.Schema;

namespace Migrations.Proof;

/// <summary>Rows of a table that are not what they were.</summary>
/// <param name="Object">The table, or the column.</param>
/// <param name="Message">What they were and what they are.</param>
sealed record RowDifference(string Object, string Message);

/// <summary>Compares the rows before a change set with those after its way back. What could not come back is passed over.</summary>
/// <param name="before">The rows before the change set.</param>
/// <param name="between">The rows after it: what can still be found there could have come back.</param>
/// <param name="after">The rows after the way back.</param>
/// <param name="claims">What the change set and its way back say to lose.</param>
/// <param name="origins">Which rows were made up.</param>
/// <param name="names">How the database compares names.</param>
sealed class RowComparison(
    ImmutableDictionary<ObjectName, TableRows> before, ImmutableDictionary<ObjectName, TableRows> between, ImmutableDictionary<ObjectName, TableRows> after, DataClaims claims, RowOrigins origins, StringComparer names)
{
    /// <summary>What is not as it was.</summary>
    public IReadOnlyList<RowDifference> Differences() =>
        [.. before.Values.Where(t => after.ContainsKey(t.Table)).OrderBy(t => t.Table.ToString(), StringComparer.Ordinal).SelectMany(t => Compare(t, after[t.Table]))];

    IEnumerable<RowDifference> Compare(TableRows was, TableRows now)
    {
        if (was.Rows.Count != was.Count || now.Rows.Count != now.Count)
        {
            if (was.Count != now.Count && !claims.LosesTable(was.Table) && !claims.Deletes(was.Table))
                yield return new(was.Table.ToString(), FormattableString.Invariant($"{was.Table} had {was.Count} rows before and has {now.Count} after the undo"));
            yield break;
        }
        var common = was.Columns.Where(c => now.IndexOf(c, names) >= 0).ToImmutableArray();
        var (lost, extra) = Unlike(Narrow(was, common), Narrow(now, common));
        var (wasRows, nowRows) = (was with { Columns = common }, now with { Columns = common });
        var pairs = Pair(wasRows, lost, extra);
        foreach (var column in common)
        {
            var place = wasRows.IndexOf(column, names);
            var changed = pairs.Where(p => p.Was[place] != p.Now[place]).ToList();
            if (changed.Count > 0 && !IsExcused(wasRows, column, place, changed))
            {
                yield return new($"{was.Table}.{column}", FormattableString.Invariant(
                    $"the values of {was.Table}.{column} are not what they were in {changed.Count} rows: {Show(changed[0].Was[place])} was there before, {Show(changed[0].Now[place])} is there after the undo"));
            }
        }
        var missing = lost.Except(pairs.Select(p => p.Was)).Where(r => !IsExcused(wasRows, r)).ToList();
        if (missing.Count > 0)
            yield return new(was.Table.ToString(), FormattableString.Invariant($"{missing.Count} of {was.Count} rows of {was.Table} are missing after the undo, such as {Show(common, missing[0])}"));
        var left = claims.InsertsBack(was.Table) && lost.Exists(r => origins.IsMadeUp(wasRows, r)) ? [] : extra.Except(pairs.Select(p => p.Now)).ToList();
        if (left.Count > 0)
            yield return new(was.Table.ToString(), FormattableString.Invariant($"{left.Count} rows of {was.Table} were not there before and are left behind, such as {Show(common, left[0])}"));
    }

    static List<string?[]> Narrow(TableRows rows, ImmutableArray<string> columns)
    {
        var places = columns.Select(c => rows.IndexOf(c, StringComparer.OrdinalIgnoreCase)).ToArray();
        return [.. rows.Rows.Select(r => Array.ConvertAll(places, p => r[p]))];
    }

    /// <summary>The rows that only one of the two has, as often as it has them more often.</summary>
    static (List<string?[]> Lost, List<string?[]> Extra) Unlike(List<string?[]> was, List<string?[]> now)
    {
        var left = now.GroupBy(Text).ToDictionary(g => g.Key, g => new Stack<string?[]>(g));
        var lost = new List<string?[]>();
        foreach (var row in was)
        {
            if (left.TryGetValue(Text(row), out var same) && same.Count > 0)
                same.Pop();
            else
                lost.Add(row);
        }
        return (lost, [.. left.Values.SelectMany(s => s)]);
    }

    static string Text(string?[] row) => string.Join('\0', row.Select(v => v is null ? "\u0001" : v));

    /// <summary>The same rows with other values: those of one key; without a key in their order, where there are as many.</summary>
    List<(string?[] Was, string?[] Now)> Pair(TableRows rows, List<string?[]> lost, List<string?[]> extra)
    {
        if (!origins.HasKey(rows))
            return lost.Count == extra.Count ? [.. lost.Zip(extra)] : [];
        var byKey = extra.GroupBy(r => origins.KeyOf(rows, r)).ToDictionary(g => g.Key, g => g.First());
        return [.. lost.Where(r => byKey.ContainsKey(origins.KeyOf(rows, r))).Select(r => (r, byKey[origins.KeyOf(rows, r)]))];
    }

    bool IsExcused(TableRows rows, string column, int place, List<(string?[] Was, string?[] Now)> changed)
    {
        if (claims.LosesValues(rows.Table, column))
            return !IsKept(rows.Table, column, changed.Select(p => p.Was[place]));
        return changed.TrueForAll(p => (claims.States(rows.Table, column) && origins.IsArbitrary(rows, p.Was, column))
            || (p.Was[place] is null && claims.FillsNull(rows.Table, column))
            || (claims.InsertsBack(rows.Table) && origins.IsMadeOnInsert(rows.Table, column)) || origins.IsMadeOnUpdate(rows.Table, column));
    }

    bool IsExcused(TableRows rows, string?[] row)
    {
        if (claims.LosesTable(rows.Table) || (claims.Deletes(rows.Table) && origins.IsMadeUp(rows, row)))
            return !rows.Columns.Select((c, i) => (c, i)).Any(c => IsKept(rows.Table, c.c, before[rows.Table].ValuesOf(c.c, names)!));
        return false;
    }

    /// <summary>Whether lost values stand in another column since the change set, and could have been taken from there. A few values that everything has prove nothing.</summary>
    bool IsKept(ObjectName table, string column, IEnumerable<string?> lost)
    {
        var values = lost.OfType<string>().Where(v => v.Length > 2).ToHashSet();
        return values.Count > 1 && between.Values.Any(t => t.Columns.Any(c => !(t.Table == table && names.Equals(c, column)) && Has(t, c, values) && !(before.TryGetValue(t.Table, out var old) && Has(old, c, values))));
    }

    bool Has(TableRows rows, string column, HashSet<string> values) => rows.ValuesOf(column, names) is { } all && values.IsSubsetOf(all.OfType<string>());

    static string Show(string? value) => value is null ? "NULL" : value.Length > 40 ? $"'{value[..40]}…'" : $"'{value}'";

    static string Show(ImmutableArray<string> columns, string?[] row) => $"({string.Join(", ", columns.Take(4).Select((c, i) => $"{c} {Show(row[i])}"))})";
}
