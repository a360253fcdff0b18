namespace Migrations.Changelog;

/// <summary>A <c>property</c> of a changelog.</summary>
/// <param name="Name">Its name, without regard to case.</param>
/// <param name="Value">Its value with its type; null makes the name undefined, and hides later definitions.</param>
/// <param name="Context">In which contexts it is there.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Dbms">For which databases it is there.</param>
/// <param name="Span">Where it stands.</param>
sealed record ChangelogProperty(string Name, object? Value, ContextExpression Context, LabelSet Labels, DbmsFilter Dbms, SourceSpan Span);
