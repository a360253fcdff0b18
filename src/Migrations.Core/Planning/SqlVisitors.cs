using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Planning;

/// <summary>Applies the edits of <c>modifySql</c> to statements, in the order in which they stand.</summary>
/// <param name="visitors">The edits of the change set.</param>
/// <param name="dbms">The database.</param>
/// <param name="contexts">The contexts of the run.</param>
/// <param name="labels">The label expression of the run.</param>
public sealed class SqlVisitors(ImmutableArray<SqlVisitor> visitors, string dbms, IReadOnlyCollection<string> contexts, LabelExpression labels)
{
    static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => visitors.IsEmpty;

    /// <summary>Whether some of them look for something in the text.</summary>
    public bool Search { get; } = visitors.Any(v => v is (SqlVisitor.Replace or SqlVisitor.RegExpReplace) && Applies(v.Filter, dbms, contexts, labels));

    /// <summary>The statement after the edits that apply.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="rollback">Whether it is one of a rollback.</param>
    public SqlStatement Apply(SqlStatement statement, bool rollback)
    {
        if (visitors.IsEmpty || statement.Action is not null)
            return statement;
        var text = statement.Text;
        foreach (var visitor in visitors)
        {
            if (Applies(visitor.Filter, dbms, contexts, labels) && (!rollback || visitor.Filter.ApplyToRollback))
                text = Edit(visitor, text);
        }
        if (text == statement.Text)
            return statement;
        return statement.Rows is null ? statement with { Text = text } : throw new MigrationException(ErrorCode.NotSupported,
            "'modifySql' would edit a statement that loads the rows of a file, which is not sent as text", "Move the load into a change set without 'modifySql', or do without the edit.");
    }

    /// <summary>Whether edits are for a run at all.</summary>
    public static bool Applies(SqlVisitorFilter filter, string dbms, IReadOnlyCollection<string> contexts, LabelExpression labels) =>
        filter.Dbms.Matches(dbms) && (filter.Context?.Matches(contexts) ?? true) && (filter.Labels is null || labels.Matches(filter.Labels));

    static string Edit(SqlVisitor visitor, string text) => visitor switch
    {
        SqlVisitor.Prepend prepend => prepend.Value + text,
        SqlVisitor.Append append => text + append.Value,
        SqlVisitor.Replace { Search: { Length: > 0 } search } replace => text.Replace(search, replace.With ?? "", StringComparison.Ordinal),
        SqlVisitor.RegExpReplace { Pattern: { Length: > 0 } pattern } replace => ReplacePattern(pattern, replace, text),
        _ => text,
    };

    static string ReplacePattern(string pattern, SqlVisitor.RegExpReplace replace, string text)
    {
        try
        {
            return Regex.Replace(text, pattern, replace.With ?? "", RegexOptions.CultureInvariant, RegexTimeout);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"the regular expression '{pattern}' cannot be used: {e.Message}", "Correct the expression, or use 'replace'.", replace.Span, e);
        }
    }
}
