using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Migrations.History;
using Migrations.Schema;

namespace Migrations.Planning;

/// <summary>
/// A hash of the shape of some objects: equal for a planned and an inspected schema, because dialects normalise both.
/// It decides after a crash whether a statement outside a transaction has run (DESIGN 3a.2).
/// </summary>
public static class SchemaFingerprint
{
    /// <summary>The text for an object that does not exist.</summary>
    public const string Absent = "absent";

    /// <summary>The fingerprint; null where any of the objects is unknown, or there are none.</summary>
    public static string? Of(SchemaModel schema, IReadOnlyCollection<ObjectKey> keys)
    {
        if (keys.Count == 0)
            return null;
        var text = new StringBuilder();
        foreach (var key in keys.OrderBy(k => k.ToString(), StringComparer.Ordinal))
        {
            if (!TryDescribe(schema, key, out var description, asPlanned: true))
                return null;
            text.Append(key).Append('=').Append(description).Append('\n');
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }

    /// <summary>The shape of an object as canonical text; <see cref="Absent"/> where it does not exist.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="key">The object.</param>
    /// <param name="description">The text.</param>
    /// <param name="asPlanned">Whether a planned object has to compare equal: then the texts of views and programs are left out, because servers write them anew.</param>
    /// <returns>Whether it is known.</returns>
    public static bool TryDescribe(SchemaModel schema, ObjectKey key, out string description, bool asPlanned = false)
    {
        var (presence, value) = key.Kind switch
        {
            ObjectKind.Table => (schema.Find(key.Name, out Table? table), (object?)table?.Ordered(asPlanned)),
            ObjectKind.View => (schema.Find(key.Name, out View? view), view is null ? null : Comparable(view, asPlanned)),
            ObjectKind.Sequence => (schema.Find(key.Name, out Sequence? sequence), sequence),
            ObjectKind.Index => (schema.FindTableOfIndex(key.Name, out var owner), owner?.Ordered(asPlanned)),
            ObjectKind.Trigger => (schema.FindTableOfTrigger(key.Name, out var owner), owner?.Ordered(asPlanned)),
            _ => (schema.Find(key, out StoredProgram? program), asPlanned && program is not null ? program with { Definition = "" } : program),
        };
        description = value is null ? Absent : JsonSerializer.Serialize(value, value.GetType(), StateStore.Json);
        return presence != Presence.Unknown;
    }

    /// <summary>A view by the form in which its dialect compares it; a planned one by its name alone, where the dialect has no such form.</summary>
    static View Comparable(View view, bool asPlanned) =>
        view.ComparedAs is { } text ? new View(view.Name, text) { Remarks = view.Remarks } : asPlanned ? new View(view.Name, "") : view;

    /// <summary>Constraints, indexes and triggers have no order of their own.</summary>
    static Table Ordered(this Table table, bool asPlanned) => table with
    {
        UniqueConstraints = [.. table.UniqueConstraints.OrderBy(u => u.Name, StringComparer.Ordinal)],
        ForeignKeys = [.. table.ForeignKeys.OrderBy(f => f.Name, StringComparer.Ordinal)],
        Checks = [.. table.Checks.OrderBy(c => c.Name, StringComparer.Ordinal)],
        Indexes = [.. table.Indexes.OrderBy(i => i.Name, StringComparer.Ordinal)],
        Triggers = [.. table.Triggers.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => asPlanned ? t with { Definition = "" } : t)],
    };
}
