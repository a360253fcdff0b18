namespace Migrations.Schema;

/// <summary>
/// The name of a schema object as the database's catalogue spells it (already folded and unquoted).
/// A null schema is the connection's default schema, so that a name means the same with and without a connection.
/// </summary>
/// <param name="Schema">The schema (on MariaDB: the database); null for the default one.</param>
/// <param name="Name">The name within the schema.</param>
public sealed record ObjectName(string? Schema, string Name)
{
    /// <summary>A name in the default schema.</summary>
    public static ObjectName Of(string name) => new(null, name);

    /// <summary>Another object in the same schema.</summary>
    public ObjectName Sibling(string name) => this with { Name = name };

    /// <summary>For people: <c>schema.name</c> or <c>name</c>. Never put into SQL; that is the dialect's to do.</summary>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
