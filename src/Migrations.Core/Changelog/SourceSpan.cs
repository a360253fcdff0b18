namespace Migrations.Changelog;

/// <summary>A place in a changelog file.</summary>
/// <param name="File">The file as the user may open it: relative to the caller's location where possible.</param>
/// <param name="Line">1-based line; 0 when the place is the file as a whole.</param>
/// <param name="Column">1-based column; 0 when the place is the file as a whole.</param>
public readonly record struct SourceSpan(string File, int Line, int Column)
{
    /// <summary>The file as a whole.</summary>
    public static SourceSpan WholeFile(string file) => new(file, 0, 0);

    /// <summary><c>file:line:column</c>, or just the file.</summary>
    public override string ToString() => Line == 0 ? File : FormattableString.Invariant($"{File}:{Line}:{Column}");
}
