using System.Text;

namespace Migrations.Changelog;

/// <summary>One expansion of <c>${name}</c>, with what must not be exceeded on the way.</summary>
sealed class PropertyExpansion(ChangelogProperties properties, string fileName, ChangelogLimits limits, SourceSpan span)
{
    int depth;
    int replacements;
    bool usesSecret;
    readonly List<string> unknown = [];

    public ExpandedText Expand(string text)
    {
        var position = 0;
        return new ExpandedText(Read(text, ref position, inName: false), usesSecret) { Unknown = [.. unknown.Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>Reads to the end, or to the <c>}</c> that ends a name. A name may itself contain properties.</summary>
    string Read(string text, ref int position, bool inName)
    {
        if (++depth > limits.MaxPropertyDepth)
            throw ChangelogLimits.Exceeded(nameof(limits.MaxPropertyDepth), limits.MaxPropertyDepth,
                "The nesting of properties (does one contain itself?)", span);
        var result = new StringBuilder();
        while (position < text.Length)
        {
            var c = text[position++];
            if (c == '}' && inName)
            {
                depth--;
                return result.ToString();
            }
            if (c == '$' && position < text.Length && text[position] == '{')
            {
                position++;
                result.Append(Replace(Read(text, ref position, inName: true)));
                if (result.Length > limits.MaxExpandedLength)
                    throw ChangelogLimits.Exceeded(nameof(limits.MaxExpandedLength), limits.MaxExpandedLength,
                        "The length of this text with its properties", span);
            }
            else
            {
                result.Append(c);
            }
        }
        depth--;
        return inName ? "${" + result : result.ToString();
    }

    string Replace(string expression)
    {
        // An unknown or unclosed property inside a name takes the place of the whole, as in Liquibase.
        if (expression.StartsWith("${", StringComparison.Ordinal)) return expression;
        if (++replacements > limits.MaxNodes)
            throw ChangelogLimits.Exceeded(nameof(limits.MaxNodes), limits.MaxNodes, "The number of properties in this text", span);

        var (value, isSecret) = properties.Find(expression.Trim(), fileName);
        usesSecret |= isSecret;
        switch (value)
        {
            case null:
                // A colon says that the text is meant, not a property.
                if (!expression.StartsWith(':'))
                    unknown.Add(expression);
                return "${" + expression + "}";
            case string nested:
                var position = 0;
                return Read(nested, ref position, inName: false);
            default: return JavaText.Of(value);
        }
    }
}
