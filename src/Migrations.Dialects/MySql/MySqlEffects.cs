using System.Text.RegularExpressions;
using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <summary>
/// What MariaDB and MySQL do besides what a node says (all seen on MariaDB 10.11): an index for a foreign key comes and goes by itself, a dropped column shortens
/// the indexes it was in, a renamed column is followed in expressions, generated names of constraints follow their table.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="normalizer">Makes tables comparable.</param>
sealed class MySqlEffects(MySqlServer server, MySqlNormalizer normalizer)
{
    /// <summary>The schema after a node.</summary>
    public SchemaModel Apply(SqlNode node, SchemaModel before)
    {
        var after = node.Apply(before);
        after = node switch
        {
            DropColumn drop when before.TableOrNull(drop.Table) is { } table => after.Change(drop.Table, t => WithShortened(t, table, drop.Column)),
            RenameColumn rename => after.Change(rename.Table, t => Renamed(t, rename)),
            RenameTable rename => after.Change(rename.Table.Sibling(rename.To), t => Followed(t, rename.Table.Name, rename.To)),
            DropConstraint { Constraint: UniqueConstraint { Name: null } unique } drop => after.Change(drop.Table, t => t.WithoutIndex(NameOf(unique, t), before.Names)),
            DropConstraint { WithIndex: true } drop => after.Change(drop.Table, t => t.WithoutIndex(drop.Constraint.Name!, before.Names)),
            CreateView create => after.With(MySqlViewText.Comparable(create.View, server)),
            CreateSequence create => after.With(MySqlSequences.Normalize(create.Sequence)),
            AlterSequence alter when before.Find(alter.After.Name, out Sequence? sequence) == Presence.Known => MySqlSequences.WithStart(alter, sequence!).Apply(before),
            _ => after,
        };
        foreach (var key in node.Touches.Where(k => k.Kind == ObjectKind.Table))
            after = after.Change(key.Name, normalizer.WithoutStart);
        return node switch
        {
            CreateIndex create => after.Change(create.Table, t => WithoutSuperseded(t, create.Index.Name)),
            AddConstraint { Constraint: UniqueConstraint or PrimaryKey } add => after.Change(add.Table, t => WithoutSuperseded(t, add.Constraint.Name)),
            AddColumn add when add.Constraints.Any(c => c is UniqueConstraint or PrimaryKey) => after.Change(add.Table, t => WithoutSuperseded(t, null)),
            _ => after,
        };
    }

    /// <summary>The name of a unique constraint that a node does not name: of the one with the same columns, or what the server would choose.</summary>
    public static string NameOf(UniqueConstraint unique, Table? table) => unique.Name
        ?? table?.UniqueConstraints.FirstOrDefault(u => u.Columns.SequenceEqual(unique.Columns, StringComparer.OrdinalIgnoreCase))?.Name ?? unique.Columns[0];

    /// <summary>An index that the server made for a foreign key goes without a word when another one can serve it.</summary>
    static Table WithoutSuperseded(Table table, string? added)
    {
        foreach (var key in table.ForeignKeys)
        {
            if (table.Indexes.FirstOrDefault(i => IsMadeFor(i, key)) is { } made && !StringComparer.OrdinalIgnoreCase.Equals(made.Name, added)
                && MySqlNormalizer.Covers(table, key.Columns, except: made.Name))
                table = table with { Indexes = table.Indexes.Remove(made) };
        }
        return table;
    }

    /// <summary>Whether an index looks like the one that the server makes for a foreign key.</summary>
    public static bool IsMadeFor(TableIndex index, ForeignKey key) =>
        StringComparer.OrdinalIgnoreCase.Equals(index.Name, key.Name) && !index.Unique && index.Definition is null
        && index.Columns.Select(c => c.Name).SequenceEqual(key.Columns, StringComparer.OrdinalIgnoreCase);

    /// <summary>A dropped column only leaves the indexes that have others (on MySQL also unique ones; MariaDB refuses that).</summary>
    Table WithShortened(Table after, Table before, string column)
    {
        bool Dropped(string name) => StringComparer.OrdinalIgnoreCase.Equals(name, column);
        foreach (var index in before.Indexes.Where(i => i.Columns.Length > 1 && i.Columns.Any(c => !c.Computed && Dropped(c.Name))))
        {
            if (!index.Unique || !server.IsMariaDb)
                after = after with { Indexes = after.Indexes.Add(index with { Columns = index.Columns.RemoveAll(c => !c.Computed && Dropped(c.Name)) }) };
        }
        if (server.IsMariaDb)
            return after;
        foreach (var unique in before.UniqueConstraints.Where(u => u.Columns.Length > 1 && u.Columns.Any(Dropped)))
            after = after.With(unique with { Columns = unique.Columns.RemoveAll(Dropped) });
        return before.PrimaryKey is { Columns.Length: > 1 } key && key.Columns.Any(Dropped) ? after with { PrimaryKey = key with { Columns = key.Columns.RemoveAll(Dropped) } } : after;
    }

    Table Renamed(Table table, RenameColumn rename)
    {
        string Follow(string sql) => MySqlExpression.Rename(sql, rename.From, rename.To, server);
        return table with
        {
            Columns = [.. table.Columns.Select(c => c with { Generated = c.Generated is null ? null : Follow(c.Generated), Options = c.Options is null ? null : Follow(c.Options) })],
            Checks = [.. table.Checks.Select(c => c with { Expression = Follow(c.Expression) })],
            Indexes = [.. table.Indexes.Select(i => i with { Columns = [.. i.Columns.Select(c => c.Computed ? c with { Name = Follow(c.Name) } : c)] })],
        };
    }

    static Table Followed(Table table, string from, string to)
    {
        string? Follow(string? name) => name is not null && Regex.Match(name, $"^{Regex.Escape(from)}(?<rest>_(ibfk|chk)_[0-9]+)$", RegexOptions.CultureInvariant) is { Success: true } generated
            ? to + generated.Groups["rest"].Value
            : name;
        return table with
        {
            ForeignKeys = [.. table.ForeignKeys.Select(f => f with { Name = Follow(f.Name) })],
            Checks = [.. table.Checks.Select(c => c with { Name = Follow(c.Name) })],
        };
    }
}
