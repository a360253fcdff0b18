using Migrations.Changelog;
using Migrations.Lint;
using Migrations.Planning;
using Migrations.Proof;

namespace Migrations.Tests.Lint;

/// <summary>The rules as a whole.</summary>
public sealed class RuleCatalogueTests
{
    [Fact]
    public void Every_rule_has_a_code_and_a_name_of_its_own()
    {
        Assert.All(RuleCatalogue.All, rule => Assert.Matches("^MIG[0-9]{4}$", rule.Code));
        Assert.Equal(RuleCatalogue.All.Length, RuleCatalogue.All.Select(r => r.Code).Distinct().Count());
        Assert.Equal(RuleCatalogue.All.Length, RuleCatalogue.All.Select(r => r.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(RuleCatalogue.All.Select(r => r.Code).Order(StringComparer.Ordinal), RuleCatalogue.All.Select(r => r.Code));
    }

    [Fact]
    public void No_rule_is_missing_from_it()
    {
        var declared = typeof(PlanRule).Assembly.GetTypes().SelectMany(t => t.GetProperties(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public))
            .Select(p => p.PropertyType == typeof(PlanRule) ? ((PlanRule)p.GetValue(null)!).Code : p.PropertyType == typeof(LanguageRule) ? ((LanguageRule)p.GetValue(null)!).Code
                : p.PropertyType == typeof(ProofRule) ? ((ProofRule)p.GetValue(null)!).Code : null)
            .OfType<string>();
        var types = typeof(LintRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(LintRule)) && !t.IsAbstract).Select(t => ((LintRule)Activator.CreateInstance(t)!).Code);

        Assert.Equal(declared.Concat(types).Distinct().Order(StringComparer.Ordinal), RuleCatalogue.All.Select(r => r.Code));
    }
}
