using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Migrations.History;

namespace Migrations.Sql;

/// <summary>What a statement does that is not SQL, and so is not sent to the server: the run does it itself, at the place of the statement.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(OutputAction), "output")]
[JsonDerivedType(typeof(StopAction), "stop")]
[JsonDerivedType(typeof(CommandAction), "command")]
[JsonDerivedType(typeof(CustomAction), "custom")]
[JsonDerivedType(typeof(ClientAction), "client")]
public abstract record StatementAction
{
    /// <summary>What a person reads of it, without the marks of a comment.</summary>
    [JsonIgnore]
    public abstract string Summary { get; }

    /// <summary>Whether it leaves the database as it is and may be done again: then it can stand in a transaction.</summary>
    [JsonIgnore]
    public virtual bool IsHarmless => true;

    /// <summary>Why it has no way back; null where there is nothing to undo.</summary>
    [JsonIgnore]
    public virtual string? NoWayBack => null;

    /// <summary>The action with all that an author wrote in it edited: secrets replaced by their names, or the other way round.</summary>
    public abstract StatementAction Edit(Func<string, string> edit);

    /// <summary>What is kept of it.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, StateStore.Json);

    /// <summary>Reads what was kept.</summary>
    public static StatementAction Read(string json) => JsonSerializer.Deserialize<StatementAction>(json, StateStore.Json)!;
}

/// <summary>Where a message goes.</summary>
public enum OutputTarget
{
    /// <summary>To whoever looks on.</summary>
    Stdout,
    /// <summary>To whoever looks on.</summary>
    Stderr,
    /// <summary>As an error that stops nothing.</summary>
    Fatal,
    /// <summary>As a warning.</summary>
    Warn,
    /// <summary>To those who want details.</summary>
    Info,
    /// <summary>To those who look for the reason of something.</summary>
    Debug,
}

/// <summary>Shows a message.</summary>
/// <param name="Target">Where it goes.</param>
/// <param name="Message">The message.</param>
public sealed record OutputAction(OutputTarget Target, string Message) : StatementAction
{
    /// <inheritdoc/>
    public override string Summary => $"output: {Message}";

    /// <inheritdoc/>
    public override StatementAction Edit(Func<string, string> edit) => this with { Message = edit(Message) };
}

/// <summary>Ends the run before its change set.</summary>
/// <param name="Message">Why.</param>
public sealed record StopAction(string Message) : StatementAction
{
    /// <inheritdoc/>
    public override string Summary => $"stop: {Message}";

    /// <inheritdoc/>
    public override StatementAction Edit(Func<string, string> edit) => this with { Message = edit(Message) };
}

/// <summary>Runs a program.</summary>
/// <param name="Executable">Its path, or its name where it is found by the system.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Timeout">How long it may take; null for as long as it takes.</param>
public sealed record CommandAction(string Executable, ImmutableArray<string> Arguments, TimeSpan? Timeout) : StatementAction
{
    /// <summary>The command as a person reads it.</summary>
    [JsonIgnore]
    public string Line => string.Join(' ', Arguments.Prepend(Executable).Select(p => p.Length == 0 || p.Any(char.IsWhiteSpace) ? $"\"{p}\"" : p));

    /// <inheritdoc/>
    public override string Summary => $"command: {Line}";

    /// <inheritdoc/>
    public override bool IsHarmless => false;

    /// <inheritdoc/>
    public override string NoWayBack => "what a command did is not known";

    /// <inheritdoc/>
    public override StatementAction Edit(Func<string, string> edit) => this with { Executable = edit(Executable), Arguments = [.. Arguments.Select(edit)] };
}

/// <summary>Gives SQL to the database's own client, as its author has written it (<c>runWith</c>).</summary>
/// <param name="Client">The client: <c>psql</c> or <c>sqlcmd</c>.</param>
/// <param name="Script">What it runs.</param>
/// <param name="SpoolFile">Where what it says is written as well; null for nowhere.</param>
public sealed record ClientAction(string Client, string Script, string? SpoolFile) : StatementAction
{
    /// <inheritdoc/>
    public override string Summary => $"{Client} runs:\n{Script}";

    /// <inheritdoc/>
    public override bool IsHarmless => false;

    /// <inheritdoc/>
    public override string NoWayBack => $"what {Client} did is not known";

    /// <inheritdoc/>
    public override StatementAction Edit(Func<string, string> edit) => this with { Script = edit(Script), SpoolFile = SpoolFile is { } file ? edit(file) : null };
}

/// <summary>Does what the caller has given for the name of a class.</summary>
/// <param name="Class">The name.</param>
/// <param name="Parameters">What the changelog says besides.</param>
public sealed record CustomAction(string Class, ImmutableArray<CustomParameter> Parameters) : StatementAction
{
    /// <inheritdoc/>
    public override string Summary => $"custom change: {Class}";

    /// <inheritdoc/>
    public override bool IsHarmless => false;

    /// <inheritdoc/>
    public override string NoWayBack => "what a custom change did is not known";

    /// <inheritdoc/>
    public override StatementAction Edit(Func<string, string> edit) =>
        this with { Parameters = [.. Parameters.Select(p => p with { Value = p.Value is { } value ? edit(value) : null })] };
}

/// <summary>A parameter of a custom change.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its text.</param>
public sealed record CustomParameter(string Name, string? Value);
