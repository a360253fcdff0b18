using System.Reflection;
using System.Text;

namespace Migrations.Tests;

/// <summary>What scripts rely on: types, properties, commands, parameters, error ids. It only grows; a change has to be accepted by a person.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void It_is_the_accepted_one()
    {
        var text = new StringBuilder();
        foreach (var name in CommandTypes.Names)
        {
            var type = CommandTypes.Of(name);
            text.Append(name).Append(" (").Append(type.FullName).Append(")\n");
            foreach (var parameter in CommandTypes.ParametersOf(name).OrderBy(p => p.Name, StringComparer.Ordinal))
                text.Append("  -").Append(parameter.Name).Append(' ').Append(parameter.Type).Append(parameter.Aliases == "none" ? "" : $" ({parameter.Aliases})").Append('\n');
        }
        var types = typeof(MigrationPlan).Assembly.GetExportedTypes().Where(type => type.Namespace == "Migrations").Append(typeof(CustomChangeContext)).OrderBy(type => type.Name, StringComparer.Ordinal);
        foreach (var type in types)
        {
            text.Append(type.FullName).Append('\n');
            IEnumerable<string> members = type.IsEnum ? Enum.GetNames(type)
                : type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(p => p.GetMethod!.IsPublic)
                    .Select(p => $"{p.Name} {TypeName(p.PropertyType)}").Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append("  ").Append(member).Append('\n');
        }
        Accepted.Check("surface", text.ToString());
    }

    [Fact]
    public void Signatures_of_the_flat_namespace_hold_types_of_the_framework_and_of_that_namespace_only()
    {
        var foreign = typeof(MigrationPlan).Assembly.GetExportedTypes().Where(type => type.Namespace == "Migrations" && !typeof(Exception).IsAssignableFrom(type))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(p => (Owner: $"{type.Name}.{p.Name}", Type: p.PropertyType)))
            .SelectMany(p => (p.Type.IsGenericType ? p.Type.GetGenericArguments() : [p.Type]).Select(type => (p.Owner, Type: type)))
            .Where(p => p.Type.Namespace != "Migrations" && p.Type.Assembly != typeof(object).Assembly);

        Assert.Empty(foreign.Select(p => $"{p.Owner}: {p.Type}"));
    }

    [Fact]
    public void Commands_use_approved_verbs_singular_nouns_and_classes_named_after_them()
    {
        using var session = new ModuleSession();
        string[] approved = [.. typeof(System.Management.Automation.VerbsCommon).Assembly.GetExportedTypes().Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => (string)field.GetValue(null)!)];

        foreach (var name in CommandTypes.Names)
        {
            Assert.Contains(name.Split('-')[0], approved);
            Assert.False(name.EndsWith('s'), name);
            Assert.Equal("Migrations." + name.Replace("-", "", StringComparison.Ordinal) + "Command", CommandTypes.Of(name).FullName);
        }
    }

    [Fact]
    public void A_script_can_name_the_types_in_parameters_and_attributes()
    {
        using var session = new ModuleSession();
        session.CopyBookstore();

        var counts = session.Run("""
            function Get-PendingCount { [OutputType([int])] param([Parameter(Mandatory, ValueFromPipeline)] [Migrations.MigrationPlan] $Plan) process { $Plan.PendingCount } }
            Test-MigrationPlan ./bookstore -Connection 'Data Source=x.db' | Get-PendingCount
            [Migrations.MigrationState]::Pending -eq 'Pending'
            [Enum]::GetNames([Migrations.ErrorCode]).Count -gt 20
            """).Output.Select(item => item.BaseObject).ToList();

        Assert.Equal([12, true, true], counts);
    }

    [Fact]
    public void A_script_can_name_every_public_type_of_the_flat_namespace()
    {
        using var session = new ModuleSession();
        var names = typeof(MigrationPlan).Assembly.GetExportedTypes().Where(type => type is { Namespace: "Migrations", IsNested: false, IsGenericTypeDefinition: false })
            .Select(type => type.FullName!).Order(StringComparer.Ordinal).ToList();

        var found = session.Run(string.Join('\n', names.Select(name => $"[{name}].FullName"))).Output.Select(item => (string)item.BaseObject);

        Assert.Equal(names, found);
    }

    static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } value ? TypeName(value) + "?"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : type.Name;
}
