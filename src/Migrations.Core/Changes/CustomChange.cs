using System.Collections.Immutable;
using Migrations.Sql;

namespace Migrations.Changes;

/// <summary><c>customChange</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class CustomChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute Class = new("class") { IsRequired = true };
    static readonly ParametersAttribute Parameters = new("param");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("customChange", content => new CustomChange(content),
        Class, Parameters);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var parameters = (ImmutableSortedDictionary<string, string?>)Value(Parameters)!;
        return [new PerformAction(new CustomAction(Require(Class), [.. parameters.Select(p => new CustomParameter(p.Key, p.Value))]))];
    }
}
