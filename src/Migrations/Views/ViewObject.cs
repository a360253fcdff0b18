using System.Management.Automation;

namespace Migrations.Views;

/// <summary>An object as a view reads it: ours, or what is left of it when it comes back from a job or a file.</summary>
/// <param name="Inner">The object.</param>
readonly record struct ViewObject(PSObject Inner)
{
    /// <summary>A property as text; empty where there is none.</summary>
    public string Text(string name) => Inner.Properties[name]?.Value?.ToString() ?? "";

    public bool Is(string name) => LanguagePrimitives.IsTrue(Inner.Properties[name]?.Value);

    public int Count(string name) => Value<int>(name) ?? 0;

    public T? Value<T>(string name) where T : struct =>
        Inner.Properties[name]?.Value is { } value && LanguagePrimitives.TryConvertTo(value, out T converted) ? converted : null;

    /// <summary>A property as a value of an enumeration; what comes back from a job is its name.</summary>
    public T Enum<T>(string name) where T : struct, Enum => System.Enum.TryParse(Text(name), out T value) ? value : default;

    public ViewObject? Object(string name) => Inner.Properties[name]?.Value is { } value ? new(PSObject.AsPSObject(value)) : null;

    public IReadOnlyList<ViewObject> Each(string name) =>
        LanguagePrimitives.GetEnumerable(Inner.Properties[name]?.Value) is { } items ? [.. items.Cast<object>().Select(item => new ViewObject(PSObject.AsPSObject(item)))] : [];

    public IEnumerable<string> Texts(string name) => Each(name).Select(item => item.Inner.ToString());
}
