namespace Migrations.Changelog;

/// <summary>
/// Reads the <c>property</c> entries of a file. All of them are read before anything else in it, so that they may be used before they stand.
/// </summary>
sealed class PropertyLoader(
    ChangelogOptions options, ChangelogProperties properties, ICollection<string> files, ICollection<MigrationFinding> findings)
{
    /// <summary>Defines the properties of a changelog.</summary>
    /// <exception cref="MigrationException">An entry is not in the language, or names a file that is not there.</exception>
    public void Load(ChangelogNode root, SearchPathFile changelog)
    {
        foreach (var node in root.Children.Where(child => child.Name == "property")) Define(node, changelog);
    }

    void Define(ChangelogNode node, SearchPathFile changelog)
    {
        var a = new NodeAttributes(node, findings);
        a.ReportUnknown("name", "value", "file", "relativeToChangelogFile", "errorIfMissing", "global", "context", "contextFilter", "labels", "dbms");
        if (a.Find("contextFilter") is { } filter)
        {
            findings.Add(LanguageRule.IgnoredPropertyFilter.At(filter.Span,
                "Liquibase does not look at 'contextFilter' on a property, and neither is it looked at here.",
                "Write 'context' instead."));
        }
        var template = new ChangelogProperty("", null, new ContextExpression(a.Text("context"), node.Span), a.Labels(), a.Dbms(), node.Span);
        var isGlobal = a.Flag("global", otherwise: true);
        if (a.Text("file") is { } path)
        {
            foreach (var (name, value) in ReadFile(path, a, changelog)) Define(template with { Name = name, Value = value }, isGlobal, changelog);
        }
        if (a.Find("name") is not null)
            Define(template with { Name = a.Required("name"), Value = a.Find("value")?.Scalar?.Value }, isGlobal, changelog);
        else if (a.Find("file") is null)
            findings.Add(LanguageRule.IgnoredEntry.At(node.Span, "The property has no name; it is passed over.", "Add 'name' and 'value', or 'file'."));
    }

    void Define(ChangelogProperty property, bool isGlobal, SearchPathFile changelog)
    {
        if (properties.FromEnvironment(property.Name) is { } variable && (property.Value is null || variable != JavaText.Of(property.Value)))
        {
            var (winner, advice) = options.Environment(property.Name) is null
                ? ($"Java's system property '{property.Name}', as Liquibase sees it on this machine,", "Give the property another name.")
                : ($"An environment variable of the name '{property.Name}'", "Give the property another name, or unset the variable.");
            findings.Add(LanguageRule.ShadowedProperty.At(property.Span, $"{winner} takes precedence over this property.", advice));
        }
        if (options.DatabaseProperties.ContainsKey(property.Name))
        {
            findings.Add(LanguageRule.ShadowedProperty.At(property.Span, $"The fact '{property.Name}' of the database takes precedence over this property.",
                "Give the property another name."));
        }
        if (isGlobal) properties.DefineGlobal(property);
        else properties.DefineLocal(changelog.Name, property);
    }

    IEnumerable<KeyValuePair<string, string>> ReadFile(string path, NodeAttributes a, SearchPathFile changelog)
    {
        var name = a.Flag("relativeToChangelogFile", otherwise: false) ? SearchPath.Sibling(changelog.Name, path) : path;
        var span = a.Find("file")!.Span;
        if (options.SearchPath.Find(name, span) is not { } file)
        {
            if (a.Flag("errorIfMissing", otherwise: true)) throw options.SearchPath.NotFound(name, span);
            findings.Add(LanguageRule.MissingOptionalFile.At(span, $"The file '{name}' was not found; it is optional."));
            return [];
        }
        files.Add(file.FullPath);
        return JavaProperties.Read(ChangelogText.ReadBytes(file.FullPath, file.DisplayPath, options.Limits));
    }
}
