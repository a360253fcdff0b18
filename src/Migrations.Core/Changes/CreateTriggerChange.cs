using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>createTrigger</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class CreateTriggerChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute TriggerBody = new("triggerBody") { IsDirect = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = ProgramText.Define("createTrigger", content => new CreateTriggerChange(content), TriggerName, TriggerBody, TriggerTable, Disabled, TriggerScope);

    private protected override IEnumerable<MigrationException> Errors(string dbms) => ProgramText.Errors(this).Concat(TriggerLowering.Errors(this));

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        SqlNode[] nodes = [.. ProgramText.Lower(this, TriggerName, context, this[ReplaceIfExists] == true)];
        if (this[Disabled] != true)
            return nodes;
        return nodes is [CreateStoredProgram { Program.Table: { } table } create]
            ? [create, new SetEnabled(table, TablePart.Trigger, create.Program.Name.Name, Enabled: false)]
            : throw Invalid(ErrorCode.InvalidValue, Disabled, "The text is not one CREATE TRIGGER on a table, so that it is not known what 'disabled' is to switch off.", "Leave out 'disabled'.");
    }
}
