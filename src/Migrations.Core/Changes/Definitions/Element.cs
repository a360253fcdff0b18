using System.Collections.Immutable;
using System.Numerics;
using Migrations.Changelog;

namespace Migrations.Changes;

/// <summary>An element of a changelog with its attributes read: a change, a column, the constraints of a column.</summary>
public abstract class Element
{
    readonly AttributeValues values;

    private protected Element(ElementContent content)
    {
        Definition = content.Definition;
        Node = content.Node;
        values = new(content.Values);
    }

    /// <summary>What it may say.</summary>
    public ElementDefinition Definition { get; }

    /// <summary>Where it was read from.</summary>
    public ChangelogNode Node { get; }

    /// <summary>Where it stands.</summary>
    public SourceSpan Span => Node.Span;

    /// <summary>The text of an attribute; null where it has none.</summary>
    public string? this[TextAttribute attribute] => (string?)Value(attribute);

    /// <summary>Whether an attribute is true; null where nothing is said.</summary>
    public bool? this[BooleanAttribute attribute] => (bool?)Value(attribute);

    /// <summary>The number of an attribute; null where it has none.</summary>
    public BigInteger? this[IntegerAttribute attribute] => (BigInteger?)Value(attribute);

    /// <summary>The value of an attribute as it was read: text, <see cref="bool"/>, <see cref="BigInteger"/>, an element or an array of elements.</summary>
    public object? Value(ChangeAttribute attribute) => values[Definition.IndexOf(attribute)];

    /// <summary>The element of an attribute; null where it has none.</summary>
    public T? Get<T>(ElementAttribute<T> attribute) where T : Element => (T?)Value(attribute);

    /// <summary>The entries of a list; empty where there are none.</summary>
    public ImmutableArray<T> Get<T>(ElementsAttribute<T> attribute) where T : Element => Value(attribute) is ImmutableArray<T> list ? list : [];

    /// <summary>The place of an attribute, or of the element where it is not written.</summary>
    public SourceSpan SpanOf(ChangeAttribute attribute) => Node.Children.FirstOrDefault(c => attribute.IsNamed(c.Name))?.Span ?? Span;

    /// <summary>The text of an attribute that the element cannot do without.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.MissingAttribute"/>.</exception>
    public string Require(TextAttribute attribute) => this[attribute] is { Length: > 0 } text ? text : throw Missing(attribute);

    internal MigrationException Missing(ChangeAttribute attribute) => new(ErrorCode.MissingAttribute,
        Value(attribute) is "" ? $"'{attribute.Name}' of '{Definition.Name}' is empty." : $"'{Definition.Name}' lacks '{attribute.Name}'.",
        $"Add '{attribute.Name}'.", SpanOf(attribute));

    internal object? ValueAt(int index) => values[index];

    /// <summary>What a number is as a decimal; null where there is none.</summary>
    /// <exception cref="MigrationException">It is too large for any database.</exception>
    internal decimal? Decimal(IntegerAttribute attribute) => this[attribute] is not { } number ? null
        : number >= (BigInteger)decimal.MinValue && number <= (BigInteger)decimal.MaxValue ? (decimal)number
        : throw new MigrationException(ErrorCode.InvalidValue, $"'{attribute.Name}' is {number}, which is too large.", "Write a smaller number.", SpanOf(attribute));

    /// <summary>The attributes that lack a value or are not allowed on a database, those of the elements inside included.</summary>
    private protected List<MigrationException> AttributeErrors(string dbms)
    {
        var errors = new List<MigrationException>();
        AddAttributeErrors(dbms, errors);
        return errors;
    }

    void AddAttributeErrors(string dbms, List<MigrationException> errors)
    {
        for (var i = 0; i < Definition.Attributes.Length; i++)
        {
            var attribute = Definition.Attributes[i];
            if (values[i] is null or "" && attribute.IsRequiredOn(dbms))
                errors.Add(Missing(attribute));
            else if (values[i] is not null && !attribute.IsAllowedOn(dbms) && !(attribute.IsFalseAllowed && values[i] is false))
            {
                errors.Add(new(ErrorCode.NotSupported, $"'{attribute.Name}' of '{Definition.Name}' is not supported on {dbms}.",
                    $"Remove it, or give the change set a 'dbms' filter. It is supported on: {string.Join(", ", attribute.AllowedOn)}.", SpanOf(attribute)));
            }
            if (values[i] is not IEnumerable<Element> elements)
                continue;
            foreach (var element in elements)
                element.AddAttributeErrors(dbms, errors);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Definition.Name;
}
