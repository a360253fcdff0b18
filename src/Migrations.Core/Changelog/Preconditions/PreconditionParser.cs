using System.Collections.Immutable;
using System.Globalization;

namespace Migrations.Changelog;

/// <summary>Makes preconditions of nodes.</summary>
sealed class PreconditionParser(ICollection<MigrationFinding> findings)
{
    static readonly string[] Settings = ["onFail", "onError", "onFailMessage", "onErrorMessage", "onSqlOutput"];
    static readonly string[] Kinds =
    [
        "and", "or", "not", "dbms", "runningAs", "changeSetExecuted", "columnExists", "tableExists", "viewExists", "foreignKeyConstraintExists",
        "indexExists", "sequenceExists", "primaryKeyExists", "uniqueConstraintExists", "rowCount", "tableIsEmpty", "sqlCheck",
        "changeLogPropertyDefined", "expectedQuotingStrategy", "customPrecondition",
    ];

    /// <summary>Reads a <c>preConditions</c> node.</summary>
    /// <exception cref="MigrationException">A condition is not known, or lacks something.</exception>
    public PreconditionContainer Parse(ChangelogNode node)
    {
        var attributes = new NodeAttributes(node, findings);
        return new PreconditionContainer(new Precondition.And(Nested(node, Settings), node.Span), node.Span)
        {
            OnFail = Action(attributes, "onFail"),
            OnError = Action(attributes, "onError"),
            OnFailMessage = attributes.Text("onFailMessage"),
            OnErrorMessage = attributes.Text("onErrorMessage"),
            OnSqlOutput = attributes.Choice("onSqlOutput", OnSqlOutputAction.Ignore, StringComparison.OrdinalIgnoreCase,
                ("IGNORE", OnSqlOutputAction.Ignore), ("TEST", OnSqlOutputAction.Test), ("FAIL", OnSqlOutputAction.Fail)),
        };
    }

    /// <summary>Liquibase reads the words in any case, but fails on MARK_RAN when it is not in upper case.</summary>
    static PreconditionAction Action(NodeAttributes attributes, string name)
    {
        var action = attributes.Choice(name, PreconditionAction.Halt, StringComparison.OrdinalIgnoreCase,
            ("HALT", PreconditionAction.Halt), ("CONTINUE", PreconditionAction.Continue),
            ("MARK_RAN", PreconditionAction.MarkRan), ("WARN", PreconditionAction.Warn));
        return action == PreconditionAction.MarkRan && attributes.TrimmedText(name) != "MARK_RAN" ? throw attributes.Invalid(name, "MARK_RAN in upper case") : action;
    }

    ImmutableArray<Precondition> Nested(ChangelogNode node, string[] otherNames)
    {
        var nested = ImmutableArray.CreateBuilder<Precondition>();
        foreach (var child in node.Children.Where(child => !otherNames.Contains(child.Name, StringComparer.OrdinalIgnoreCase)))
        {
            if (Condition(child) is { } condition) nested.Add(condition);
        }
        return nested.ToImmutable();
    }

    Precondition? Condition(ChangelogNode node)
    {
        var a = new NodeAttributes(node, findings, StringComparison.Ordinal);
        switch (node.Name)
        {
            // A container within a container counts as 'and'; what it says of failing does not count.
            case "preConditions": return new Precondition.And(Nested(node, Settings), node.Span);
            case "and": return new Precondition.And(Nested(node, []), node.Span);
            case "or": return new Precondition.Or(Nested(node, []), node.Span);
            case "not": return new Precondition.Not(Nested(node, []), node.Span);
            case "dbms":
                a.ReportUnknown("type");
                return new Precondition.Dbms(new DbmsFilter(a.Text("type")), node.Span);
            case "runningAs":
                a.ReportUnknown("username");
                return new Precondition.RunningAs(a.Text("username") ?? "", node.Span);
            case "changeSetExecuted":
                a.ReportUnknown("id", "author", "changeLogFile");
                return a.Text("id") is { } id && a.Text("author") is { } author
                    ? new Precondition.ChangeSetExecuted(id, author, a.Text("changeLogFile"), node.Span)
                    : Never(node, "'id' and 'author'");
            case "sqlCheck":
                a.ReportUnknown("sql", "expectedResult");
                return new Precondition.SqlCheck(node.Scalar?.Text ?? a.Required("sql"), RequiredResult(a), node.Span);
            case "changeLogPropertyDefined":
                a.ReportUnknown("property", "value");
                return a.Text("property") is { } property
                    ? new Precondition.ChangeLogPropertyDefined(property, a.Text("value"), node.Span)
                    : Never(node, "'property'");
            case "expectedQuotingStrategy":
                a.ReportUnknown("strategy");
                return new Precondition.ExpectedQuotingStrategy(QuotingStrategies.Read(a, "strategy"), node.Span);
            case "customPrecondition":
                throw new MigrationException(ErrorCode.NotSupported, "A custom precondition is a Java class, and there is no Java here.",
                    "Say the same with 'sqlCheck'.", node.Span);
            default: return OnObject(node, a) ?? Unknown(node);
        }
    }

    Precondition? OnObject(ChangelogNode node, NodeAttributes a)
    {
        var (catalog, schema, span) = (a.TrimmedText("catalogName"), a.TrimmedText("schemaName"), node.Span);
        void Known(params ReadOnlySpan<string> names) => a.ReportUnknown(["catalogName", "schemaName", .. names]);
        switch (node.Name)
        {
            case "tableExists":
                Known("tableName");
                return new ObjectPrecondition.TableExists(a.Required("tableName"), catalog, schema, span);
            case "columnExists":
                Known("tableName", "columnName");
                return a.TrimmedText("tableName") is { } columnTable && a.TrimmedText("columnName") is { } column
                    ? new ObjectPrecondition.ColumnExists(columnTable, column, catalog, schema, span)
                    : Never(node, "'tableName' and 'columnName'");
            case "viewExists":
                Known("viewName");
                return new ObjectPrecondition.ViewExists(a.Required("viewName"), catalog, schema, span);
            case "sequenceExists":
                Known("sequenceName");
                return a.TrimmedText("sequenceName") is { } sequence ? new ObjectPrecondition.SequenceExists(sequence, catalog, schema, span) : Never(node, "'sequenceName'");
            case "indexExists":
                Known("indexName", "tableName", "columnNames");
                return a.TrimmedText("indexName") is null && (a.TrimmedText("tableName") is null || Names(a).IsEmpty)
                    ? Never(node, "'indexName', or 'tableName' and 'columnNames'")
                    : new ObjectPrecondition.IndexExists(a.TrimmedText("indexName"), a.TrimmedText("tableName"), Names(a), catalog, schema, span);
            case "foreignKeyConstraintExists":
                Known("foreignKeyName", "foreignKeyTableName");
                return a.TrimmedText("foreignKeyName") is { } key
                    ? new ObjectPrecondition.ForeignKeyConstraintExists(key, a.TrimmedText("foreignKeyTableName"), catalog, schema, span)
                    : Never(node, "'foreignKeyName'");
            case "primaryKeyExists":
                Known("primaryKeyName", "tableName");
                if (a.TrimmedText("primaryKeyName") is null && a.TrimmedText("tableName") is null) throw a.Missing("tableName");
                return new ObjectPrecondition.PrimaryKeyExists(a.TrimmedText("primaryKeyName"), a.TrimmedText("tableName"), catalog, schema, span);
            case "uniqueConstraintExists":
                Known("tableName", "constraintName", "columnNames");
                return a.TrimmedText("tableName") is { } uniqueTable
                    ? new ObjectPrecondition.UniqueConstraintExists(uniqueTable, a.TrimmedText("constraintName"), Names(a), catalog, schema, span)
                    : Never(node, "'tableName'");
            case "rowCount":
                Known("tableName", "expectedRows");
                return new ObjectPrecondition.RowCount(a.Required("tableName"), ExpectedRows(a), catalog, schema, span);
            case "tableIsEmpty":
                Known("tableName");
                return new ObjectPrecondition.TableIsEmpty(a.Required("tableName"), catalog, schema, span);
            default: return null;
        }
    }

    /// <summary>What Liquibase takes as not met where other conditions are an error.</summary>
    Precondition.Never Never(ChangelogNode node, string needed)
    {
        var why = $"'{node.Name}' needs {needed} and never holds without";
        findings.Add(LanguageRule.IncompletePrecondition.At(node.Span, $"{why}.", $"Add {needed}."));
        return new Precondition.Never(why, node.Span);
    }

    /// <summary>Only an unknown name with something below it is an error for Liquibase; a plain value is passed over.</summary>
    Precondition? Unknown(ChangelogNode node)
    {
        var advice = NameSuggestion.Advice(node.Name, [.. Kinds, .. Settings], $"The conditions are {string.Join(", ", Kinds)}.");
        if (!node.Children.IsEmpty)
            throw new MigrationException(ErrorCode.InvalidChangelog, $"There is no precondition '{node.Name}'.", advice, node.Span);
        findings.Add(LanguageRule.IgnoredEntry.At(node.Span, $"There is no precondition '{node.Name}'; it is passed over.", advice));
        return null;
    }

    static ImmutableArray<string> Names(NodeAttributes attributes) => attributes.TrimmedText("columnNames") is { } names
        ? [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
        : [];

    static string RequiredResult(NodeAttributes attributes) => attributes.Text("expectedResult") ?? throw attributes.Missing("expectedResult");

    static long ExpectedRows(NodeAttributes attributes) =>
        long.TryParse(attributes.Required("expectedRows"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var rows)
            ? rows
            : throw new MigrationException(ErrorCode.InvalidValue, $"'{attributes.Find("expectedRows")!.Scalar!.SourceText}' is no number of rows.",
                "Write a whole number.", attributes.Find("expectedRows")!.Span);
}
