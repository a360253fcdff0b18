namespace Migrations.Changelog;

/// <summary>
/// A scalar with the type that YAML 1.1 gives it (as SnakeYAML resolves it) and the text as it was written.
/// </summary>
/// <param name="Value">
/// null, <see cref="string"/>, <see cref="bool"/>, <see cref="System.Numerics.BigInteger"/>, <see cref="double"/>,
/// <see cref="DateTimeOffset"/> (unquoted dates, UTC unless an offset was written) or <c>byte[]</c> (<c>!!binary</c>).
/// </param>
/// <param name="SourceText">The text as written, without quotes, before property expansion.</param>
/// <param name="Span">Where the value stands.</param>
public sealed record ScalarValue(object? Value, string SourceText, SourceSpan Span)
{
    static readonly object yes = true;
    static readonly object no = false;

    // Without the file, which is that of the value: a large changelog has a great many of these. Line 0 for none.
    readonly (int Line, int Column) textStart;

    /// <summary>Where the text begins, if each of its lines is a line of the file (a literal block, a file as a whole); null where that is not so.</summary>
    public SourceSpan? TextStart
    {
        get => textStart.Line > 0 ? new(Span.File, textStart.Line, textStart.Column) : null;
        init => textStart = value is { } start ? (start.Line, start.Column) : default;
    }

    /// <summary>Whether <c>${name}</c> in it is no property but part of the text.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>A boolean as a value: always one of the same two, since a large changelog says them many times.</summary>
    internal static object Of(bool value) => value ? yes : no;

    /// <summary>Whether the value is absent (<c>null</c>, <c>~</c>, or nothing).</summary>
    public bool IsNull => Value is null;

    /// <summary>
    /// The text that a field of type string gets in Liquibase: Java's own text of the typed value
    /// (<c>1e3</c> is <c>1000.0</c>, <c>yes</c> is <c>true</c>, <c>2024-05-06</c> is <c>Mon May 06 00:00:00 UTC 2024</c>); null for null.
    /// </summary>
    public string? Text => Value is null ? null : JavaText.Of(Value);
}
