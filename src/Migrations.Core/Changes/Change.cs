using System.Collections.Immutable;
using System.Text;
using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Changes;

/// <summary>
/// One change of a change set, its attributes read. It knows nothing of any database: names, types and defaults are resolved by the dialect in the
/// <see cref="LoweringContext"/>.
/// </summary>
public abstract class Change : Element
{
    readonly DbmsFilter dbms;

    private protected Change(ElementContent content) : base(content) =>
        dbms = Definition.Dbms is { } attribute && this[attribute] is { } text ? new DbmsFilter(text, isCaseSensitive: true) : DbmsFilter.Any;

    /// <summary>The change type.</summary>
    public new ChangeDefinition Definition => (ChangeDefinition)base.Definition;

    /// <summary>Our own settings (<c>x-migrations</c>); null where there are none. They never enter a checksum.</summary>
    public ChangelogNode? Extensions => Node.Children.FirstOrDefault(c => c.Name == ElementDefinition.ExtensionsKey);

    /// <summary>The tag that it sets; null where it sets none.</summary>
    public virtual string? Tag => null;

    /// <summary>Whether its own <c>dbms</c> names a database. Where not, it does nothing there and is not checked.</summary>
    /// <param name="name">Liquibase's short name of the database.</param>
    public bool RunsOn(string name) => dbms.Matches(name);

    /// <summary>What it does, as the DESCRIPTION column of the history says it: <c>createTable tableName=person</c>.</summary>
    public string Description
    {
        get
        {
            var text = new StringBuilder(Definition.Name);
            var separator = ' ';
            foreach (var index in Definition.Described)
            {
                if (ValueAt(index) is not { } value)
                    continue;
                text.Append(separator == ' ' ? " " : ", ").Append(Definition.Attributes[index].Name).Append('=').Append(value);
                separator = ',';
            }
            return text.ToString();
        }
    }

    /// <summary>What keeps it from running on a database: what Liquibase's validation refuses. Not thrown, so that all errors can be shown at once.</summary>
    /// <param name="name">Liquibase's short name of the database.</param>
    public IEnumerable<MigrationException> Validate(string name) => RunsOn(name) ? AttributeErrors(name).Concat(Errors(name)) : [];

    /// <summary>What is wrong beyond single attributes that are missing or not allowed.</summary>
    private protected virtual IEnumerable<MigrationException> Errors(string dbms) => [];

    /// <summary>What it does, as nodes.</summary>
    /// <exception cref="Schema.UnknownObjectException">The shape of an object is needed and not known.</exception>
    /// <exception cref="MigrationException">It cannot be done.</exception>
    public abstract IEnumerable<SqlNode> Lower(LoweringContext context);

    private protected MigrationException Invalid(ErrorCode code, ChangeAttribute attribute, string message, string advice) =>
        new(code, message, advice, SpanOf(attribute));

    /// <summary>The attributes that columns lack.</summary>
    private protected static IEnumerable<MigrationException> MissingInColumns(ImmutableArray<ChangeColumn> columns, params ImmutableArray<TextAttribute> attributes)
    {
        foreach (var column in columns)
        {
            foreach (var attribute in attributes)
            {
                if (string.IsNullOrEmpty(column[attribute]))
                    yield return column.Missing(attribute);
            }
        }
    }

    /// <summary>Nothing, as Liquibase does on a database that lacks what the change is about; but not in silence.</summary>
    private protected IEnumerable<SqlNode> PassOver(LoweringContext context)
    {
        context.Findings.Add(LanguageRule.PassedOverChange.At(Span, $"'{Definition.Name}' does nothing on {context.Dialect.DisplayName}, which has no sequences.",
            "Give the change set a 'dbms' filter."));
        return [];
    }
}
