using System.Collections.Immutable;

namespace Migrations.Changelog;

/// <summary>A rule about the text of changelogs, by which findings are known. Codes are never reused.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Name">The name in words.</param>
/// <param name="Severity">How much it matters when nothing else is said.</param>
/// <param name="IsErrorWhenStrict">Whether <c>-Strict</c> makes it an error.</param>
/// <param name="Why">What it is about, in one sentence.</param>
public sealed record LanguageRule(string Code, string Name, FindingSeverity Severity, bool IsErrorWhenStrict, string Why)
{
    /// <summary>A key stands twice in one map; the last one counts.</summary>
    public static LanguageRule DuplicateKey { get; } = Lax("MIG1001", nameof(DuplicateKey),
        "A key stands twice in one map; the last one counts.");

    /// <summary>A list stands directly in a list, where nothing reads it.</summary>
    public static LanguageRule NestedList { get; } = Lax("MIG1002", nameof(NestedList),
        "A list stands directly in a list, where nothing reads it.");

    /// <summary>A <c>!!binary</c> value, which Liquibase turns into a different text in every run.</summary>
    public static LanguageRule BinaryValue { get; } = Lax("MIG1003", nameof(BinaryValue),
        "A !!binary value, which Liquibase turns into a different text in every run.");

    /// <summary>An attribute of a change set, of the changelog or of one of its entries that nothing reads.</summary>
    public static LanguageRule UnknownAttribute { get; } = Lax("MIG1004", nameof(UnknownAttribute),
        "An attribute of a change set, of the changelog or of one of its entries that nothing reads.");

    /// <summary>An attribute of a change that nothing reads.</summary>
    public static LanguageRule UnknownChangeAttribute { get; } = Lax("MIG1005", nameof(UnknownChangeAttribute),
        "An attribute of a change that nothing reads.");

    /// <summary>A change set without an author.</summary>
    public static LanguageRule MissingAuthor { get; } = Lax("MIG1006", nameof(MissingAuthor),
        "A change set without an author.");

    /// <summary>A filter on a property that Liquibase does not look at in YAML.</summary>
    public static LanguageRule IgnoredPropertyFilter { get; } = Lax("MIG1007", nameof(IgnoredPropertyFilter),
        "A filter on a property that Liquibase does not look at in YAML.");

    /// <summary>A value that YAML 1.1 turns into something else than what is written (<c>id: 001</c> is <c>1</c>).</summary>
    public static LanguageRule RetypedValue { get; } = Lax("MIG1008", nameof(RetypedValue),
        "A value that YAML 1.1 turns into something else than what is written (id: 001 is 1).");

    /// <summary>A file in a folder that is no changelog.</summary>
    public static LanguageRule SkippedFile { get; } = Information("MIG1009", nameof(SkippedFile),
        "A file in a folder that is no changelog.");

    /// <summary>An optional file or folder is not there.</summary>
    public static LanguageRule MissingOptionalFile { get; } = Information("MIG1010", nameof(MissingOptionalFile),
        "An optional file or folder is not there.");

    /// <summary>An entry that is read but has no effect, such as an unknown name with a plain value.</summary>
    public static LanguageRule IgnoredEntry { get; } = Lax("MIG1011", nameof(IgnoredEntry),
        "An entry that is read but has no effect, such as an unknown name with a plain value.");

    /// <summary>A database name in a <c>dbms</c> filter that no database has.</summary>
    public static LanguageRule UnknownDbms { get; } = Warning("MIG1012", nameof(UnknownDbms),
        "A database name in a dbms filter that no database has.");

    /// <summary>A property of the environment or of the run that takes precedence over one of the changelog.</summary>
    public static LanguageRule ShadowedProperty { get; } = Lax("MIG1013", nameof(ShadowedProperty),
        "A property of the environment or of the run that takes precedence over one of the changelog.");

    /// <summary>A change that does not exist on the target database and is passed over, such as a sequence on SQLite.</summary>
    public static LanguageRule PassedOverChange { get; } = Lax("MIG1014", nameof(PassedOverChange),
        "A change that does not exist on the target database and is passed over, such as a sequence on SQLite.");

    /// <summary>A value of a true-or-false attribute that is neither, which counts as false (<c>"yes"</c>, <c>1</c>).</summary>
    public static LanguageRule LooseBoolean { get; } = Lax("MIG1015", nameof(LooseBoolean),
        "A value of a true-or-false attribute that is neither, which counts as false (\"yes\", 1).");

    /// <summary>A change that restates a column on MariaDB, MySQL or SQL Server, and loses what it does not say again.</summary>
    public static LanguageRule LostByRestating { get; } = Lax("MIG1016", nameof(LostByRestating),
        "A change that restates a column on MariaDB, MySQL or SQL Server, and loses what it does not say again.");

    /// <summary>A precondition that names too little and so never holds.</summary>
    public static LanguageRule IncompletePrecondition { get; } = Lax("MIG1020", nameof(IncompletePrecondition),
        "A precondition that names too little and so never holds.");

    /// <summary>A <c>${name}</c> that nothing defines and that stays as it is written.</summary>
    public static LanguageRule UnknownProperty { get; } = Warning("MIG1021", nameof(UnknownProperty),
        "A ${name} that nothing defines and that stays as it is written.");

    /// <summary>A run without contexts, of a changelog that has some: everything runs.</summary>
    public static LanguageRule NoContextGiven { get; } = Lax("MIG1022", nameof(NoContextGiven),
        "A run without contexts, of a changelog that has some: everything runs.");

    /// <summary>Files of a folder that run in another order than their numbers say.</summary>
    public static LanguageRule SurprisingOrder { get; } = Lax("MIG1023", nameof(SurprisingOrder),
        "Files of a folder that run in another order than their numbers say.");

    /// <summary>Every rule, by code.</summary>
    public static ImmutableDictionary<string, LanguageRule> All { get; } = new[]
    {
        DuplicateKey, NestedList, BinaryValue, UnknownAttribute, UnknownChangeAttribute, MissingAuthor, IgnoredPropertyFilter, RetypedValue,
        SkippedFile, MissingOptionalFile, IgnoredEntry, UnknownDbms, ShadowedProperty, PassedOverChange, LooseBoolean, LostByRestating,
        IncompletePrecondition, UnknownProperty, NoContextGiven, SurprisingOrder,
    }.ToImmutableDictionary(rule => rule.Code, StringComparer.Ordinal);

    /// <summary>A finding of this rule.</summary>
    /// <param name="span">The place.</param>
    /// <param name="message">What was found.</param>
    /// <param name="advice">What to do about it.</param>
    public MigrationFinding At(SourceSpan span, string message, string? advice = null) =>
        new(Code, Name, Severity, message, advice, span.File, span.Line, span.Column);

    /// <summary>The finding as <c>-Strict</c> sees it: an error where its rule says so.</summary>
    public static MigrationFinding WhenStrict(MigrationFinding finding) =>
        All.TryGetValue(finding.Code, out var rule) && rule.IsErrorWhenStrict ? finding with { Severity = FindingSeverity.Error } : finding;

    static LanguageRule Information(string code, string name, string why) => new(code, name, FindingSeverity.Information, IsErrorWhenStrict: false, why);

    static LanguageRule Warning(string code, string name, string why) => new(code, name, FindingSeverity.Warning, IsErrorWhenStrict: false, why);

    static LanguageRule Lax(string code, string name, string why) => new(code, name, FindingSeverity.Warning, IsErrorWhenStrict: true, why);
}
