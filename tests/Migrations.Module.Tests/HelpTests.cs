using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace Migrations.Tests;

/// <summary>The help says what the commands are, and its examples run.</summary>
public sealed class HelpTests
{
    static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    static readonly XDocument Help = XDocument.Load(Path.Combine(BuiltModule.Folder, "en-US", "Migrations.dll-Help.xml"));

    /// <summary>The commands by name.</summary>
    public static TheoryData<string> Commands() => [.. CommandTypes.Names];

    /// <summary>Every example of every command.</summary>
    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var command in Help.Descendants(Command + "command"))
        {
            foreach (var example in command.Descendants(Command + "example"))
                data.Add(NameOf(command), example.Element(Maml + "title")!.Value);
        }
        return data;
    }

    [Fact]
    public void Every_command_has_help_and_no_other()
    {
        Assert.Equal(CommandTypes.Names, Help.Descendants(Command + "command").Select(NameOf).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_has_all_parts(string name)
    {
        var help = Of(name);

        Assert.All([help.Element(Command + "details")!.Element(Maml + "description"), help.Element(Maml + "description"), help.Element(Maml + "alertSet"),
            help.Element(Command + "inputTypes"), help.Element(Command + "returnValues")], part => Assert.NotEqual("", part!.Value.Trim()));
        Assert.True(help.Descendants(Command + "example").Count() >= 3, "At least three examples.");
        Assert.All(help.Descendants(Command + "example"), example => Assert.NotEqual("", example.Element(Dev + "remarks")!.Value.Trim()));
        Assert.Equal(Enumerable.Range(1, 9).Select(i => $"Example {i}:").Take(help.Descendants(Command + "example").Count()),
            help.Descendants(Maml + "title").Select(title => title.Value[..10]));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_parameter_is_documented_as_it_is_and_no_other(string name)
    {
        var documented = Of(name).Element(Command + "parameters")!.Elements().ToDictionary(NameOf, StringComparer.Ordinal);
        var parameters = CommandTypes.ParametersOf(name);

        Assert.Equal(parameters.Select(p => p.Name).Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        foreach (var parameter in parameters)
        {
            var help = documented[parameter.Name];
            Assert.NotEqual("", help.Element(Maml + "description")!.Value.Trim());
            Assert.Equal((parameter.Name, parameter.IsMandatory, parameter.Position, parameter.Pipeline, parameter.Aliases, parameter.Wildcards),
                (parameter.Name, (bool)help.Attribute("required")!, help.Attribute("position")!.Value, help.Attribute("pipelineInput")!.Value, help.Attribute("aliases")!.Value, (bool)help.Attribute("globbing")!));
            if (parameter.Default is { } value)
                Assert.Equal(value, help.Element(Dev + "defaultValue")!.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_syntax_is_that_of_the_parameter_sets(string name)
    {
        var documented = Of(name).Element(Command + "syntax")!.Elements().Select(item => string.Join(' ', item.Elements(Command + "parameter")
            .Select(p => (bool)p.Attribute("required")! ? NameOf(p) : $"[{NameOf(p)}]").Order(StringComparer.Ordinal)));

        Assert.Equal(CommandTypes.SetsOf(name).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_comes_out_is_documented(string name)
    {
        var types = CommandTypes.Of(name).GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type).Select(type => type.Name.Split('.')[^1]);

        Assert.Equal(types.Order(StringComparer.Ordinal), Of(name).Descendants(Command + "returnValue").Select(NameOf).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Related_links_lead_to_commands_and_topics_that_are_there(string name)
    {
        var links = Of(name).Descendants(Maml + "linkText").Select(link => link.Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(CommandTypes.Names.Contains(link) || File.Exists(Path.Combine(BuiltModule.Folder, "en-US", link + ".help.txt")), link));
    }

    [Fact]
    public void Get_Help_finds_commands_and_topics()
    {
        using var session = new ModuleSession();

        Assert.Equal(["Applies the change sets that are pending."], session.Run("(Get-Help Invoke-Migration).Synopsis").Of<string>());
        Assert.Contains("about_Migrations_Changelogs", Assert.Single(session.Run("[string](Get-Help about_Migrations)").Of<string>()), StringComparison.Ordinal);
        Assert.Contains("databaseChangeLog", Assert.Single(session.Run("[string](Get-Help about_Migrations_Changelogs)").Of<string>()), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Examples_run(string name, string title)
    {
        var code = Of(name).Descendants(Command + "example").Single(example => example.Element(Maml + "title")!.Value == title).Element(Dev + "code")!.Value;

        await ExampleScript.RunAsync(code, isApplied: name is "Get-Migration" or "Undo-Migration" or "Unlock-Migration" or "Repair-MigrationHistory");
    }

    [Fact]
    public void Topics_fit_a_console_of_80_columns()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(BuiltModule.Folder, "en-US"), "*.help.txt"))
            Assert.All(File.ReadAllLines(file), line => Assert.True(line.Length < 80, $"{Path.GetFileName(file)}: {line}"));
    }

    static XElement Of(string name) => Help.Descendants(Command + "command").Single(command => NameOf(command) == name);

    static string NameOf(XElement element) => element.Name.LocalName switch
    {
        "command" => element.Element(Command + "details")!.Element(Command + "name")!.Value,
        "returnValue" => element.Element(Dev + "type")!.Element(Maml + "name")!.Value.Split('.')[^1],
        _ => element.Element(Maml + "name")!.Value,
    };
}
