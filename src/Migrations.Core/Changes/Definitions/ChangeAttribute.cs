using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>
/// An attribute that a change, a column or another element of a changelog may have: the one place that says how it is read, where it is required
/// and where Liquibase allows it.
/// </summary>
/// <param name="name">Its name, as Liquibase's documentation spells it.</param>
/// <param name="kind">What its value is.</param>
public abstract class ChangeAttribute(string name, AttributeKind kind)
{
    /// <summary>Its name, as Liquibase's documentation spells it.</summary>
    public string Name { get; } = name;

    /// <summary>What its value is.</summary>
    public AttributeKind Kind { get; } = kind;

    /// <summary>Whether it must have a value on every database.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The databases on which it must have a value; empty where none asks for it, or all do.</summary>
    public ImmutableArray<string> RequiredOn { get; init; } = [];

    /// <summary>The databases on which Liquibase allows it; empty for all of them.</summary>
    public ImmutableArray<string> AllowedOn { get; init; } = [];

    /// <summary>Whether <c>false</c> may be written also where the attribute is not allowed, because it says nothing.</summary>
    public bool IsFalseAllowed { get; init; }

    /// <summary>Another, older name it may be written with.</summary>
    public string? Alias { get; init; }

    /// <summary>The name that counts in checksums of version 8: the older one where there are two.</summary>
    internal string NameInV8 => Alias ?? Name;

    /// <summary>Whether a plain value in place of the attributes is the value of this one: <c>sql: select 1</c>.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Whether it must have a value on a database.</summary>
    public bool IsRequiredOn(string dbms) => IsRequired || RequiredOn.Contains(dbms);

    /// <summary>Whether Liquibase allows it on a database.</summary>
    public bool IsAllowedOn(string dbms) => AllowedOn.IsEmpty || AllowedOn.Contains(dbms);

    /// <summary>Whether a key means this attribute. Liquibase does not regard the case.</summary>
    internal virtual bool IsNamed(string key) =>
        Name.Equals(key, StringComparison.OrdinalIgnoreCase) || (Alias is not null && Alias.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The value in place of a missing one.</summary>
    internal virtual object? DefaultValue => null;

    /// <summary>Reads the value from its node; null for none.</summary>
    internal abstract object? Read(ChangelogNode node, ICollection<MigrationFinding> findings);

    /// <summary>The text of a node: of its scalar, or of a list as Java writes it (<c>[a, b]</c>); null where it has neither.</summary>
    private protected static string? TextOf(ChangelogNode node)
    {
        var scalars = node.Scalars;
        return scalars.IsDefaultOrEmpty ? null
            : scalars.Length == 1 ? scalars[0].Text
            : $"[{string.Join(", ", scalars.Select(s => s.Text ?? "null"))}]";
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>An attribute whose value is kept as text.</summary>
/// <param name="name">Its name.</param>
/// <param name="kind">What the text is.</param>
public sealed class TextAttribute(string name, AttributeKind kind = AttributeKind.Text) : ChangeAttribute(name, kind)
{
    /// <summary>The value in place of a missing one.</summary>
    public string? Default { get; init; }

    /// <summary>Whether blanks around the value do not belong to it, and a blank value is none.</summary>
    public bool IsTrimmed { get; init; }

    internal override object? DefaultValue => Default;

    internal override object? Read(ChangelogNode node, ICollection<MigrationFinding> findings)
    {
        // Java's date without a time is a moment at midnight; one with an offset reaches the column as text and is no date there.
        if (Kind == AttributeKind.Date && node.Scalar is { Value: DateTimeOffset date } scalar && !scalar.SourceText.Contains(':', StringComparison.Ordinal))
            return date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        var text = TextOf(node);
        return IsTrimmed ? JavaBlank.TrimToNull(text) : text;
    }
}

/// <summary>An attribute that is true or false.</summary>
/// <param name="name">Its name.</param>
public sealed class BooleanAttribute(string name) : ChangeAttribute(name, AttributeKind.Boolean)
{
    /// <summary>The value in place of a missing one.</summary>
    public bool? Default { get; init; }

    internal override object? DefaultValue => Default is { } value ? ScalarValue.Of(value) : null;

    internal override object? Read(ChangelogNode node, ICollection<MigrationFinding> findings)
    {
        if (TextOf(node) is not { } text)
            return null;
        var value = text.Equals("true", StringComparison.OrdinalIgnoreCase);
        if (!value && !text.Equals("false", StringComparison.OrdinalIgnoreCase))
            findings.Add(LanguageRule.LooseBoolean.At(node.Span, $"'{node.Name}' is '{text}', which counts as false.", "Write true or false."));
        return ScalarValue.Of(value);
    }
}

/// <summary>An attribute that is a whole number of any size.</summary>
/// <param name="name">Its name.</param>
public sealed class IntegerAttribute(string name) : ChangeAttribute(name, AttributeKind.Integer)
{
    internal override object? Read(ChangelogNode node, ICollection<MigrationFinding> findings)
    {
        if (TextOf(node) is not { } text)
            return null;
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new MigrationException(ErrorCode.InvalidValue, $"'{node.Name}' is '{text}', which is not a whole number.", "Write digits only.", node.Span);
    }
}
