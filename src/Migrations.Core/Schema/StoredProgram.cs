using System.Text.Json.Serialization;

namespace Migrations.Schema;

/// <summary>A procedure, function, trigger or synonym: what is kept as the text that defines it.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Name">Its resolved name; that of a trigger has the schema of its table.</param>
/// <param name="Definition">The statement that creates it; of a synonym, what it stands for. Empty where the server does not show it.</param>
public sealed record StoredProgram(ObjectKind Kind, ObjectName Name, string Definition)
{
    /// <summary>The types of its arguments, where programs of one name differ by them; null where they do not.</summary>
    public string? Arguments { get; init; }

    /// <summary>The table of a trigger.</summary>
    public ObjectName? Table { get; init; }

    /// <summary>What it is looked up by.</summary>
    [JsonIgnore]
    public ObjectKey Key => new(Kind, Name, Arguments);
}
