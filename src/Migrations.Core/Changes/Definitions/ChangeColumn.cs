namespace Migrations.Changes;

/// <summary><c>column</c> of a change, or <c>param</c> of a condition.</summary>
/// <param name="content">What was read.</param>
public sealed class ChangeColumn(ElementContent content) : Element(content)
{
    /// <summary>The name; null where none is written.</summary>
    public string? Name => this[ColumnAttributes.Name];

    /// <summary>The data type; null where none is written.</summary>
    public string? Type => this[ColumnAttributes.Type];

    /// <summary>Whether the database numbers new rows.</summary>
    public bool AutoIncrement => this[ColumnAttributes.AutoIncrement] == true;

    /// <summary>The comment.</summary>
    public string? Remarks => this[ColumnAttributes.Remarks];

    /// <summary>The constraints; null where nothing is said.</summary>
    public ColumnConstraints? Constraints => Get(ColumnAttributes.Constraints);
}
