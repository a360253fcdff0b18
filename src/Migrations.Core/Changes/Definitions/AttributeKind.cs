namespace Migrations.Changes;

/// <summary>What the value of an attribute is.</summary>
public enum AttributeKind
{
    /// <summary>A text; other values are turned into Java's text of them, as Liquibase does.</summary>
    Text,
    /// <summary>True for <c>true</c> in any case, else false.</summary>
    Boolean,
    /// <summary>A whole number of any size.</summary>
    Integer,
    /// <summary>A number as it is written; on a column, what is not a number becomes an expression.</summary>
    Number,
    /// <summary>A date, a time or both; on a column, what is neither becomes an expression.</summary>
    Date,
    /// <summary>An expression in SQL.</summary>
    Expression,
    /// <summary>The name of a sequence.</summary>
    Sequence,
    /// <summary>One element with attributes of its own.</summary>
    Element,
    /// <summary>A list of elements with attributes of their own.</summary>
    Elements,
}
