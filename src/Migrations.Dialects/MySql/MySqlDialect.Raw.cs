using Migrations.Schema;
using Migrations.Sql;

namespace Migrations.Dialects.MySql;

/// <content>What SQL of authors does, and how the same is done beside running programs.</content>
sealed partial class MySqlDialect
{
    /// <inheritdoc/>
    public override SqlType? NativeType(string written) => types.Native(written);

    /// <inheritdoc/>
    public override StatementLock LockOf(RawOperation operation, SchemaModel before) => locks.Of(operation);

    /// <inheritdoc/>
    public override StatementLock Bounded(StatementLock taken, RawOperation clause) => locks.Bounded(taken, clause.Part ?? "");

    /// <inheritdoc/>
    public override OnlineForm? Online(SqlNode node, SchemaModel before) => MySqlOnline.FormOf(node, before, this);
}
