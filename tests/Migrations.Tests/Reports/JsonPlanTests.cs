using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Json.Schema;
using Migrations.Execution;
using Migrations.JsonSchemas;
using Migrations.Planning;
using Migrations.Reports;
using Migrations.Schema;

namespace Migrations.Tests.Reports;

/// <summary>Nothing of a plan is lost in a file, whatever its objects have or will have; and what is written is what the published schema says.</summary>
public sealed class JsonPlanTests : IDisposable
{
    static readonly JsonSchema Schema = JsonSchema.FromText(PlanSchema.Create().ToJsonString());

    /// <summary>What whoever reads it knows better.</summary>
    static readonly string[] NotOfTheFile = [nameof(MigrationPlan.PlanFile), nameof(MigrationPlan.Changelog)];

    readonly string folder = Directory.CreateTempSubdirectory("migrations-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_member_of_every_object_comes_back()
    {
        var plan = Full();

        var read = Read(Write(plan));

        RequireSame(plan, read, "plan");
        Assert.Equal(Path.Combine(folder, "plan.json"), read.PlanFile);
        Assert.Equal(Path.Combine(folder, "db", "changelog.yaml"), read.Changelog);
    }

    [Fact]
    public void What_it_rests_on_and_was_asked_for_comes_back()
    {
        var plan = Full();

        var read = Read(Write(plan));

        Assert.Equal(JsonSerializer.Serialize(plan.Basis, PlanJson.Options), JsonSerializer.Serialize(read.Basis, PlanJson.Options));
        var (asked, origin) = (plan.Origin!, read.Origin!);
        Assert.Equal((asked.LabelFilter, asked.Strict, asked.MarkOnly, asked.AllowCommand, asked.HistoryNames), (origin.LabelFilter, origin.Strict, origin.MarkOnly, origin.AllowCommand, origin.HistoryNames));
        Assert.Equal(asked.Contexts, origin.Contexts);
        Assert.Equal(asked.SearchPath, origin.SearchPath);
        Assert.Equal((asked.Selection.Count, asked.Selection.ToTag), (origin.Selection.Count, origin.Selection.ToTag));
        Assert.Equal(asked.Selection.Ids, origin.Selection.Ids);
        Assert.Equal("1.5", origin.Properties["number"]);
        Assert.Null(origin.Connection);
    }

    [Fact]
    public void The_file_is_what_the_schema_says()
    {
        var written = JsonNode.Parse(Write(Full()))!;
        Assert.Equal("", Complaints(written));

        written["steps"]![0]!["lokc"] = "x";
        Assert.NotEqual("", Complaints(written));
        written["steps"]![0]!.AsObject().Remove("lokc");
        written["basis"]!.AsObject().Remove("changeSets");
        Assert.NotEqual("", Complaints(written));
    }

    [Fact]
    public void A_secret_is_a_name_and_a_sum_that_tells_it_from_others()
    {
        var secrets = new Migrations.Changelog.KnownSecrets();
        secrets.Add("password", "hunter2");
        secrets.Add("unused", "hunter3");

        var mark = Assert.Single(SecretMark.Of(secrets, [new PlanStatement { Sql = "select '${password}'" }]));

        Assert.Equal("password", mark.Name);
        Assert.True(mark.Matches("hunter2"));
        Assert.False(mark.Matches("hunter3"));
        Assert.NotEqual(mark.Hash, Assert.Single(SecretMark.Of(secrets, [new PlanStatement { Sql = "'${password}'" }])).Hash);
    }

    [Theory]
    [InlineData("\"createdAt\": \"", "\"createdAt\": \"1")]
    [InlineData("\"order\": ", "\"order\": 1")]
    [InlineData("\"digest\": \"sha256:", "\"digest\": \"sha256:0")]
    [InlineData("{\n", "{\n  \"note\": \"approved by me\",\n")]
    public void Whatever_is_edited_is_noticed(string text, string edited)
    {
        var written = Write(Full());
        Assert.Contains(text, written, StringComparison.Ordinal);

        var error = Assert.Throws<MigrationException>(() => Read(written.Replace(text, edited, StringComparison.Ordinal)));

        Assert.Equal(ErrorCode.PlanFileEdited, error.Code);
    }

    [Theory]
    [InlineData("columns", "[{\"name\": \"id\"}]", "[{\"name\": \"id\"}, {\"name\": \"isbn\"}]", "column isbn was added")]
    [InlineData("columns", "[{\"name\": \"id\"}, {\"name\": \"isbn\"}]", "[{\"name\": \"id\"}]", "column isbn was removed")]
    [InlineData("columns", "[{\"name\": \"id\", \"nullable\": true}]", "[{\"name\": \"id\", \"nullable\": false}]", "column id was changed")]
    [InlineData("columns", "[{\"name\": \"a\"}, {\"name\": \"b\"}]", "[{\"name\": \"b\"}, {\"name\": \"a\"}]", "its columns are in another order")]
    [InlineData("remarks", "\"x\"", "\"y\"", "its remarks changed")]
    public void Drift_is_said_in_words(string part, string before, string now, string expected) =>
        Assert.Equal(expected, ShapeDifference.Describe(new JsonObject { [part] = JsonNode.Parse(before) }, new JsonObject { [part] = JsonNode.Parse(now) }));

    [Fact]
    public void Drift_of_what_comes_and_goes_is_said_in_words()
    {
        Assert.Equal("it was not there", ShapeDifference.Describe(null, new JsonObject()));
        Assert.Equal("it is not there any more", ShapeDifference.Describe(new JsonObject(), null));
    }

    /// <summary>A plan in which everything has a value.</summary>
    MigrationPlan Full()
    {
        var target = new MigrationTarget("postgresql", "db01", 5433, "app") { HistorySchema = "ops", ServerVersion = "15.3", DatabaseId = "7/16384" };
        var settings = new RunSettings
        {
            ChangelogPath = Path.Combine(folder, "db", "changelog.yaml"),
            SearchPath = [folder],
            Location = folder,
            Contexts = ["test"],
            LabelFilter = "a or b",
            Strict = true,
            Selection = new() { Count = 3, ToTag = "v1", Ids = ["1"] },
            MarkOnly = true,
            AllowCommand = true,
            Properties = new Dictionary<string, object> { ["number"] = 1.5, ["text"] = "x" },
            HistoryNames = new("ops", "LOG", "LOGLOCK"),
        };
        var step = Filled<PlanStep>(target);
        var whole = Filled<MigrationFinding>(target) with { Code = "MIG1001" };
        return new(target, [step], [whole, .. step.Findings], appliedCount: 4)
        {
            RunId = "run",
            DeploymentId = "1234567890",
            Changelog = settings.ChangelogPath,
            IsUndo = true,
            FailOn = FailureThreshold.Warning,
            Origin = settings,
            Basis = new()
            {
                History = new(2, "abc", "c.yaml::1::a"),
                ChangeSets = [new("c.yaml", "1", "a", "9:1")],
                Files = [new("c.yaml", "def")],
                Objects = [new(ObjectKind.Table, "t", "s", null, JsonNode.Parse("{\"columns\": []}")), new(ObjectKind.Function, "f", null, "int", null)],
                Secrets = [new("password", "c2FsdA==", "aGFzaA==")],
            },
        };
    }

    /// <summary>An object with a value of its own in every member that can be set.</summary>
    static T Filled<T>(MigrationTarget target) => (T)Value(typeof(T), typeof(T).Name, target);

    static object Value(Type type, string name, MigrationTarget target)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return name switch { "RunId" => "run", "DeploymentId" => "1234567890", "LockImpact" => "Writes", _ => $"the {name}: 'ü' \"<>\" ${{x}}" };
        if (type == typeof(MigrationTarget))
            return target;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(1)!;
        if (type == typeof(bool))
            return true;
        if (type == typeof(TimeSpan))
            return TimeSpan.FromSeconds(1.5 + name.Length);
        if (type == typeof(DateTime))
            return new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Local);
        if (type.IsPrimitive)
            return Convert.ChangeType(7 + name.Length, type, System.Globalization.CultureInfo.InvariantCulture);
        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            var item = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(item, 1);
            items.SetValue(Value(item, name + " item", target), 0);
            return type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
                ? typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsImmutableArray))!.MakeGenericMethod(item).Invoke(null, [items])! : items;
        }
        var made = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in WrittenOf(type).Where(p => p.SetMethod is not null))
            property.SetValue(made, Value(property.PropertyType, property.Name, target));
        return made;
    }

    /// <summary>What is public, and what is written though it is not.</summary>
    static IEnumerable<PropertyInfo> WrittenOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(p => p.GetMethod!.IsPublic || p.IsDefined(typeof(JsonIncludeAttribute)));

    static void RequireSame(object? expected, object? actual, string where)
    {
        if (expected is null || actual is null || expected is string || (expected is not IEnumerable && expected.GetType().IsValueType))
        {
            Assert.True(Equals(expected, actual), $"{where}: {expected} became {actual}");
            return;
        }
        if (expected is IEnumerable list)
        {
            var (before, after) = (list.Cast<object>().ToList(), ((IEnumerable)actual).Cast<object>().ToList());
            Assert.True(before.Count == after.Count, $"{where}: {before.Count} became {after.Count}");
            foreach (var (item, index) in before.Select((item, index) => (item, index)))
                RequireSame(item, after[index], FormattableString.Invariant($"{where}[{index}]"));
            return;
        }
        foreach (var property in WrittenOf(expected.GetType()).Where(p => !NotOfTheFile.Contains(p.Name)))
            RequireSame(property.GetValue(expected), property.GetValue(actual), $"{where}.{property.Name}");
    }

    static string Write(MigrationPlan plan)
    {
        var writer = new StringWriter { NewLine = "\n" };
        new JsonPlan().Write(plan, writer);
        return writer.ToString();
    }

    MigrationPlan Read(string text)
    {
        var file = Path.Combine(folder, "plan.json");
        File.WriteAllText(file, text);
        return new PlanReader(file, "plan.json") { Location = folder }.Read();
    }

    static string Complaints(JsonNode document)
    {
        var results = Schema.Evaluate(JsonSerializer.SerializeToElement(document), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? "" : string.Join('\n', results.Details!.Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}")));
    }
}
