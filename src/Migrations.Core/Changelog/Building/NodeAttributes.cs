using System.Globalization;

namespace Migrations.Changelog;

/// <summary>
/// The attributes of a node as Liquibase reads them: by name, each at most once, as the text of the typed value.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="findings">Gets what is questionable.</param>
/// <param name="names">How names are compared: without regard to case, except in preconditions.</param>
sealed class NodeAttributes(ChangelogNode node, ICollection<MigrationFinding> findings, StringComparison names = StringComparison.OrdinalIgnoreCase)
{
    /// <summary>The node whose attributes these are.</summary>
    public ChangelogNode Node { get; } = node.Unpacked();

    /// <summary>The attribute; null where it is not there.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidChangelog"/>: it is there twice.</exception>
    public ChangelogNode? Find(string name)
    {
        ChangelogNode? found = null;
        foreach (var child in Node.Children)
        {
            if (!child.Name.Equals(name, names)) continue;
            if (found is not null)
            {
                throw new MigrationException(ErrorCode.InvalidChangelog, $"'{name}' of '{Node.Name}' already stands at {found.Span}.",
                    "Remove one of the two.", child.Span);
            }
            found = child;
        }
        return found;
    }

    /// <summary>The text of an attribute; null where it is not there or null.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { Scalars.IsEmpty: false } attribute) return null;
        if (attribute.Scalars.Length > 1) return ListText(attribute);
        var scalar = attribute.Scalars[0];
        if (scalar.Value is not (null or string) && scalar.Text != scalar.SourceText)
        {
            findings.Add(LanguageRule.RetypedValue.At(scalar.Span, $"'{scalar.SourceText}' is read as '{scalar.Text}'.",
                $"Put it in quotes if the text is meant, unless the change set has run already: '{attribute.Name}: \"{scalar.SourceText}\"'."));
        }
        return scalar.Text;
    }

    /// <summary>The text of an attribute without blanks around it; null where nothing is left.</summary>
    public string? TrimmedText(string name) => Text(name)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The text of an attribute that must be there.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.MissingAttribute"/>.</exception>
    public string Required(string name) => Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Missing(name);

    /// <summary>A truth value: only <c>true</c> is true. Where the attribute is not there, the value given.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (Find(name) is not { Scalar.Text: { } text }) return otherwise;
        var value = text.Equals("true", StringComparison.OrdinalIgnoreCase);
        if (!value && !text.Equals("false", StringComparison.OrdinalIgnoreCase))
            findings.Add(LanguageRule.RetypedValue.At(Find(name)!.Span, $"'{name}: {text}' is read as false.", "Write true or false."));
        return value;
    }

    /// <summary>A whole number. Where the attribute is not there, the value given.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    public int Number(string name, int otherwise)
    {
        if (Text(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(name, "a whole number");
    }

    /// <summary>One of several words, exactly as written in the language. Where the attribute is not there, the value given.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    public T Choice<T>(string name, T otherwise, StringComparison comparison, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (TrimmedText(name) is not { } text) return otherwise;
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (word.Equals(text, comparison)) return value;
            words.Add(word);
        }
        throw Invalid(name, "one of " + string.Join(", ", words));
    }

    /// <summary>A context expression, from <c>contextFilter</c> or its older name <c>context</c>.</summary>
    public ContextExpression Context()
    {
        var filter = Text("contextFilter");
        if (!string.IsNullOrWhiteSpace(filter)) return new ContextExpression(filter, Find("contextFilter")!.Span);
        return Text("context") is { } context ? new ContextExpression(context, Find("context")!.Span) : ContextExpression.Empty;
    }

    /// <summary>The labels.</summary>
    public LabelSet Labels() => Text("labels") is { } labels ? new(labels) : LabelSet.Empty;

    /// <summary>The databases that <c>dbms</c> names.</summary>
    public DbmsFilter Dbms()
    {
        if (Text("dbms") is not { } names) return DbmsFilter.Any;
        var filter = new DbmsFilter(names, isCaseSensitive: Node.Name != "changeSet");
        foreach (var name in filter.DatabaseNames.Where(name => !DbmsFilter.KnownNames.Contains(name)))
        {
            findings.Add(LanguageRule.UnknownDbms.At(Find("dbms")!.Span, $"There is no database named '{name}'.",
                NameSuggestion.Advice(name, DbmsFilter.KnownNames, $"The names are {string.Join(", ", DbmsFilter.KnownNames)}.")));
        }
        return filter;
    }

    /// <summary>Reports attributes that nothing reads.</summary>
    public void ReportUnknown(params ReadOnlySpan<string> known)
    {
        var all = known.ToArray();
        foreach (var child in Node.Children.Where(child => !all.Contains(child.Name, StringComparer.FromComparison(names)))) Unknown(child, all);
    }

    /// <summary>Reports an attribute that nothing reads.</summary>
    public void Unknown(ChangelogNode attribute, IEnumerable<string> known) => findings.Add(LanguageRule.UnknownAttribute.At(
        attribute.Span, $"'{Node.Name}' has no '{attribute.Name}'; it is passed over.", NameSuggestion.Advice(attribute.Name, known, "Remove it.")));

    /// <summary>The error for an attribute that must be there.</summary>
    public MigrationException Missing(string name) => new(
        ErrorCode.MissingAttribute, $"'{Node.Name}' needs '{name}'.", $"Add '{name}: …'.", Node.Span);

    /// <summary>The error for a value of the wrong kind. It shows what is written, not what a property made of it: that may be secret.</summary>
    public MigrationException Invalid(string name, string expected) => new(
        ErrorCode.InvalidValue, $"'{Find(name)!.Scalar!.SourceText}' is no value for '{name}'.", $"Write {expected}.", Find(name)!.Span);

    /// <summary>The text that Java gives a list.</summary>
    public static string JavaList(ChangelogNode attribute) => $"[{string.Join(", ", attribute.Scalars.Select(scalar => scalar.Text ?? "null"))}]";

    string ListText(ChangelogNode attribute)
    {
        var text = JavaList(attribute);
        findings.Add(LanguageRule.RetypedValue.At(attribute.Span, $"The list is read as the text '{text}'.",
            $"Write one text: '{attribute.Name}: {string.Join(", ", attribute.Scalars.Select(scalar => scalar.SourceText))}'."));
        return text;
    }
}
