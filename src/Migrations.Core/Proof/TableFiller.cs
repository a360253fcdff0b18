using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Execution;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Proof;

/// <summary>Puts rows into empty tables, as far as their constraints let it: a table that takes none stays empty.</summary>
/// <param name="session">The scratch database.</param>
/// <param name="origins">Is told of the rows.</param>
sealed partial class TableFiller(IDatabaseSession session, RowOrigins origins)
{
    /// <summary>How many combinations of values that a check mentions are tried for a row.</summary>
    const int MostAttempts = 40;

    /// <summary>Fills the empty ones of some tables.</summary>
    /// <param name="schema">All tables.</param>
    /// <param name="style">How daring the rows are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FillAsync(SchemaModel schema, RowStyle style, CancellationToken cancellationToken)
    {
        foreach (var table in ParentsFirst(schema))
        {
            origins.Add(table);
            var columns = table.Columns.Select(c => c.Name).ToImmutableArray();
            if (columns.IsEmpty || (await TableRows.ReadAsync(session, table.Name, columns, cancellationToken)).Count > 0)
                continue;
            var parents = await ParentsAsync(table, schema, cancellationToken);
            var values = new GeneratedValues(session.Dialect, style);
            for (var row = 0; row < values.RowCount; row++)
                await InsertAsync(table, schema, Attempts(table, schema, parents, values, style, row), cancellationToken);
            origins.Add(table, await TableRows.ReadAsync(session, table.Name, columns, cancellationToken));
        }
    }

    /// <summary>Sees to it that a statement which looks for rows finds one: where none fits its condition, one is made up that does.</summary>
    public async Task FitAsync(SchemaModel schema, RowStyle style, RowStatement searching, CancellationToken cancellationToken)
    {
        var table = schema.Tables.FirstOrDefault(t => t.Name.Name.Equals(searching.Table, StringComparison.OrdinalIgnoreCase));
        if (table is null || style == RowStyle.None || await CountAsync(table, searching.Where!, cancellationToken) is not 0)
            return;
        var wanted = Wanted(searching.Where!, table);
        var parents = await ParentsAsync(table, schema, cancellationToken);
        // The number of the row is one that no filled table has come to.
        var attempts = Attempts(table, schema, parents, new(session.Dialect, style), style, row: 7).Select(a => Override(a, wanted, table));
        var columns = table.Columns.Select(c => c.Name).ToImmutableArray();
        var before = await TableRows.ReadAsync(session, table.Name, columns, cancellationToken);
        if (wanted.Count == 0 || !await InsertAsync(table, schema, attempts, cancellationToken))
            return;
        var known = before.Rows.Select(r => origins.KeyOf(before, r)).ToHashSet();
        var after = await TableRows.ReadAsync(session, table.Name, columns, cancellationToken);
        foreach (var row in after.Rows.Where(r => !known.Contains(origins.KeyOf(after, r))))
            origins.Mean(after, row, wanted.Keys);
    }

    async Task<long?> CountAsync(Table table, string condition, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await session.QueryAsync($"SELECT COUNT(*) FROM {session.Dialect.Quote(table.Name)} WHERE {condition}", cancellationToken);
            return Convert.ToInt64(rows[0][0], CultureInfo.InvariantCulture);
        }
        catch (StatementFailedException)
        {
            // It looks at other tables, or at what the change set has yet to add.
            return null;
        }
    }

    /// <summary>The values of columns that a condition asks for by <c>column = literal</c> and the like, joined by AND.</summary>
    static Dictionary<string, SqlValue> Wanted(string condition, Table table)
    {
        var wanted = new Dictionary<string, SqlValue>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Comparison().Matches(condition))
        {
            if (table.Column(match.Groups["column"].Value, StringComparer.OrdinalIgnoreCase) is not { Generated: null } column)
                continue;
            var literal = match.Groups["value"].Value;
            wanted[column.Name] = match.Groups["null"].Success ? new NullValue()
                : literal.StartsWith('\'') ? new StringValue(literal[1..^1].Replace("''", "'", StringComparison.Ordinal).Replace("%", "", StringComparison.Ordinal))
                : new NumberValue(Beside(literal, match.Groups["operator"].Value));
        }
        return wanted;
    }

    static string Beside(string number, string comparison) => comparison is "<" or ">" && decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var n)
        ? (comparison == "<" ? n - 1 : n + 1).ToString(CultureInfo.InvariantCulture) : number;

    [GeneratedRegex("""(?:\b\w+\.)?["`\[]?(?<column>\w+)["`\]]?\s*(?:(?<operator>=|>=|<=|<|>|LIKE|IN\s*\()\s*(?<value>'(?:[^']|'')*'|-?\d+(?:\.\d+)?)|IS\s+(?<null>NULL))""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comparison();

    static ImmutableArray<ColumnValue> Override(ImmutableArray<ColumnValue> row, Dictionary<string, SqlValue> wanted, Table table) =>
        [.. row.Where(v => !wanted.ContainsKey(v.Column)), .. wanted.Select(w => new ColumnValue(table.Column(w.Key, StringComparer.OrdinalIgnoreCase)!.Name, w.Value))];

    async Task<bool> InsertAsync(Table table, SchemaModel schema, IEnumerable<ImmutableArray<ColumnValue>> attempts, CancellationToken cancellationToken)
    {
        foreach (var row in attempts.Take(MostAttempts))
        {
            try
            {
                await session.ExecuteAsync([.. new InsertRows(table.Name, row).Render(session.Dialect, schema)], cancellationToken);
                return true;
            }
            catch (StatementFailedException)
            {
                // What the constraints say in full only the server knows; the next attempt is another.
            }
        }
        return false;
    }

    // ---- values ------------------------------------------------------------------------------------------------

    /// <summary>Rows to try, the most telling first.</summary>
    IEnumerable<ImmutableArray<ColumnValue>> Attempts(
        Table table, SchemaModel schema, Dictionary<string, IReadOnlyList<SqlValue>> parents, GeneratedValues values, RowStyle style, int row)
    {
        var first = Row(table, parents, values, row);
        yield return first;
        var plain = style == RowStyle.Plain ? first : Row(table, parents, new(session.Dialect, RowStyle.Plain), row);
        if (style != RowStyle.Plain)
            yield return plain;
        var checkedColumns = table.Columns.Select(c => (c.Name, Values: Mentioned(table, c, schema))).Where(c => c.Values.Count > 0).ToList();
        foreach (var fallback in new[] { first, plain })
        {
            for (var attempt = 0; checkedColumns.Count > 0 && attempt < MostAttempts / 3; attempt++)
            {
                var index = attempt + row;
                var chosen = checkedColumns.ToDictionary(c => c.Name, c => Take(c.Values, ref index), StringComparer.OrdinalIgnoreCase);
                yield return Override(fallback, chosen, table);
            }
        }
        yield return [.. plain.Where(v => table.Column(v.Column, session.Dialect.Names) is { Nullable: false, Default: null, Identity: null })];
    }

    static SqlValue Take(List<SqlValue> values, ref int index)
    {
        var value = values[index % values.Count];
        // The columns go round at their own pace, so that they meet in all combinations.
        index = (index / values.Count) + index;
        return value;
    }

    static ImmutableArray<ColumnValue> Row(Table table, Dictionary<string, IReadOnlyList<SqlValue>> parents, GeneratedValues values, int row)
    {
        var cells = ImmutableArray.CreateBuilder<ColumnValue>();
        foreach (var column in table.Columns.Where(c => c.Generated is null && c.Identity?.Generation != "ALWAYS" && !IsRowVersion(c)))
        {
            if (parents.TryGetValue(column.Name, out var keys))
            {
                if (keys.Count > 0)
                    cells.Add(new(column.Name, keys[row % keys.Count]));
                continue;
            }
            var isKey = column.Identity is not null || column.Default is SequenceNextValue || table.Constraints.Any(k => k switch
            {
                PrimaryKey key => key.Columns.Contains(column.Name),
                UniqueConstraint unique => unique.Columns.Contains(column.Name),
                _ => false,
            }) || table.Indexes.Any(i => i.Unique && i.Columns.Any(c => c.Name == column.Name));
            if (values.Of(column, row, isKey) is { } value)
                cells.Add(new(column.Name, value));
        }
        return cells.ToImmutable();
    }

    static bool IsRowVersion(Column column) => column.Type.BaseName is "rowversion";

    /// <summary>The literals of a column's checks, and the numbers beside them.</summary>
    static List<SqlValue> Mentioned(Table table, Column column, SchemaModel schema)
    {
        var values = new List<SqlValue>();
        var checks = table.Checks.Select(c => c.Expression).Append(column.Options ?? "").Where(e => ExpressionNames.Mentions(e, column.Name, schema.Names));
        foreach (Match literal in checks.SelectMany(c => Literal().Matches(c)))
        {
            if (literal.Value.StartsWith('\''))
                values.Add(new StringValue(literal.Value[1..^1].Replace("''", "'", StringComparison.Ordinal)));
            else if (decimal.TryParse(literal.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var n))
                values.AddRange(new[] { n, n + 1, n - 1 }.Select(v => new NumberValue(v.ToString(CultureInfo.InvariantCulture))));
        }
        return values;
    }

    [GeneratedRegex(@"'(?:[^']|'')*'|(?<![\w.])-?\d+(?:\.\d+)?")]
    private static partial Regex Literal();

    // ---- keys --------------------------------------------------------------------------------------------------

    /// <summary>What foreign keys leave to choose from, by column. Where there is nothing, a column that may be NULL is.</summary>
    async Task<Dictionary<string, IReadOnlyList<SqlValue>>> ParentsAsync(Table table, SchemaModel schema, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<SqlValue>>(session.Dialect.Names);
        foreach (var key in table.ForeignKeys.Where(k => !schema.SameName(k.ReferencedTable, table.Name) && k.Columns.Length == k.ReferencedColumns.Length))
        {
            var rows = schema.TableOrNull(key.ReferencedTable) is null ? null : await TableRows.ReadAsync(session, key.ReferencedTable, key.ReferencedColumns, cancellationToken);
            for (var i = 0; i < key.Columns.Length; i++)
                found[key.Columns[i]] = rows is null ? [] : [.. rows.Rows.Select(r => r[i]).OfType<string>().Take(5).Select(v => (SqlValue)new StringValue(v))];
        }
        foreach (var column in table.ForeignKeys.Where(k => schema.SameName(k.ReferencedTable, table.Name)).SelectMany(k => k.Columns))
            found[column] = [new NullValue()];
        return found;
    }

    /// <summary>The tables, those first that others refer to.</summary>
    static IEnumerable<Table> ParentsFirst(SchemaModel schema)
    {
        var left = schema.Tables.ToList();
        while (left.Count > 0)
        {
            var next = left.Where(t => !t.ForeignKeys.Any(k => !schema.SameName(k.ReferencedTable, t.Name) && left.Exists(o => schema.SameName(o.Name, k.ReferencedTable)))).ToList();
            // Those that refer to each other in a circle come last, as they are.
            foreach (var table in next.Count > 0 ? next : [.. left])
            {
                left.Remove(table);
                yield return table;
            }
        }
    }
}
