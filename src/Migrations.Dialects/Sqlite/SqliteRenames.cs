using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.Sqlite;

/// <summary>
/// What a rename does to the texts in the schema. SQLite edits checks, generated columns, indexes, triggers and views. Where a text can only speak of the
/// renamed table the edit is repeated here; what else may speak of it is unknown from then on, to be looked at again.
/// </summary>
static class SqliteRenames
{
    public static SchemaModel Follow(RenameColumn rename, SchemaModel before)
    {
        string Edit(string text) => SqliteTokens.Rename(text, rename.From, rename.To);
        // KEY may be a column's name, too.
        string EditList(string definition) =>
            definition.IndexOf('(', StringComparison.Ordinal) is > 0 and var list ? definition[..list] + Edit(definition[list..]) : definition;
        var after = rename.Apply(before).Change(rename.Table, table => table with
        {
            Columns = [.. table.Columns.Select(c => c.Generated is null ? c : c with { Generated = Edit(c.Generated) })],
            PrimaryKey = table.PrimaryKey is { Definition: { } definition } key ? key with { Definition = EditList(definition) } : table.PrimaryKey,
            UniqueConstraints = [.. table.UniqueConstraints.Select(u => u.Definition is null ? u : u with { Definition = EditList(u.Definition) })],
            Checks = [.. table.Checks.Select(c => c with { Expression = Edit(c.Expression) })],
            Indexes = [.. table.Indexes.Select(i => i with
            {
                Columns = [.. i.Columns.Select(c => c.Computed ? c with { Name = Edit(c.Name) } : c)],
                Where = i.Where is null ? null : Edit(i.Where),
            })],
        });
        return Forget(after, rename.Table, rename.Table.Name, rename.From);
    }

    public static SchemaModel Follow(RenameTable rename, SchemaModel before) =>
        Forget(rename.Apply(before), rename.Table.Sibling(rename.To), rename.Table.Name);

    /// <summary>Forgets what speaks of all these names: triggers keep their tables, and views themselves.</summary>
    static SchemaModel Forget(SchemaModel schema, ObjectName renamed, params string[] names)
    {
        bool Speaks(string text) => names.All(n => SqliteTokens.Mentions(text, n));
        bool SpeaksHere(string text) => SqliteTokens.Mentions(text, names[^1]);
        var tables = schema.Tables.Where(t => t.Triggers.Any(r => schema.SameName(t.Name, renamed) ? SpeaksHere(r.Definition) : Speaks(r.Definition)))
            .Select(t => new ObjectKey(ObjectKind.Table, t.Name));
        var views = schema.Views.Where(v => Speaks(v.Query) || v.Triggers.Any(t => Speaks(t.Definition))).Select(v => new ObjectKey(ObjectKind.View, v.Name));
        var stale = tables.Concat(views).ToList();
        return stale.Count == 0 ? schema : schema.Forget(stale);
    }
}
