using System.Collections.Immutable;
using System.Text.Json.Nodes;
using static Migrations.JsonSchemas.SchemaNodes;

namespace Migrations.JsonSchemas;

/// <summary>
/// What the elements of a changelog around its changes may say. The parsers have no table of it, since each attribute means something of its own to them;
/// a test compares this one with what they know.
/// </summary>
static class ChangelogElements
{
    static readonly ImmutableArray<string> Quoting = ["LEGACY", "QUOTE_ALL_OBJECTS", "QUOTE_ONLY_RESERVED_WORDS"];
    static readonly ImmutableArray<string> Outcomes = ["HALT", "CONTINUE", "MARK_RAN", "WARN"];

    /// <summary>What may stand once at the head of a changelog.</summary>
    public static ImmutableArray<LanguageAttribute> Header { get; } =
        [new("logicalFilePath"), new("contextFilter"), new("context"), new("objectQuotingStrategy") { Words = Quoting }];

    /// <summary>The attributes of a change set.</summary>
    public static ImmutableArray<LanguageAttribute> ChangeSet { get; } =
    [
        Needed("id"), Needed("author"), IsFlag("runAlways"), IsFlag("alwaysRun"), IsFlag("runOnChange"), new("contextFilter"), new("context"), new("labels"),
        new("dbms"), IsFlag("runInTransaction"), IsFlag("failOnError"), new("onValidationFail") { Words = ["HALT", "MARK_RAN"] }, IsFlag("ignore"),
        new("objectQuotingStrategy") { Words = Quoting }, new("runOrder") { Words = ["first", "last"] }, new("runWith"), new("runWithSpoolFile"), new("logicalFilePath"), new("created"), new("comment"),
    ];

    /// <summary><c>include</c>.</summary>
    public static ImmutableArray<LanguageAttribute> Include { get; } =
        [Needed("file"), IsFlag("relativeToChangelogFile"), IsFlag("errorIfMissing"), new("contextFilter"), new("context"), new("labels"), IsFlag("ignore")];

    /// <summary><c>includeAll</c>.</summary>
    public static ImmutableArray<LanguageAttribute> IncludeAll { get; } =
    [
        Needed("path"), IsFlag("relativeToChangelogFile"), IsFlag("errorIfMissingOrEmpty"), new("endsWithFilter"), IsNumber("minDepth"), IsNumber("maxDepth"),
        new("contextFilter"), new("context"), new("labels"), IsFlag("ignore"),
    ];

    /// <summary><c>property</c>.</summary>
    public static ImmutableArray<LanguageAttribute> Property { get; } =
        [new("name"), new("value"), new("file"), IsFlag("relativeToChangelogFile"), IsFlag("errorIfMissing"), IsFlag("global"), new("context"), new("labels"), new("dbms")];

    /// <summary><c>removeChangeSetProperty</c>.</summary>
    public static ImmutableArray<LanguageAttribute> RemoveChangeSetProperty { get; } =
        [new("change") { IsRequired = true, Words = ["addColumn"] }, Needed("dbms"), new("remove") { IsRequired = true, Words = ["afterColumn", "beforeColumn", "position"] }];

    /// <summary>The attributes of <c>preConditions</c>.</summary>
    public static ImmutableArray<LanguageAttribute> PreConditions { get; } =
    [
        new("onFail") { Words = Outcomes }, new("onError") { Words = Outcomes }, new("onFailMessage"), new("onErrorMessage"), new("onSqlOutput") { Words = ["IGNORE", "TEST", "FAIL"] },
    ];

    /// <summary>The conditions that nest no others, by name.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<LanguageAttribute>> Conditions { get; } = new Dictionary<string, ImmutableArray<LanguageAttribute>>
    {
        ["dbms"] = [Needed("type")],
        ["runningAs"] = [Needed("username")],
        ["changeSetExecuted"] = [Needed("id"), Needed("author"), new("changeLogFile")],
        ["sqlCheck"] = [Needed("sql"), Needed("expectedResult")],
        ["changeLogPropertyDefined"] = [Needed("property"), new("value")],
        ["expectedQuotingStrategy"] = [new("strategy") { IsRequired = true, Words = Quoting }],
        ["tableExists"] = OnObject(Needed("tableName")),
        ["columnExists"] = OnObject(Needed("tableName"), Needed("columnName")),
        ["viewExists"] = OnObject(Needed("viewName")),
        ["sequenceExists"] = OnObject(Needed("sequenceName")),
        ["indexExists"] = OnObject(new("indexName"), new("tableName"), new("columnNames")),
        ["foreignKeyConstraintExists"] = OnObject(Needed("foreignKeyName"), new("foreignKeyTableName")),
        ["primaryKeyExists"] = OnObject(new("primaryKeyName"), new("tableName")),
        ["uniqueConstraintExists"] = OnObject(Needed("tableName"), new("constraintName"), new("columnNames")),
        ["rowCount"] = OnObject(Needed("tableName"), new("expectedRows") { IsRequired = true, IsNumber = true }),
        ["tableIsEmpty"] = OnObject(Needed("tableName")),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The filters of <c>modifySql</c> and of each edit in it.</summary>
    public static ImmutableArray<LanguageAttribute> EditFilters { get; } = [new("dbms"), new("contextFilter"), new("context"), new("labels"), IsFlag("applyToRollback")];

    /// <summary>The edits of <c>modifySql</c>, by name.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<LanguageAttribute>> Edits { get; } = new Dictionary<string, ImmutableArray<LanguageAttribute>>
    {
        ["prepend"] = [Needed("value")],
        ["append"] = [Needed("value")],
        ["replace"] = [Needed("replace"), new("with")],
        ["regExpReplace"] = [Needed("replace"), new("with")],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The attributes of a rollback that is another change set.</summary>
    public static ImmutableArray<LanguageAttribute> RollbackReference { get; } = [Needed("changeSetId"), new("changeSetAuthor"), new("changeSetPath")];

    static LanguageAttribute Needed(string name) => new(name) { IsRequired = true };

    static LanguageAttribute IsFlag(string name) => new(name) { IsFlag = true };

    static LanguageAttribute IsNumber(string name) => new(name) { IsNumber = true };

    static ImmutableArray<LanguageAttribute> OnObject(params ImmutableArray<LanguageAttribute> attributes) => [new("catalogName"), new("schemaName"), .. attributes];
}

/// <summary>An attribute of an element of a changelog that is no change.</summary>
/// <param name="Name">Its name.</param>
sealed record LanguageAttribute(string Name)
{
    /// <summary>Whether the element makes no sense without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is true or false.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether it is a whole number.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The words of which it is one; empty where it is any text.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Its schema.</summary>
    public JsonObject Schema() => IsFlag ? Flag() : IsNumber ? Integer() : Words.IsEmpty ? Text() : SchemaNodes.Words(Words.AsSpan());
}
