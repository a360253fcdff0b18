using Migrations.Sql;

namespace Migrations.Changes;

/// <summary><c>output</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class OutputChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute Target = new("target") { IsTrimmed = true, Default = "STDERR" };
    static readonly TextAttribute Message = new("message") { IsDirect = true, IsRequired = true, IsTrimmed = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("output", content => new OutputChange(content),
        Target, Message);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => [new PerformAction(new OutputAction(ReadTarget(), Require(Message)))];

    OutputTarget ReadTarget()
    {
        // Parsing alone would take numbers for targets, too.
        var written = this[Target] ?? "STDERR";
        return Enum.GetNames<OutputTarget>().FirstOrDefault(n => n.Equals(written, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<OutputTarget>(name)
            : throw Invalid(ErrorCode.InvalidValue, Target, $"'{written}' is no target of 'output'.", "Write STDOUT, STDERR, FATAL, WARN, INFO or DEBUG.");
    }
}
