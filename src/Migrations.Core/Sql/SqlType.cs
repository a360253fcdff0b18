using System.Collections.Immutable;
using System.Globalization;

namespace Migrations.Sql;

/// <summary>
/// A column type. In the schema model and in nodes it is the database's own type in the dialect's canonical spelling
/// (lower case, short names: <c>varchar(50)</c>, <c>timestamp</c>), so that a planned and an inspected column compare equal.
/// </summary>
/// <param name="Text">The type as it stands in SQL.</param>
public sealed record SqlType(string Text)
{
    /// <summary>The name before the parenthesis, lower case: <c>varchar</c>, <c>timestamp with time zone</c> without its precision.</summary>
    public string BaseName
    {
        get
        {
            var open = Text.IndexOf('(', StringComparison.Ordinal);
            return (open < 0 ? Text : Text[..open]).Trim().ToLowerInvariant();
        }
    }

    /// <summary>What stands between the parentheses, split at commas outside quotes; empty where there are none.</summary>
    public ImmutableArray<string> Arguments
    {
        get
        {
            var open = Text.IndexOf('(', StringComparison.Ordinal);
            var close = Text.LastIndexOf(')');
            return open < 0 || close < open ? [] : SplitArguments(Text[(open + 1)..close]);
        }
    }

    /// <summary>What stands behind the parentheses: <c>unsigned</c>, <c>with time zone</c>; empty where there is nothing.</summary>
    public string Suffix
    {
        get
        {
            var close = Text.LastIndexOf(')');
            return close < 0 ? "" : Text[(close + 1)..].Trim().ToLowerInvariant();
        }
    }

    /// <summary>The first argument as a number (length, precision), or null.</summary>
    public int? Length => Arguments is [var first, ..] && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    static ImmutableArray<string> SplitArguments(string inner)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\'')
                quoted = !quoted;
            else if (inner[i] == ',' && !quoted)
            {
                parts.Add(inner[start..i].Trim());
                start = i + 1;
            }
        }
        parts.Add(inner[start..].Trim());
        return parts.ToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
