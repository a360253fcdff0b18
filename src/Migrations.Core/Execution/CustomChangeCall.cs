using Migrations.Changelog;
using Migrations.Sql;

namespace Migrations.Execution;

/// <summary>A custom change whose turn it is.</summary>
/// <param name="Session">The connection of the run.</param>
/// <param name="ChangeSet">The change set.</param>
/// <param name="Action">What the changelog says.</param>
public sealed record CustomChangeCall(IDatabaseSession Session, ChangeSet ChangeSet, CustomAction Action);
