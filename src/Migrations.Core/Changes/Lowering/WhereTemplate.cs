using System.Text;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary>
/// The condition of <c>update</c> and <c>delete</c>, whose placeholders are filled from <c>whereParams</c>: each <c>:name</c> with the next name,
/// each <c>:value</c> or <c>?</c> with the next value, wherever they stand.
/// </summary>
static class WhereTemplate
{
    const string NamePlaceholder = ":name";
    const string ValuePlaceholder = ":value";

    /// <summary>The condition as SQL; null for all rows.</summary>
    public static SqlPredicate? Predicate(Change change, LoweringContext context) =>
        change[Where] is { } where ? new RawPredicate(Fill(JavaBlank.Trim(where).ToString(), change, context)) : null;

    /// <summary>A condition of blanks is one that somebody forgot to write; Liquibase makes SQL of it that no database accepts.</summary>
    public static IEnumerable<MigrationException> Errors(Change change)
    {
        if (change[Where] is { } where && string.IsNullOrWhiteSpace(where))
        {
            yield return new MigrationException(ErrorCode.InvalidValue, $"'{Where.Name}' of '{change.Definition.Name}' is blank.",
                "Write the condition, or leave 'where' out for all rows.", change.SpanOf(Where));
        }
    }

    static string Fill(string where, Change change, LoweringContext context)
    {
        var parameters = change.Get(WhereParameters);
        if (parameters.IsEmpty)
            return where;
        var names = new Queue<string>(parameters.Select(p => p.Name).OfType<string>().Select(n => context.Dialect.Quote(context.Fold(n))));
        var values = new Queue<ChangeColumn>(parameters.Where(p => p.HasValue()));
        var text = new StringBuilder();
        for (var i = 0; i < where.Length;)
        {
            var rest = where.AsSpan(i);
            var length = rest.StartsWith(NamePlaceholder, StringComparison.Ordinal) ? NamePlaceholder.Length
                : rest.StartsWith(ValuePlaceholder, StringComparison.Ordinal) ? ValuePlaceholder.Length
                : rest[0] == '?' ? 1 : 0;
            var filling = length == NamePlaceholder.Length && rest[1] == 'n' ? names.TryDequeue(out var name) ? name : null
                : length > 0 && values.TryDequeue(out var value) ? context.Dialect.Literal(value.ToValue(context), null)
                : null;
            text.Append(filling ?? where.Substring(i, Math.Max(length, 1)));
            i += Math.Max(length, 1);
        }
        return text.ToString();
    }
}
