namespace Migrations.Changelog;

/// <summary>Makes edits of SQL of a <c>modifySql</c> node.</summary>
sealed class SqlVisitorParser(ICollection<MigrationFinding> findings)
{
    static readonly string[] Edits = ["prepend", "append", "replace", "regExpReplace"];
    static readonly string[] Filters = ["dbms", "contextFilter", "context", "labels", "applyToRollback"];

    /// <summary>The edits in order.</summary>
    public IEnumerable<SqlVisitor> Parse(ChangelogNode node)
    {
        var attributes = new NodeAttributes(node, findings);
        var filter = new SqlVisitorFilter(attributes.Dbms(), NotEmpty(attributes.Context()), NotEmpty(attributes.Labels()),
            attributes.Flag("applyToRollback", otherwise: false));
        foreach (var child in node.Children.Where(child => !Filters.Contains(child.Name, StringComparer.OrdinalIgnoreCase)))
        {
            if (Edits.Contains(child.Name)) yield return Edit(child, filter);
            else if (child.Name == "appendSqlIfNotPresent") findings.Add(LanguageRule.IgnoredEntry.At(child.Span,
                $"Liquibase passes over '{child.Name}', and so it is here.", "Write 'append' if the text is to be appended."));
            else attributes.Unknown(child, [.. Edits, .. Filters]);
        }
    }

    SqlVisitor Edit(ChangelogNode node, SqlVisitorFilter filter)
    {
        var a = new NodeAttributes(node, findings);
        a.ReportUnknown(node.Name is "replace" or "regExpReplace" ? ["replace", "with", .. Filters] : ["value", .. Filters]);
        filter = new SqlVisitorFilter(
            a.Find("dbms") is null ? filter.Dbms : a.Dbms(),
            NotEmpty(a.Context()) ?? filter.Context,
            NotEmpty(a.Labels()) ?? filter.Labels,
            a.Flag("applyToRollback", filter.ApplyToRollback));
        return node.Name switch
        {
            "prepend" => new SqlVisitor.Prepend(a.Text("value"), filter, node.Span),
            "append" => new SqlVisitor.Append(a.Text("value"), filter, node.Span),
            "replace" => new SqlVisitor.Replace(a.Text("replace"), a.Text("with"), filter, node.Span),
            _ => new SqlVisitor.RegExpReplace(a.Text("replace"), a.Text("with"), filter, node.Span),
        };
    }

    static ContextExpression? NotEmpty(ContextExpression expression) => expression.IsEmpty ? null : expression;

    static LabelSet? NotEmpty(LabelSet labels) => labels.IsEmpty ? null : labels;
}
