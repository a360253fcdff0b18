using System.Collections.Frozen;
using Migrations.Changelog;

namespace Migrations.Tests.Changelog;

public sealed class PropertyTests : IDisposable
{
    readonly ChangelogFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The SQL of the change set in a changelog with these properties.</summary>
    string Sql(string properties, string sql, ChangelogOptions? options = null) =>
        folder.BuildEntries($"- changeSet: {{id: 1, author: a, changes: [{{sql: \"{sql}\"}}]}}\n" + properties,
            options).ChangeSets[0].Changes[0].Scalar!.Text!;

    [Theory]
    [InlineData("${a}", "va")]
    [InlineData("${ a }", "va")]
    [InlineData("${A}", "va")]
    [InlineData("x${b}y", "xnested vay")]
    [InlineData("${${ref}}", "va")]
    [InlineData("${none}", "${none}")]
    [InlineData("${ none }", "${ none }")]
    [InlineData("${x ${none}}", "${x ${none}}")]
    [InlineData("${${none}}", "${none}")]
    [InlineData("$a $ {a} {a} $", "$a $ {a} {a} $")]
    [InlineData("$${a}", "$va")]
    [InlineData("${a", "${a")]
    [InlineData("${num} ${date} ${flag}", "1.5 Mon May 06 00:00:00 UTC 2024 true")]
    [InlineData("${nothing}", "${nothing}")]
    public void A_property_is_replaced_as_in_Liquibase(string written, string expected) => Assert.Equal(expected, Sql("""
        - property: {name: a, value: va}
        - property: {name: b, value: 'nested ${a}'}
        - property: {name: ref, value: a}
        - property: {name: num, value: 1.50}
        - property: {name: date, value: 2024-05-06}
        - property: {name: flag, value: yes}
        - property: {name: nothing, value: }
        - property: {name: nothing, value: later}
        """, written));

    [Fact]
    public void Of_globals_the_first_wins_and_of_locals_the_last() => Assert.Equal("g1 l2", Sql("""
        - property: {name: g, value: g1}
        - property: {name: g, value: g2}
        - property: {name: l, value: l1, global: false}
        - property: {name: l, value: l2, global: false}
        """, "${g} ${l}"));

    [Fact]
    public void What_Java_knows_of_the_system_is_there_and_what_it_knows_of_itself_is_not() =>
        Assert.Equal($"{Environment.UserName} {Path.DirectorySeparatorChar} ${{java.version}}", Sql("- property: {name: user.name, value: mine}\n", "${USER.name} ${file.separator} ${java.version}"));

    [Fact]
    public void The_environment_wins_over_facts_over_the_caller_over_the_changelog()
    {
        var options = folder.Options() with
        {
            Environment = name => name == "e" ? "environment" : null,
            DatabaseProperties = new Dictionary<string, string> { ["e"] = "fact", ["f"] = "fact" }.ToFrozenDictionary(),
            Properties = [new GivenProperty("e", "caller"), new GivenProperty("f", "caller"), new GivenProperty("C", "caller")],
        };
        Assert.Equal("environment fact caller changelog", Sql(
            string.Concat("efcx".Select(name => $"- property: {{name: {name}, value: changelog}}\n")), "${e} ${f} ${c} ${x}", options));
    }

    [Fact]
    public void The_environment_is_asked_only_for_names_that_are_written()
    {
        var asked = new List<string>();
        Sql("", "${one} and ${two}", folder.Options() with { Environment = name => { asked.Add(name); return null; } });
        Assert.Equal(["one", "two"], asked);
    }

    [Fact]
    public void A_property_that_the_environment_overrules_is_a_finding()
    {
        var options = folder.Options() with { Environment = name => name == "user" ? "root" : null };
        var model = folder.BuildEntries("- property: {name: user, value: app}\n- property: {name: same, value: x}\n", options);
        Assert.Equal(("ShadowedProperty", 2), (Assert.Single(model.Findings).Name, model.Findings[0].Line));
        Assert.Contains("environment variable of the name 'user'", model.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_Java_has_is_a_finding_that_names_no_variable()
    {
        var model = folder.BuildEntries("- property: {name: user.name, value: app}\n", folder.Options() with { Environment = _ => null });
        Assert.StartsWith("Java's system property 'user.name'", Assert.Single(model.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_choose_between_definitions() => Assert.Equal("c2 pg l2", Sql("""
        - property: {name: c, value: c1, context: prod}
        - property: {name: c, value: c2, context: test}
        - property: {name: d, value: my, dbms: 'mysql, mariadb'}
        - property: {name: d, value: pg, dbms: postgresql}
        - property: {name: l, value: l1, labels: one}
        - property: {name: l, value: l2, labels: two}
        """, "${c} ${d} ${l}", folder.Options("postgresql", "test", "two")));

    [Fact]
    public void A_contextFilter_on_a_property_is_not_looked_at_and_is_a_finding()
    {
        var properties = "- property: {name: c, value: c1, contextFilter: prod}\n- property: {name: c, value: c2}\n";
        Assert.Equal("c1", Sql(properties, "${c}", folder.Options(contexts: "test")));
        Assert.Contains(folder.Build("c.yaml").Findings, finding => finding.Name == "IgnoredPropertyFilter");
    }

    [Fact]
    public void Local_properties_stay_in_their_file_and_global_ones_do_not()
    {
        folder.WithChangelog("inner.yaml", "- changeSet: {id: i, author: a, comment: '${l} ${g} ${late}'}\n- property: {name: gi, value: inner}\n");
        var model = folder.BuildEntries("""
            - property: {name: l, value: local, global: false}
            - property: {name: g, value: global}
            - include: {file: inner.yaml}
            - changeSet: {id: o, author: a, comment: '${l} ${gi}'}
            - property: {name: late, value: late}
            """);
        Assert.Equal(["${l} global late", "local inner"], model.ChangeSets.Select(set => set.Comment));
    }

    [Fact]
    public void A_global_property_of_an_included_file_is_there_for_what_comes_after_the_include()
    {
        folder.WithChangelog("child.yaml", "- property: {name: c, value: child}\n").WithChangelog("child.d.yaml", "- changeSet: {id: d, author: a}\n");
        var model = folder.BuildEntries("- changeSet: {id: '1${c}', author: a}\n- include: {file: child.yaml}\n- changeSet: {id: '2${c}', author: a}\n- include: {file: '${c}.d.yaml'}\n");
        Assert.Equal(["1${c}", "2child", "d"], model.ChangeSets.Select(set => set.Id));
    }

    [Fact]
    public void A_property_may_have_a_file_besides_its_value_and_of_equal_keys_in_a_file_the_last_counts()
    {
        folder.With("p.properties", "f=1\nf=2\n");
        Assert.Equal("v2", folder.BuildEntries("- property: {name: p, value: v, file: p.properties}\n- changeSet: {id: '${p}${f}', author: a}\n").ChangeSets.Single().Id);
    }

    [Fact]
    public void Properties_come_from_files_in_the_format_of_Java()
    {
        folder.With("p.properties", [.. "# c\n! c\nk1 = v1\nk2:v2\nk3 v3\nk4=a\\\n   b\nk\\ 5=\\u00e9\\t|\nk6\nk7="u8, 0xE9,
            .. "\nk8 = ${k1}\nk9==x\n\n  k10  :  y"u8]);
        Assert.Equal("v1|v2|v3|ab|é\t|||é|v1|=x|y", Sql("- property: {file: p.properties}\n",
            "${k1}|${k2}|${k3}|${k4}|${k 5}|${k6}|${k7}|${k8}|${k9}|${k10}"));
        Assert.Contains(folder.Build("c.yaml").Files, file => file.EndsWith("p.properties", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_property_file_is_an_error_unless_it_is_optional()
    {
        folder.WithChangelog("c.yaml", "- property: {file: none.properties}\n");
        Assert.Equal(ErrorCode.FileNotFound, folder.Fails("c.yaml").Code);
        folder.WithChangelog("c.yaml", "- property: {file: none.properties, errorIfMissing: false}\n");
        Assert.Equal("MissingOptionalFile", Assert.Single(folder.Build("c.yaml").Findings).Name);
    }

    [Fact]
    public void Keys_are_not_expanded_and_the_text_as_written_is_kept()
    {
        var set = folder.BuildEntries("""
            - property: {name: t, value: person}
            - changeSet: {id: 1, author: a, changes: [{createTable: {tableName: '${t}', '${t}': 1}}]}
            """).ChangeSets[0];
        var name = set.Changes[0].Child("tableName")!.Scalar!;
        Assert.Equal(("person", "${t}"), (name.Text, name.SourceText));
        Assert.NotNull(set.Changes[0].Child("${t}"));
    }

    [Theory]
    [InlineData("- property: {name: a, value: '${b}'}\n- property: {name: b, value: '${a}'}\n", "${a}")]
    [InlineData("- property: {name: a, value: 'x${a}'}\n", "${a}")]
    public void Properties_that_contain_each_other_are_an_error_that_names_the_limit(string properties, string sql)
    {
        var error = Assert.Throws<MigrationException>(() => Sql(properties, sql));
        Assert.Equal(ErrorCode.InvalidSyntax, error.Code);
        Assert.Contains("MaxPropertyDepth", error.Message);
    }

    [Theory]
    [InlineData("x", "MaxExpandedLength")]
    [InlineData("", "MaxNodes")]
    public void A_property_bomb_is_stopped_by_the_limit_that_the_error_names(string seed, string limit)
    {
        var bomb = $"- property: {{name: p0, value: '{seed}'}}\n" + string.Concat(
            Enumerable.Range(1, 30).Select(i => $"- property: {{name: p{i}, value: '${{p{i - 1}}}${{p{i - 1}}}'}}\n"));
        Assert.Contains(limit, Assert.Throws<MigrationException>(() => Sql(bomb, "${p30}",
            folder.Options() with { Limits = new ChangelogLimits { MaxExpandedLength = 100_000 } })).Message);
    }

    [Fact]
    public void A_text_of_nothing_but_openings_does_not_overflow_the_stack() =>
        Assert.Contains("MaxPropertyDepth", Assert.Throws<MigrationException>(() =>
            Sql("", string.Concat(Enumerable.Repeat("${", 100_000)))).Message);

    [Fact]
    public void A_secret_is_used_in_SQL_and_masked_in_texts()
    {
        var options = folder.Options() with
        {
            Properties = [new GivenProperty("pw", "o'Neill", IsSecret: true), new GivenProperty("open", "seen")],
            Environment = name => name == "TOKEN" ? "t0ken" : null,
        };
        Assert.Equal("o'Neill t0ken seen", Sql("", "${pw} ${env:TOKEN} ${open}", options));
        var model = folder.Build("c.yaml", options);
        Assert.Equal("password '${pw}' or ${pw}, token ${env:TOKEN}, seen", model.Secrets.Mask("password 'o''Neill' or o'Neill, token t0ken, seen"));
        Assert.True(model.Properties.Expand("x${pw}", "c.yaml", default).UsesSecret);
        Assert.False(model.Properties.Expand("x${open}", "c.yaml", default).UsesSecret);
        Assert.DoesNotContain("Neill", options.Properties[0].ToString());
        Assert.DoesNotContain("Neill", model.Properties.Expand("${pw}", "c.yaml", default).ToString());
    }

    [Fact]
    public void A_secret_shows_neither_in_findings_nor_in_errors()
    {
        var options = folder.Options() with { Properties = [new GivenProperty("pw", "hunter2", IsSecret: true)] };
        var finding = Assert.Single(folder.BuildEntries("- changeSet: {id: 1, author: a, dbms: 'postgresql, ${pw}'}\n", options).Findings);
        Assert.Equal("There is no database named '${pw}'.", finding.Message);
        var error = Assert.Throws<MigrationException>(() => folder.BuildEntries("- changeSet: {id: 1, author: a, runOrder: '${pw}'}\n", options));
        Assert.DoesNotContain("hunter2", error.ToString());
    }

    [Fact]
    public void A_mask_replaces_the_longest_secret_first_and_never_its_own_work()
    {
        var mask = SecretMask.For([new("a", "secret"), new("b", "secret-long"), new("c", "a"), new("none", "")]);
        Assert.Equal("${b} ${a} ${c}b", mask.Mask("secret-long secret ab"));
        Assert.Equal("secret", SecretMask.None.Mask("secret"));
    }

    [Fact]
    public void The_process_environment_is_looked_up_without_regard_to_case()
    {
        var name = "MIGRATIONS_TEST_" + Guid.NewGuid().ToString("N").ToUpperInvariant();
        Environment.SetEnvironmentVariable(name, "value");
        try
        {
            Assert.Equal("value", ChangelogOptions.ProcessEnvironment(name.ToLowerInvariant()));
            Assert.Null(ChangelogOptions.ProcessEnvironment(name + "_NOT"));
            Assert.Null(ChangelogOptions.ProcessEnvironment("a=b"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
