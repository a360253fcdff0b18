using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Migrations.Changes;

namespace Migrations.Changelog;

/// <summary>For whom and how a changelog is read.</summary>
public sealed record ChangelogOptions
{
    /// <summary>Where files are looked for.</summary>
    public required SearchPath SearchPath { get; init; }

    /// <summary>
    /// The short name of the target database (<c>postgresql</c>, <c>mssql</c>, <c>sqlite</c>, <c>mysql</c>, <c>mariadb</c>); null where there is
    /// none yet: then every <c>dbms</c> filter matches.
    /// </summary>
    public string? Dbms { get; init; }

    /// <summary>The contexts of the run.</summary>
    public ImmutableArray<string> Contexts { get; init; } = [];

    /// <summary>The label expression of the run.</summary>
    public LabelExpression LabelFilter { get; init; } = LabelExpression.Empty;

    /// <summary>The properties that the caller gives.</summary>
    public ImmutableArray<GivenProperty> Properties { get; init; } = [];

    /// <summary>Takes note of the secrets that are met.</summary>
    public KnownSecrets Secrets { get; init; } = new();

    /// <summary>Facts about the database that are properties (<c>database.typeName</c> and so on).</summary>
    public FrozenDictionary<string, string> DatabaseProperties { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Looks up an environment variable; null where there is none. Liquibase compares the names without regard to case.</summary>
    public Func<string, string?> Environment { get; init; } = ProcessEnvironment;

    /// <summary>Whether what Liquibase accepts in silence is an error.</summary>
    public bool Strict { get; init; }

    /// <summary>Bounds on what files may ask for.</summary>
    public ChangelogLimits Limits { get; init; } = ChangelogLimits.Default;

    /// <summary>The readers, one per format; those for YAML, JSON and plain SQL where none are given.</summary>
    public ImmutableArray<IChangelogReader> Readers { get; init; } = [];

    /// <summary>
    /// The names of the change types. They tell a change that is written directly on a change set (<c>sql: select 1</c>) from a mistyped attribute,
    /// and are suggested for names that are not known.
    /// </summary>
    public FrozenSet<string> ChangeTypes { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Makes the summary of a change for the target database, which large files keep beside the change; null where none is wanted.</summary>
    public Func<ChangelogNode, ChangeSummary?>? Summarize { get; init; }

    /// <summary>The environment of this process: the variable of that name, else one whose name differs in case.</summary>
    public static string? ProcessEnvironment(string name)
    {
        if (name.Length == 0 || name.AsSpan().IndexOfAny('=', '\0') >= 0) return null;
        if (System.Environment.GetEnvironmentVariable(name) is { } exact) return exact;
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            if (name.Equals((string)variable.Key, StringComparison.OrdinalIgnoreCase)) return (string?)variable.Value;
        }
        return null;
    }
}
