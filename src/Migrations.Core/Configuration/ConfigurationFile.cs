using System.Collections.Immutable;
using Migrations.Changelog;
using Migrations.Lint;

namespace Migrations.Configuration;

/// <summary>
/// The settings of a project, <c>migrations.yaml</c>: found in the folder where the caller stands or the nearest one above it that has the file.
/// </summary>
public sealed class ConfigurationFile
{
    /// <summary>The name of the file.</summary>
    public const string Name = "migrations.yaml";

    readonly string folder;
    readonly string displayPath;
    readonly ImmutableArray<ChangelogNode> environments;
    readonly ChangelogNode? policy;

    ConfigurationFile(string folder, string displayPath, ImmutableArray<ChangelogNode> environments, ChangelogNode? policy)
    {
        this.policy = policy;
        this.folder = folder;
        this.displayPath = displayPath;
        this.environments = environments;
    }

    /// <summary>The names of the environments, in the order of the file.</summary>
    public IEnumerable<string> EnvironmentNames => environments.Select(e => e.Name);

    /// <summary>Finds and reads the file; null where there is none.</summary>
    /// <param name="location">Where the caller stands.</param>
    /// <exception cref="MigrationException">It cannot be read, or has a key that is none.</exception>
    public static ConfigurationFile? Find(string location)
    {
        for (var folder = new DirectoryInfo(location); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, Name);
            if (File.Exists(path))
                return Read(path, Path.GetRelativePath(location, path).Replace('\\', '/'));
        }
        return null;
    }

    /// <summary>The settings of an environment.</summary>
    /// <param name="name">Its name, without regard to case.</param>
    /// <param name="location">Where the caller stands.</param>
    /// <exception cref="MigrationException">There is no file, no such environment, or something in it is wrong.</exception>
    public static EnvironmentSettings Environment(string name, string location) =>
        (Find(location) ?? throw new MigrationException(ErrorCode.FileNotFound, $"there is no {Name} in {location} or in a folder above it, so there is no environment '{name}'",
            $"Create the file with '{ConfigurationKey.Environments}:', or Set-Location to the project.")).Environment(name, new VariableExpansion(ChangelogOptions.ProcessEnvironment));

    /// <summary>The settings of an environment.</summary>
    /// <param name="name">Its name, without regard to case.</param>
    /// <param name="variables">Replaces <c>${env:NAME}</c>.</param>
    /// <exception cref="MigrationException">There is no such environment, or something in it is wrong.</exception>
    public EnvironmentSettings Environment(string name, VariableExpansion variables)
    {
        var node = environments.FirstOrDefault(e => e.Name == name) ?? environments.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new MigrationException(ErrorCode.InvalidConfiguration, $"there is no environment '{name}'",
                NameSuggestion.Advice(name, EnvironmentNames, environments.IsEmpty ? $"Write it under '{ConfigurationKey.Environments}:'." : $"There are {string.Join(", ", EnvironmentNames)}."),
                SourceSpan.WholeFile(displayPath));
        var settings = new EnvironmentSettings(node.Name, folder) { Policy = Policy(variables) };
        foreach (var child in node.Children.Where(HasValue))
            settings = KeyOf(child).Apply(settings, new(child, variables));
        return settings;
    }

    /// <summary>What is allowed in all environments.</summary>
    /// <param name="variables">Replaces <c>${env:NAME}</c>.</param>
    /// <exception cref="MigrationException">Something in it is wrong.</exception>
    public LintPolicy Policy(VariableExpansion variables) => policy is null ? LintPolicy.Default : PolicyKey.Read(LintPolicy.Default, new(policy, variables));

    /// <summary>What is allowed where no environment is named: what the nearest file says for all of them.</summary>
    /// <param name="location">Where the caller stands.</param>
    /// <exception cref="MigrationException">The file cannot be read, or something in it is wrong.</exception>
    public static LintPolicy PolicyAt(string location) => Find(location)?.Policy(new(ChangelogOptions.ProcessEnvironment)) ?? LintPolicy.Default;

    /// <summary>The error for a key that is none.</summary>
    internal static MigrationException Unknown(ChangelogNode node, string what, IEnumerable<string> known) => new(ErrorCode.InvalidConfiguration,
        $"there is no {what} '{node.Name}'", NameSuggestion.Advice(node.Name, known, $"There are {string.Join(", ", known)}."), node.Span);

    static ConfigurationFile Read(string path, string displayPath)
    {
        var findings = new List<MigrationFinding>();
        var root = new YamlChangelogReader().ReadDocument(ChangelogText.Read(path, displayPath, ChangelogLimits.Default), displayPath, findings);
        // What a changelog gets away with because Liquibase reads it so is a mistake here.
        if (findings.FirstOrDefault() is { } finding)
            throw new MigrationException(ErrorCode.InvalidConfiguration, finding.Message, finding.Advice, new SourceSpan(finding.File, finding.Line, finding.Column));
        string[] known = [ConfigurationKey.Environments, ConfigurationKey.Policy];
        foreach (var node in root.Children.Where(c => !known.Contains(c.Name)))
            throw Unknown(node, "setting", known);
        var environments = root.Children.Where(c => c.Name == ConfigurationKey.Environments).SelectMany(c => c.Children).ToImmutableArray();
        foreach (var scalar in root.Children.Where(c => c.Name == ConfigurationKey.Environments).Concat(environments).SelectMany(e => e.Scalars).Where(s => !s.IsNull))
            throw new MigrationException(ErrorCode.InvalidConfiguration, $"'{scalar.SourceText}' is no map of settings", "Write the name of an environment, a colon, and its settings below it.", scalar.Span);
        foreach (var child in environments.SelectMany(e => e.Children))
            KeyOf(child);
        return new(Path.GetDirectoryName(path)!, displayPath, environments, root.Children.FirstOrDefault(c => c.Name == ConfigurationKey.Policy && HasValue(c)));
    }

    static ConfigurationKey KeyOf(ChangelogNode node) =>
        ConfigurationKey.All.FirstOrDefault(k => k.Name == node.Name) ?? throw Unknown(node, "setting", ConfigurationKey.All.Select(k => k.Name));

    /// <summary>A setting without a value is not set.</summary>
    static bool HasValue(ChangelogNode node) => !node.Children.IsEmpty || node.Scalars.Any(s => !s.IsNull);
}
