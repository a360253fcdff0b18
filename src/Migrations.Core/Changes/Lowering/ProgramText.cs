using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary>What changes that create a procedure, function or trigger have in common: their author's text, in their body or in a file, which runs as it is.</summary>
static class ProgramText
{
    /// <summary>The definition of a change type of the commercial edition that holds a program.</summary>
    public static ChangeDefinition Define(
        string name, Func<ElementContent, Change> create, TextAttribute programName, TextAttribute body, params ImmutableArray<ChangeAttribute> more) =>
        new(name, create, [CatalogName, SchemaName, programName, .. more, ReplaceIfExists, FilePath, RelativeToChangelogFile, Encoding, Dbms, Comments, body])
        {
            IsCommercial = true,
            ChecksumSource = ChecksumSource.AttributesAndSql,
            Body = body,
            File = FilePath,
            Dbms = Dbms,
            NotInChecksum = [FilePath, RelativeToChangelogFile, Encoding, Dbms, Comments, body],
        };

    /// <summary>What is wrong with where the text stands.</summary>
    public static IEnumerable<MigrationException> Errors(Change change)
    {
        var body = change.Definition.Body!;
        if (string.IsNullOrWhiteSpace(change[body]) && string.IsNullOrEmpty(change[FilePath]))
        {
            yield return new(ErrorCode.MissingAttribute, $"'{change.Definition.Name}' has no text.", $"Add '{body.Name}', or 'path' with the file that holds it.", change.Span);
        }
        else if (change[body] is not null && change[FilePath] is not null)
            yield return new(ErrorCode.InvalidChangelog, $"'{change.Definition.Name}' has both '{body.Name}' and 'path'.", "Keep one of them.", change.SpanOf(FilePath));
    }

    /// <summary>
    /// The text as nodes. What is no CREATE PROCEDURE, FUNCTION or TRIGGER is sent all the same, as Liquibase does; but nobody knows how to undo it.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="name">The attribute with the name of what it creates.</param>
    /// <param name="context">What it is lowered with.</param>
    /// <param name="replace">Whether the change asks to replace what is there.</param>
    public static IEnumerable<SqlNode> Lower(Change change, TextAttribute name, LoweringContext context, bool replace)
    {
        var text = Read(change, context);
        var rules = context.Dialect.Lexical;
        // SQL Server takes all that stands behind the head of a procedure for its body.
        var statements = rules.Flavor() == SqlFlavor.SqlServer ? [] : SqlSplitter.Split(text, rules);
        if (replace && (statements.Count > 1 || ProgramHeader.Read(text, rules) is not { IfNotExists: false }))
        {
            throw new MigrationException(ErrorCode.InvalidValue,
                $"The text of '{change.Definition.Name}' is not one CREATE statement, so that it is not known what 'replaceIfExists' is to replace.", "Write one CREATE statement.", change.Span);
        }
        if (statements.Count < 2)
            CheckName(change, name, ProgramHeader.Read(text, rules), context, replace);
        return statements.Count > 1 ? statements.Select(s => Lower(change, s.Text, context, replace)) : [Lower(change, text, context, replace)];
    }

    /// <summary>The name in the text counts. Where another one is to be replaced, Liquibase would drop that one.</summary>
    static void CheckName(Change change, TextAttribute attribute, ProgramHeader? header, LoweringContext context, bool replace)
    {
        if (header is null || change[attribute] is not { Length: > 0 } written || written.Contains(header.Name[^1].Text, StringComparison.OrdinalIgnoreCase))
            return;
        var message = $"'{attribute.Name}' is '{written}', and the text creates '{header.Name[^1].Text}'.";
        if (replace)
            throw new MigrationException(ErrorCode.InvalidValue, message, "Write the same name in both places.", change.SpanOf(attribute));
        context.Findings.Add(LanguageRule.IgnoredEntry.At(change.SpanOf(attribute), message, "Write the same name in both places; the one in the text counts."));
    }

    static SqlNode Lower(Change change, string text, LoweringContext context, bool replace)
    {
        var rules = context.Dialect.Lexical;
        if (ProgramHeader.Read(text, rules) is not { IfNotExists: false } header)
            return SqlText.CreateNode(text, context.Dialect);
        if (header.Kind == ObjectKind.Trigger)
            return Trigger(change, header, text, context, replace);
        // As in Liquibase: createProcedure takes neither PROC nor FUNCTION for a procedure.
        if (change.Definition.Name.EndsWith(header.Word, StringComparison.OrdinalIgnoreCase) && Qualifier(change, context) is { } schema)
        {
            text = header.WithName($"{context.Dialect.Quote(schema)}.{context.Dialect.Quote(Resolve(header.Name, context).Name)}");
            header = ProgramHeader.Read(text, rules)!;
        }
        var program = new StoredProgram(header.Kind, Resolve(header.Name, context), text) { Arguments = header.Arguments is null ? null : context.Dialect.SignatureOf(header.Arguments) };
        return new CreateStoredProgram(program, replace || header.Replaces);
    }

    /// <summary>The text, without blanks around it and a semicolon behind it.</summary>
    static string Read(Change change, LoweringContext context)
    {
        var written = change[FilePath] is { Length: > 0 } ? context.Resources.Expand(change.ReadTextFile(FilePath, context.Resources)) : change.Require(change.Definition.Body!);
        var text = JavaBlank.Trim(written).ToString();
        if (text.EndsWith(';'))
            text = JavaBlank.Trim(text.AsSpan(0, text.Length - 1)).ToString();
        var last = text[(text.LastIndexOf('\n') + 1)..].Trim();
        var command = text.StartsWith("DELIMITER ", StringComparison.OrdinalIgnoreCase) ? "DELIMITER" : last is "/" || last.Equals("GO", StringComparison.OrdinalIgnoreCase) ? last : null;
        return command is null || text.Length == last.Length ? text : throw new MigrationException(ErrorCode.InvalidValue,
            $"The text of '{change.Definition.Name}' holds '{command}', which is a command of a client program and no SQL.", "Take it out: the text is sent as one statement.", change.Span);
    }

    /// <summary>The schema that the change puts in front of the name, whatever stands there; null where it says none, or one that need not be said.</summary>
    static string? Qualifier(Change change, LoweringContext context) =>
        string.IsNullOrEmpty(change[SchemaName]) ? null : context.Name(null, change[SchemaName], "").Schema ?? context.Dialect.DefaultSchema;

    static ObjectName Resolve(ImmutableArray<NamePart> parts, LoweringContext context)
    {
        var name = SqlText.Resolve(parts, context.Dialect.Lexical);
        return context.Dialect.Resolve(null, name.Schema, "", QuotingStrategy.QuoteAllObjects) with { Name = name.Name };
    }

    static CreateStoredProgram Trigger(Change change, ProgramHeader header, string text, LoweringContext context, bool replace)
    {
        if (header.Table.IsEmpty)
        {
            throw new MigrationException(ErrorCode.NotSupported, "A trigger that belongs to no table is not supported.", "Write it in a 'sql' change, with a 'rollback'.", change.Span);
        }
        var table = Resolve(header.Table, context);
        if (Qualifier(change, context) is { } schema && (table.Schema ?? context.Dialect.DefaultSchema) is var written && !context.Schema.Names.Equals(written, schema))
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"'schemaName' says {schema}, and the trigger's text is about a table of {written ?? "the default schema"}.",
                "Write the schema in front of the table in the text.", change.Span);
        }
        // createProcedure, which runs any text, has no such attribute.
        if (change.Definition.Attributes.Contains(TriggerTable) && change[TriggerTable] is { Length: > 0 } named && !context.Schema.Names.Equals(context.Name(change[CatalogName], change[SchemaName], named).Name, table.Name))
        {
            throw new MigrationException(ErrorCode.InvalidValue, $"'{TriggerTable.Name}' is '{named}', and the trigger's text is about the table {table}.",
                "Write the same table in both places.", change.SpanOf(TriggerTable));
        }
        var name = table.Sibling(Resolve(header.Name, context).Name);
        return new(new(ObjectKind.Trigger, name, text) { Table = table }, replace || header.Replaces);
    }

    /// <summary>What a name in a change means, with the types of arguments that may stand behind it: <c>name(int, text)</c>.</summary>
    public static ObjectKey Key(ObjectKind kind, string? catalog, string? schema, string name, LoweringContext context)
    {
        var open = name.IndexOf('(', StringComparison.Ordinal);
        return open > 0 && name.TrimEnd().EndsWith(')') && context.Dialect.SignatureOf(name[(open + 1)..name.LastIndexOf(')')]) is { } arguments
            ? new(kind, context.Name(catalog, schema, name[..open].Trim()), arguments)
            : new(kind, context.Name(catalog, schema, name));
    }
}
