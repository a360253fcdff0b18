using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>
/// Tables as the catalogue will report them: names that the server chooses, attributes in its spelling, the indexes it makes for foreign keys.
/// The inspector puts what it reads through the same, so that a planned and an inspected table compare equal.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="types">Its types.</param>
/// <param name="defaults">Its defaults.</param>
sealed partial class MySqlNormalizer(MySqlServer server, MySqlTypes types, MySqlDefaults defaults)
{
    /// <summary>A table as it will be inspected.</summary>
    public Table Normalize(Table table) => WithIndexesForForeignKeys(Prepare(table));

    /// <summary>A table as it is inspected after it was made: of the numbering of a column only that there is one.</summary>
    public Table WithoutStart(Table table) => Normalize(table) is var normal && normal.Columns.Any(c => c.Identity is not null)
        ? normal with { Columns = [.. normal.Columns.Select(c => c.Identity is null ? c : c with { Identity = new() })] }
        : normal;

    /// <summary>A table in canonical form, without the indexes that the server makes by itself.</summary>
    public Table Prepare(Table table)
    {
        var names = table.Columns.Select(c => c.Name).ToImmutableArray();
        var options = MySqlTableOptions.Parse(table.Options, server);
        var key = table.PrimaryKey;
        var columns = table.Columns.Select(c => Column(c, names, options.Collation ?? server.DefaultCollation, InKey(key, c.Name))).ToImmutableArray();
        var uniques = table.UniqueConstraints
            .AddRange(table.Indexes.Where(IsPlainUnique).Select(i => new UniqueConstraint(i.Name, [.. i.Columns.Select(c => c.Name)])));
        var result = table with
        {
            Columns = server.ExplicitTimestampDefaults ? columns : WithTimestampDefaults(columns),
            PrimaryKey = key is null ? null : new(null, Spell(key.Columns, names)),
            ForeignKeys = [.. table.ForeignKeys.Select(f => ForeignKey(f, names))],
            Checks = server.HasChecks ? [.. table.Checks.Select(c => c with { Expression = MySqlExpression.Canonical(c.Expression, names, server) })] : [],
            Indexes = [.. table.Indexes.Where(i => !IsPlainUnique(i)).Select(i => Index(i, names))],
            UniqueConstraints = [],
            Remarks = Empty(table.Remarks),
            Tablespace = null,
            Options = options.ToString(),
        };
        foreach (var unique in uniques)
            result = result.With(new UniqueConstraint(unique.Name ?? FreeName(result, unique.Columns[0]), Spell(unique.Columns, names)));
        return WithConstraintNames(result);
    }

    /// <summary>The indexes that the server makes by itself for foreign keys, so that it would take them for somebody's own if they were written.</summary>
    public static ImmutableArray<TableIndex> MadeByServer(Table table) => [.. table.Indexes.Where(i =>
        table.ForeignKeys.FirstOrDefault(k => MySqlEffects.IsMadeFor(i, k)) is { } key && !Covers(table, key.Columns, except: i.Name))];

    /// <summary>A column as it will be inspected, as far as it can be told without its table.</summary>
    public Column Normalize(Column column) => Column(column, [column.Name], server.DefaultCollation, inKey: false);

    /// <summary>A column of a known table as it will be inspected.</summary>
    public Column Normalize(Column column, Table? table)
    {
        if (table is null)
            return Normalize(column);
        var names = table.Columns.Select(c => c.Name).Append(column.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return Column(column, names, MySqlTableOptions.Parse(table.Options, server).Collation ?? server.DefaultCollation, InKey(table.PrimaryKey, column.Name));
    }

    Column Column(Column column, IReadOnlyCollection<string> names, string tableCollation, bool inKey)
    {
        var written = MySqlColumnType.Parse(types.Canonical(column.Type.Text), server);
        var options = MySqlColumnOptions.Parse(column.Options, server);
        options = new(written.Check ?? options.Check, written.OnUpdate ?? options.OnUpdate, written.Invisible || options.Invisible);
        var value = column.Default ?? (written.Default is { } sql ? new ExpressionValue(sql) : null);
        // "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP" is how a changelog says both.
        if (value is ExpressionValue expression && OnUpdate().Match(expression.Sql) is { Success: true } both)
        {
            value = new ExpressionValue(both.Groups["default"].Value);
            options = options with { OnUpdate = both.Groups["update"].Value };
        }
        var generated = column.Generated ?? written.Generated;
        var collation = column.Collation ?? written.Collation;
        return new(column.Name, written.Type)
        {
            Nullable = column.Nullable && !inKey,
            Default = generated is null ? defaults.Canonical(value, written.Type, names) : null,
            // Where numbering starts is said once, when the table is made, and is no part of its shape; see WithoutStart.
            Identity = column.Identity ?? (written.AutoIncrement ? new() : null),
            Generated = generated is null ? null : MySqlExpression.Canonical(generated, names, server),
            GeneratedStored = generated is not null && (column.GeneratedStored || written.GeneratedStored),
            Collation = collation is null || !HasCollation(written.Type) || collation.Equals(tableCollation, StringComparison.OrdinalIgnoreCase) ? null : collation.ToLowerInvariant(),
            Remarks = Empty(column.Remarks ?? written.Remarks),
            Options = options.Write(written.Type, names, server),
        };
    }

    static bool InKey(PrimaryKey? key, string column) => key?.Columns.Contains(column, StringComparer.OrdinalIgnoreCase) == true;

    static bool HasCollation(SqlType type) => type.BaseName is "char" or "varchar" or "text" or "tinytext" or "mediumtext" or "longtext" or "enum" or "set";

    /// <summary>What old servers give TIMESTAMP columns by themselves (see <see cref="MySqlServer.ExplicitTimestampDefaults"/>).</summary>
    ImmutableArray<Column> WithTimestampDefaults(ImmutableArray<Column> columns)
    {
        var first = columns.FirstOrDefault(c => c.Type.BaseName == "timestamp");
        return
        [
            .. columns.Select(c => c.Type.BaseName != "timestamp" || c.Nullable || c.Default is not null || c.Generated is not null ? c
                : ReferenceEquals(c, first) && c.Options is null
                    ? c with { Default = new ExpressionValue(MySqlDefaults.Now(c.Type)), Options = new MySqlColumnOptions(null, "now()", false).Write(c.Type, [], server) }
                    : c with { Default = defaults.Canonical(new StringValue("0000-00-00 00:00:00" + (c.Type.Length is > 0 and var f ? "." + new string('0', f) : "")), c.Type, []) }),
        ];
    }

    ForeignKey ForeignKey(ForeignKey key, ImmutableArray<string> names) => key with
    {
        Columns = Spell(key.Columns, names),
        ReferencedTable = key.ReferencedTable with { Schema = IsCurrent(key.ReferencedTable.Schema) ? null : key.ReferencedTable.Schema },
        OnDelete = Action(key.OnDelete),
        OnUpdate = Action(key.OnUpdate),
        Validated = true,
    };

    bool IsCurrent(string? schema) =>
        schema is not null && schema.Equals(server.Database, server.CaseSensitiveTables ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// RESTRICT and NO ACTION are the same to InnoDB, which has no deferred checks. MariaDB reports RESTRICT where nothing was said, and takes SET DEFAULT for it; MySQL reports NO ACTION.
    /// </summary>
    ReferentialAction Action(ReferentialAction action) => action switch
    {
        ReferentialAction.Restrict => ReferentialAction.NoAction,
        ReferentialAction.SetDefault when server.IsMariaDb => ReferentialAction.NoAction,
        ReferentialAction.WrittenNoAction when !server.IsMariaDb => ReferentialAction.NoAction,
        _ => action,
    };

    TableIndex Index(TableIndex index, ImmutableArray<string> names) => index with
    {
        Columns = [.. index.Columns.Select(c => IndexColumn(c, names))],
        Clustered = null,
        Tablespace = null,
        Method = index.Method?.ToUpperInvariant() is var method and not ("BTREE" or "") ? method : null,
    };

    IndexColumn IndexColumn(IndexColumn column, ImmutableArray<string> names)
    {
        var descending = column.Descending && server.Version >= (server.IsMariaDb ? new Version(10, 8) : new Version(8, 0));
        // A changelog gives the length of a prefix as part of the column's name.
        if (Prefix().Match(column.Name) is { Success: true } prefix && Find(names, prefix.Groups["name"].Value) is { } known)
            return new($"{MySqlLiterals.QuoteName(known)}({prefix.Groups["length"].Value})") { Computed = true, Descending = descending };
        return column.Computed
            ? new(MySqlExpression.Canonical(column.Name, names, server)) { Computed = true, Descending = descending }
            : new(Find(names, column.Name) ?? column.Name) { Descending = descending };
    }

    static bool IsPlainUnique(TableIndex index) =>
        index.Unique && index.Definition is null && string.IsNullOrEmpty(index.Method) && index.Columns.All(c => !c.Computed && !c.Descending && !Prefix().IsMatch(c.Name));

    /// <summary>Names of constraints that were given none, as the servers choose them.</summary>
    Table WithConstraintNames(Table table)
    {
        for (var i = 0; i < table.ForeignKeys.Length; i++)
        {
            if (table.ForeignKeys[i].Name is null)
                table = table with { ForeignKeys = table.ForeignKeys.SetItem(i, table.ForeignKeys[i] with { Name = Next($"{table.Name.Name}_ibfk_", table.ForeignKeys) }) };
        }
        for (var i = 0; i < table.Checks.Length; i++)
        {
            if (table.Checks[i].Name is null)
                table = table with { Checks = table.Checks.SetItem(i, table.Checks[i] with { Name = Next(server.IsMariaDb ? "CONSTRAINT_" : $"{table.Name.Name}_chk_", table.Checks) }) };
        }
        return table;
    }

    static string Next(string prefix, IEnumerable<TableConstraint> taken)
    {
        var last = taken.Select(c => c.Name is { } name && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(name[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).Max();
        return prefix + (last + 1).ToString(CultureInfo.InvariantCulture);
    }

    static string FreeName(Table table, string column)
    {
        for (var n = 1; ; n++)
        {
            var name = n == 1 ? column : string.Create(CultureInfo.InvariantCulture, $"{column}_{n}");
            if (!table.HasIndex(name, StringComparer.OrdinalIgnoreCase))
                return name;
        }
    }

    /// <summary>InnoDB makes an index for a foreign key that has none, under the key's name.</summary>
    static Table WithIndexesForForeignKeys(Table table)
    {
        foreach (var key in table.ForeignKeys.Where(k => !Covers(table, k.Columns, except: null)))
            table = table with { Indexes = table.Indexes.Add(new(key.Name!, [.. key.Columns.Select(c => new IndexColumn(c))])) };
        return table;
    }

    /// <summary>Whether an index or key of the table starts with these columns.</summary>
    public static bool Covers(Table table, ImmutableArray<string> columns, string? except)
    {
        return (table.PrimaryKey is { } key && Starts(key.Columns))
            || table.UniqueConstraints.Any(u => Starts(u.Columns))
            || table.Indexes.Any(i => !StringComparer.OrdinalIgnoreCase.Equals(i.Name, except) && i.Method is null && Starts([.. i.Columns.TakeWhile(c => !c.Computed).Select(c => c.Name)]));

        bool Starts(ImmutableArray<string> indexed) =>
            indexed.Length >= columns.Length && columns.Select((c, n) => c.Equals(indexed[n], StringComparison.OrdinalIgnoreCase)).All(same => same);
    }

    static ImmutableArray<string> Spell(ImmutableArray<string> columns, ImmutableArray<string> names) => [.. columns.Select(c => Find(names, c) ?? c)];

    static string? Find(ImmutableArray<string> names, string name) => names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));

    static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex(@"^(?<default>.+?)\s+on\s+update\s+(?<update>.+)$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex OnUpdate();

    [GeneratedRegex(@"^\s*`?(?<name>[^`(]+?)`?\s*\(\s*(?<length>\d+)\s*\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
