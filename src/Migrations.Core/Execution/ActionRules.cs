using Migrations.Planning;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>What of the actions in a plan may be done, and where a run ends.</summary>
static class ActionRules
{
    /// <summary>Refuses commands that were not allowed, and custom changes that nobody knows.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.CommandNotAllowed"/>, <see cref="ErrorCode.NotSupported"/>.</exception>
    public static void RequireAllowed(PlannedChangeSet planned, RunSettings settings, Changelog.SecretMask secrets)
    {
        var set = planned.ChangeSet;
        foreach (var (node, action) in Of(planned))
        {
            var program = action switch
            {
                CommandAction command => $"runs a command on this computer: {secrets.Mask(command.Line)}",
                ClientAction client => $"has its SQL run by {client.Client}, whose commands may do anything on this computer",
                _ => null,
            };
            if (program is not null && !settings.AllowCommand)
            {
                throw new MigrationException(ErrorCode.CommandNotAllowed, $"change set {set.Identity} {program}",
                    "Look at it, and allow the commands of this changelog with -AllowCommand.", node.Span) { ChangeSet = set.Identity };
            }
            if (action is CustomAction custom && !settings.CustomChanges.ContainsKey(custom.Class))
            {
                throw new MigrationException(ErrorCode.NotSupported, $"change set {set.Identity} has a custom change of the class {custom.Class}, which is not known here",
                    $"It was written in Java. Say in PowerShell what it does: -CustomChange @{{ '{custom.Class}' = {{ param($Context) … }} }}.", node.Span) { ChangeSet = set.Identity };
            }
        }
    }

    /// <summary>Ends the run before a change set that has a <c>stop</c>: nothing of it is done, on no database.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.Stopped"/>.</exception>
    public static void RefuseStop(PlannedChangeSet planned, Changelog.SecretMask secrets)
    {
        if (Of(planned).FirstOrDefault(a => a.Action is StopAction) is { Action: StopAction stop } found)
        {
            throw new MigrationException(ErrorCode.Stopped, $"the changelog stops the run before change set {planned.ChangeSet.Identity}: {secrets.Mask(stop.Message)}",
                "Change sets before it stay applied. Do what the message asks for; then take the 'stop' out, or go around it with a context or a precondition.", found.Node.Span)
            { ChangeSet = planned.ChangeSet.Identity };
        }
    }

    /// <summary>Refuses a script of what only a run can do.</summary>
    /// <exception cref="MigrationException"><see cref="ErrorCode.NotSupported"/>.</exception>
    public static void RequireScriptable(PlannedChangeSet planned, ScriptClient client, Changelog.SecretMask secrets)
    {
        if (Of(planned).FirstOrDefault(a => a.Action is not OutputAction && !(a.Action is ClientAction own && client.CanHold(own))) is { Action: { } action } found)
        {
            throw new MigrationException(ErrorCode.NotSupported, $"change set {planned.ChangeSet.Identity} cannot be put into a script: {secrets.Mask(action.Summary)}",
                "Make the script of what comes before it, and run this change set with Invoke-Migration or Undo-Migration.", found.Node.Span) { ChangeSet = planned.ChangeSet.Identity };
        }
    }

    static IEnumerable<(PlannedNode Node, StatementAction Action)> Of(PlannedChangeSet planned) => planned.WillRun
        ? planned.Nodes.SelectMany(n => n.Statements.Where(s => s.Action is not null).Select(s => (n, s.Action!)))
        : [];
}
