namespace Migrations.Changelog;

/// <summary>
/// <c>removeChangeSetProperty</c>: takes a position off the columns of every <c>addColumn</c>, for databases that have no column order.
/// </summary>
/// <param name="Attribute">The attribute of the columns: <c>afterColumn</c>, <c>beforeColumn</c> or <c>position</c>.</param>
sealed record ColumnPropertyRemoval(string Attribute)
{
    const string Change = "addColumn";

    /// <summary>Reads the entry; null where it does not concern the target.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.InvalidValue"/>: another attribute is named.</exception>
    public static ColumnPropertyRemoval? Parse(ChangelogNode node, string? dbms, ICollection<MigrationFinding> findings)
    {
        var attributes = new NodeAttributes(node, findings);
        attributes.ReportUnknown("change", "dbms", "remove");
        if (attributes.Text("change") != Change)
        {
            findings.Add(LanguageRule.IgnoredEntry.At(node.Span, $"'{node.Name}' knows only the change {Change}; this one has no effect.",
                "Remove it."));
            return null;
        }
        if (dbms is not null && !attributes.Dbms().Matches(dbms, whenEmpty: false)) return null;
        return new ColumnPropertyRemoval(attributes.Choice<string>("remove", null!, StringComparison.Ordinal,
            ("afterColumn", "afterColumn"), ("beforeColumn", "beforeColumn"), ("position", "position")) ?? throw attributes.Missing("remove"));
    }

    /// <summary>The change without the attribute, if it is an <c>addColumn</c>.</summary>
    public ChangelogNode ApplyTo(ChangelogNode change) => change.Name == Change ? WithoutAttribute(change) : change;

    /// <summary>A single column may be written right under <c>columns</c>.</summary>
    ChangelogNode WithoutAttribute(ChangelogNode node) => node with
    {
        Children = [.. node.Children
            .Where(child => !(node.Name is "column" or "columns" && child.Name.Equals(Attribute, StringComparison.OrdinalIgnoreCase)))
            .Select(child => child.Name is "columns" or "column" ? WithoutAttribute(child) : child)],
    };
}
