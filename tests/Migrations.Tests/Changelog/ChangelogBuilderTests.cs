using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Tests.Changelog;

public sealed class ChangelogBuilderTests : IDisposable
{
    readonly ChangelogFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string[] Ids(ChangelogModel model) => [.. model.ChangeSets.Select(set => set.Id)];

    static string Set(string id, string attributes = "") => $"- changeSet: {{id: {id}, author: a{attributes}}}\n";

    [Fact]
    public void Included_files_stand_where_they_are_included()
    {
        folder.WithChangelog("db/sub/y.yaml", Set("y")).WithChangelog("db/x.yaml",
            Set("x1") + "- include: {file: sub/y.yaml, relativeToChangelogFile: true}\n" + Set("x2"));
        var model = folder.BuildEntries(Set("r1") + "- include: {file: ./db/x.yaml}\n" + Set("r2"));
        Assert.Equal(["c.yaml::r1::a", "db/x.yaml::x1::a", "db/sub/y.yaml::y::a", "db/x.yaml::x2::a", "c.yaml::r2::a"],
            model.ChangeSets.Select(set => set.Identity));
        Assert.Equal(["c.yaml", "x.yaml", "y.yaml"], model.Files.Select(Path.GetFileName));
        Assert.Equal("c.yaml", model.FileName);
    }

    [Fact]
    public void The_identity_is_the_same_whether_file_or_folder_is_given_and_from_wherever()
    {
        folder.WithChangelog("app/db/changelog.yaml", Set("1"));
        var options = folder.Options() with { SearchPath = new SearchPath(folder.Path, "app") };
        var fromInside = folder.Options() with { SearchPath = new SearchPath(Path.Combine(folder.Path, "app/db"), "..") };
        Assert.Equal("db/changelog.yaml::1::a", folder.Build("app/db/changelog.yaml", options).ChangeSets[0].Identity);
        Assert.Equal("db/changelog.yaml::1::a", folder.Build("app/db", options).ChangeSets[0].Identity);
        Assert.Equal("db/changelog.yaml::1::a", folder.Build("db/changelog.yaml", options).ChangeSets[0].Identity);
        Assert.Equal("db/changelog.yaml::1::a", folder.Build("changelog.yaml", fromInside).ChangeSets[0].Identity);
        Assert.Equal("db/changelog.yaml::1::a", folder.Build(".", fromInside).ChangeSets[0].Identity);
    }

    [Fact]
    public void A_logical_path_replaces_the_path_and_that_of_the_change_set_the_one_of_the_file()
    {
        var model = folder.BuildEntries("- logicalFilePath: \\some\\path.yaml\n" + Set("1") + Set("2", ", logicalFilePath: /own.yaml") + Set("3",
            ", logicalFilePath: ' '"));
        Assert.Equal(["some/path.yaml", "own.yaml", "some/path.yaml"], model.ChangeSets.Select(set => set.FileName));
        Assert.All(model.ChangeSets, set => Assert.Equal("c.yaml", set.SearchPathName));
        Assert.Equal("some/path.yaml", model.FileName);
    }

    [Fact]
    public void A_logical_path_does_not_reach_included_files()
    {
        folder.WithChangelog("x.yaml", Set("x"));
        Assert.Equal("x.yaml", folder.BuildEntries("- logicalFilePath: root\n- include: {file: x.yaml}\n").ChangeSets[0].FileName);
    }

    [Fact]
    public void Contexts_and_labels_are_inherited_through_includes()
    {
        folder.WithChangelog("y.yaml", Set("y", ", context: own, labels: own"))
            .WithChangelog("x.yaml", "- contextFilter: xc\n" + Set("x") + "- include: {file: y.yaml, contextFilter: 'a, b', labels: yl}\n");
        var model = folder.BuildEntries("- context: root\n- include: {file: x.yaml, context: c1 or c2, labels: 'L1,l2'}\n");
        Assert.Equal(["xc AND (c1 or c2) AND root", "(a, b) AND xc AND (c1 or c2) AND root AND own"],
            model.ChangeSets.Select(set => set.HistoryContexts));
        Assert.Equal(["l1,l2", "yl,l1,l2,own"], model.ChangeSets.Select(set => set.HistoryLabels));
        Assert.True(model.ChangeSets[1].IsInContexts(["a", "xc", "c2", "root", "own"]));
        Assert.False(model.ChangeSets[1].IsInContexts(["a", "xc", "c2", "own"]));
        Assert.False(model.ChangeSets[1].IsLabelled(new LabelExpression("own")));
        Assert.True(model.ChangeSets[1].IsLabelled(new LabelExpression("own or yl or l1")));
    }

    [Fact]
    public void Ignore_on_an_include_concerns_that_file_only_as_in_Liquibase()
    {
        folder.WithChangelog("y.yaml", Set("y")).WithChangelog("x.yaml", Set("x") + "- include: {file: y.yaml}\n");
        Assert.Equal([true, false], folder.BuildEntries("- include: {file: x.yaml, ignore: true}\n").ChangeSets.Select(set => set.Ignore));
    }

    [Fact]
    public void The_quoting_strategy_of_the_header_is_the_default_in_its_file_only()
    {
        folder.WithChangelog("x.yaml", Set("x"));
        var model = folder.BuildEntries("- objectQuotingStrategy: QUOTE_ALL_OBJECTS\n" + Set("1") + Set("2",
            ", objectQuotingStrategy: LEGACY") + "- include: {file: x.yaml}\n");
        Assert.Equal([QuotingStrategy.QuoteAllObjects, QuotingStrategy.Legacy, QuotingStrategy.Legacy],
            model.ChangeSets.Select(set => set.ObjectQuotingStrategy));
    }

    [Fact]
    public void Run_order_holds_over_all_files()
    {
        folder.WithChangelog("x.yaml", Set("x1", ", runOrder: last") + Set("x2", ", runOrder: first") + Set("x3"));
        Assert.Equal(["r1", "x2", "r2", "x3", "r4", "r3", "x1"], Ids(folder.BuildEntries(
            Set("r1", ", runOrder: first") + Set("r2") + Set("r3", ", runOrder: last") + "- include: {file: x.yaml}\n" + Set("r4"))));
    }

    [Fact]
    public void A_missing_include_is_an_error_unless_it_is_optional()
    {
        folder.WithChangelog("c.yaml", "- include: {file: none.yaml}\n");
        var error = folder.Fails("c.yaml");
        Assert.Equal((ErrorCode.FileNotFound, new SourceSpan("c.yaml", 2, 13)), (error.Code, error.Span!.Value));
        Assert.Equal("MissingOptionalFile", Assert.Single(folder.BuildEntries("- include: {file: none.yaml, errorIfMissing: false}\n").Findings).Name);
    }

    [Theory]
    [InlineData("- include: {file: ../outside.yaml}\n", ErrorCode.PathOutsideSearchPath)]
    [InlineData("- includeAll: {path: ..}\n", ErrorCode.PathOutsideSearchPath)]
    [InlineData("- include: {file: sub}\n", ErrorCode.InvalidChangelog)]
    [InlineData("- include: {file: sub/notes.txt}\n", ErrorCode.InvalidChangelog)]
    [InlineData("- include: {}\n", ErrorCode.MissingAttribute)]
    [InlineData("- includeAll: {path: nowhere}\n", ErrorCode.FileNotFound)]
    [InlineData("- includeAll: {path: sub, endsWithFilter: .xyz}\n", ErrorCode.FileNotFound)]
    [InlineData("- includeAll: {path: sub, minDepth: 3, maxDepth: 2}\n", ErrorCode.InvalidValue)]
    [InlineData("- includeAll: {path: sub, filter: com.example.Filter}\n", ErrorCode.NotSupported)]
    [InlineData("- includeAll: {path: sub, resourceComparator: com.example.Order}\n", ErrorCode.NotSupported)]
    [InlineData("- changeset: {id: 1}\n", ErrorCode.InvalidChangelog)]
    public void What_cannot_be_included_is_an_error(string entry, ErrorCode code)
    {
        folder.With("sub/notes.txt", "");
        var outside = Path.Combine(Path.GetDirectoryName(folder.Path)!, "outside.yaml");
        File.WriteAllText(outside, "databaseChangeLog: []");
        try
        {
            folder.WithChangelog("c.yaml", entry);
            Assert.Equal(code, folder.Fails("c.yaml").Code);
        }
        finally
        {
            File.Delete(outside);
        }
    }

    [Fact]
    public void A_changelog_that_includes_itself_is_an_error_naming_the_chain()
    {
        folder.WithChangelog("a.yaml", "- include: {file: db/b.yaml}\n").WithChangelog("db/b.yaml",
            "- include: {file: c.yaml, relativeToChangelogFile: true}\n")
            .WithChangelog("db/c.yaml", "- includeAll: {path: db}\n");
        var error = folder.Fails("a.yaml");
        Assert.Equal(ErrorCode.IncludeCycle, error.Code);
        Assert.Contains($"db{Path.DirectorySeparatorChar}b.yaml -> db{Path.DirectorySeparatorChar}c.yaml -> db{Path.DirectorySeparatorChar}b.yaml",
            error.Message);
    }

    [Fact]
    public void A_changelog_that_includes_itself_through_a_link_is_an_error()
    {
        folder.WithChangelog("c.yaml", "- include: {file: link.yaml}\n");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link.yaml"), "c.yaml");
        Assert.Equal(ErrorCode.IncludeCycle, folder.Fails("c.yaml").Code);
    }

    [Fact]
    public void A_whole_folder_is_included_in_the_order_of_the_names()
    {
        folder.WithChangelog("all/10.yaml", Set("ten")).WithChangelog("all/2.yml", Set("two")).WithChangelog("all/sub/1.json", Set("sub"))
            .With("all/raw.sql", "-- ${x}\nselect 1;\nselect 2;\n").With("all/readme.txt", "");
        var model = folder.BuildEntries("- property: {name: x, value: y}\n- includeAll: {path: all/, context: c}\n");
        Assert.Equal(["all/10.yaml::ten::a", "all/2.yml::two::a", "all/raw.sql::raw::includeAll", "all/sub/1.json::sub::a"],
            model.ChangeSets.Select(set => set.Identity));
        Assert.Equal("sql[sql=-- ${x}\nselect 1;\nselect 2;\n, splitStatements=false, stripComments=false]",
            Yaml.Show(model.ChangeSets[2].Changes[0]));
        Assert.All(model.ChangeSets, set => Assert.Equal("c", set.HistoryContexts));
        Assert.Equal(["NoContextGiven", "SkippedFile", "SurprisingOrder"], model.Findings.Select(finding => finding.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Which_files_of_a_folder_are_included_can_be_chosen()
    {
        folder.WithChangelog("all/1.yaml", Set("one")).WithChangelog("all/1.bak.yaml", Set("bak")).WithChangelog("all/sub/2.YAML", Set("two"));
        Assert.Equal(["two"], Ids(folder.BuildEntries("- includeAll: {path: all, minDepth: 2}\n")));
        Assert.Equal(["bak", "one"], Ids(folder.BuildEntries("- includeAll: {path: ./all, maxDepth: 1, relativeToChangelogFile: true}\n")));
        Assert.Equal(["bak"], Ids(folder.BuildEntries("- includeAll: {path: all, endsWithFilter: .BAK.yaml}\n")));
        Assert.Empty(folder.BuildEntries("- includeAll: {path: nowhere, errorIfMissingOrEmpty: false}\n").ChangeSets);
    }

    [Fact]
    public void SQL_files_of_a_folder_are_changelogs_where_they_say_so()
    {
        folder.With("1.sql", "\n-- Liquibase formatted SQL\n--changeset a:one\nselect 1;").WithChangelog("2.yaml", Set("two")).With("3.sql", "select 3");
        Assert.Equal(["one", "two"], Ids(folder.Build(".")));
    }

    [Fact]
    public void Change_sets_of_one_identity_are_an_error_naming_both_places()
    {
        folder.WithChangelog("x.yaml", Set("1", ", logicalFilePath: c.yaml"));
        folder.WithChangelog("c.yaml", Set("1") + "- include: {file: x.yaml}\n");
        var error = folder.Fails("c.yaml");
        Assert.Equal((ErrorCode.DuplicateChangeSet, new SourceSpan("x.yaml", 2, 3)), (error.Code, error.Span!.Value));
        Assert.Contains("c.yaml:2:3", error.Message);
    }

    [Fact]
    public void Change_sets_whose_identities_differ_only_in_case_are_an_error()
    {
        folder.WithChangelog("c.yaml", Set("id") + Set("ID"));
        Assert.Contains("differs only in writing", folder.Fails("c.yaml").Message);
    }

    [Fact]
    public void One_identity_may_stand_for_different_databases_contexts_and_labels()
    {
        var entries = Set("1", ", dbms: mysql") + Set("1", ", dbms: postgresql") + Set("2", ", context: x") + Set("2", ", context: y");
        Assert.Equal(4, folder.BuildEntries(entries, folder.Options(contexts: "x")).ChangeSets.Length);
        Assert.Equal(ErrorCode.DuplicateChangeSet, Assert.Throws<MigrationException>(() =>
            folder.BuildEntries(entries, folder.Options(contexts: "x,y"))).Code);
        Assert.Equal(2, folder.BuildEntries(Set("3", ", labels: x") + Set("3", ", labels: y"), folder.Options(labels: "x")).ChangeSets.Length);
        Assert.Equal(2, folder.BuildEntries(Set("3", ", ignore: true") + Set("3")).ChangeSets.Length);
    }

    [Theory]
    [InlineData("changelog.yaml", "master.yaml")]
    [InlineData("changelog-master.yml", "db.changelog-master.yaml")]
    [InlineData("db.changelog-master.json", "master.yaml")]
    [InlineData("Master.yaml", "0.yaml")]
    public void Of_a_folder_the_master_file_is_read(string master, string other)
    {
        folder.WithChangelog(master, Set("m")).WithChangelog(other, Set("o"));
        Assert.Equal(["m"], Ids(folder.Build(".")));
    }

    [Fact]
    public void Without_a_master_file_every_changelog_of_the_folder_is_read_in_the_order_of_the_names()
    {
        folder.WithChangelog("2_b.yaml", Set("b")).WithChangelog("10_a.json",
            Set("a")).WithChangelog("sub/0.yaml", Set("sub")).With("script.sql", "select 1");
        var model = folder.Build(folder.Path);
        Assert.Equal(["a", "b"], Ids(model));
        Assert.Equal("script.sql", Assert.Single(model.Findings, finding => finding.Name == "SkippedFile").File);
        Assert.Contains(model.Findings, finding => finding.Name == "SurprisingOrder");
    }

    [Fact]
    public void A_folder_without_changelogs_is_an_error() => Assert.Equal(ErrorCode.FileNotFound, folder.With("notes.txt", "").Fails(".").Code);

    [Fact]
    public void Modify_change_sets_gives_what_the_change_sets_of_its_includes_do_not_say()
    {
        folder.WithChangelog("y.yaml", Set("y")).WithChangelog("x.yaml", Set("x1") + Set("x2", ", runWith: own") + "- include: {file: y.yaml}\n");
        var model = folder.BuildEntries("- modifyChangeSets:\n  - runWith: psql\n  - include: {file: x.yaml}\n  - changeSet: {id: r, author: a}\n");
        Assert.Equal(["psql", "own", "psql", null], model.ChangeSets.Select(set => set.RunWith));
    }

    [Theory]
    [InlineData("change: addColumn, dbms: postgresql, remove: afterColumn", "addColumn[tableName=t, columns[column[name=c, position=1]]]")]
    [InlineData("change: addColumn, dbms: 'all', remove: position", "addColumn[tableName=t, columns[column[name=c, afterColumn=x]]]")]
    [InlineData("change: addColumn, dbms: mysql, remove: position", "addColumn[tableName=t, columns[column[name=c, afterColumn=x, position=1]]]")]
    [InlineData("change: addColumn, remove: position", "addColumn[tableName=t, columns[column[name=c, afterColumn=x, position=1]]]")]
    public void Positions_of_columns_are_removed_from_the_change_sets_that_follow(string removal, string expected)
    {
        const string Change = ", changes: [{addColumn: {tableName: t, columns: [{column: {name: c, afterColumn: x, position: 1}}]}}]";
        var model = folder.BuildEntries(Set("1", Change) + $"- removeChangeSetProperty: {{{removal}}}\n" + Set("2", Change));
        Assert.Equal("addColumn[tableName=t, columns[column[name=c, afterColumn=x, position=1]]]", Yaml.Show(model.ChangeSets[0].Changes[0]));
        Assert.Equal(expected, Yaml.Show(model.ChangeSets[1].Changes[0]));
    }

    [Fact]
    public void The_position_of_a_column_right_under_columns_is_removed()
    {
        var model = folder.BuildEntries("- removeChangeSetProperty: {change: addColumn, dbms: all, remove: afterColumn}\n"
            + Set("1", ", changes: [{addColumn: {tableName: t, columns: [{name: c, afterColumn: x}]}}]"));
        Assert.Equal("addColumn[tableName=t, columns[name=c]]", Yaml.Show(model.ChangeSets[0].Changes[0]));
    }

    [Fact]
    public void The_preconditions_of_all_headers_are_collected()
    {
        folder.WithChangelog("x.yaml", "- preConditions: {dbms: {type: postgresql}}\n");
        var model = folder.BuildEntries("- preConditions: {runningAs: {username: sa}}\n- include: {file: x.yaml}\n");
        Assert.Equal(["c.yaml", "x.yaml"], model.HeaderPreconditions.Select(container => container.Span.File));
    }

    [Fact]
    public void What_Liquibase_passes_over_is_an_error_when_strict()
    {
        folder.WithChangelog("c.yaml", Set("1", ", foo: bar, foo: baz") + Set("002", ", runAlways: 'x'") + "- nonsense\n");
        Assert.All(folder.Build("c.yaml").Findings, finding => Assert.NotEqual(FindingSeverity.Error, finding.Severity));
        var strict = folder.Build("c.yaml", folder.Options() with { Strict = true }).Findings;
        Assert.Equal(["DuplicateKey", "IgnoredEntry", "RetypedValue", "RetypedValue", "UnknownAttribute"],
            strict.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_number_of_files_is_bounded_by_a_limit_that_the_error_names()
    {
        for (var i = 0; i < 5; i++) folder.WithChangelog($"all/{i}.yaml", Set(i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        folder.WithChangelog("c.yaml", "- includeAll: {path: all}\n");
        Assert.Contains("MaxFiles", folder.Fails("c.yaml", folder.Options() with { Limits = new ChangelogLimits { MaxFiles = 4 } }).Message);
    }

    [Fact]
    public void Codes_and_names_of_rules_are_unique()
    {
        Assert.Equal(LanguageRule.All.Count, LanguageRule.All.Values.DistinctBy(rule => rule.Name).Count());
        Assert.All(LanguageRule.All.Keys, code => Assert.Matches("^MIG1[0-9]{3}$", code));
    }
}
