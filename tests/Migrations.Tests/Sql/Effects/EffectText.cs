using System.Globalization;
using System.Text;
using Migrations.Schema;
using Migrations.Sql;
using Migrations.Sql.Text;

namespace Migrations.Tests.Sql.Effects;

/// <summary>Effects as a person reads them, one a line.</summary>
static class EffectText
{
    /// <summary>What a statement has been understood to do.</summary>
    public static string Of(StatementReading? reading)
    {
        if (reading is null)
            return "opaque\n";
        var text = new StringBuilder();
        foreach (var effect in reading.Effects)
            text.Append(Of(effect)).Append('\n');
        if (reading.Effects.IsEmpty)
            text.Append("nothing\n");
        var notes = new[] { reading.IsComplete ? null : "incomplete", reading.IsGuarded ? "guarded" : null, reading.MovesNames ? "moves names" : null }.OfType<string>().ToList();
        if (notes.Count > 0)
            text.Append('(').AppendJoin(", ", notes).Append(")\n");
        return text.ToString();
    }

    static string Of(SqlNode node) => node switch
    {
        CreateTable create => $"create table {create.Table.Name}{Of(create.Table)}{(create.IfNotExists ? " if not exists" : "")}",
        DropTable drop => $"drop table {drop.Table}{Flag(drop.Cascade, "cascade")}",
        RenameTable rename => $"rename table {rename.Table} to {rename.To}",
        AddColumn add => $"add column {add.Table}.{Of(add.Column)}{string.Concat(add.Constraints.Select(c => $", {Of(c)}"))}{Of(add.Position)}",
        DropColumn drop => $"drop column {drop.Table}.{drop.Column}",
        RenameColumn rename => $"rename column {rename.Table}.{rename.From} to {rename.To}",
        AlterColumn alter => $"alter column {alter.Table}.{alter.After.Name}:{Changes(alter)}",
        AddConstraint add => $"add to {add.Table}: {Of(add.Constraint)}",
        DropConstraint drop => $"drop from {drop.Table}: {Kind(drop.Constraint)} {drop.Constraint.Name}".TrimEnd(),
        CreateIndex create => $"create {Of(create.Index)} on {create.Table}{Flag(create.Concurrently, "concurrently")}",
        DropIndex drop => $"drop index {drop.Index}{(drop.Table is null ? "" : $" on {drop.Table}")}{Flag(drop.Concurrently, "concurrently")}",
        CreateView create => $"create view {create.View.Name}{Flag(create.Replace, "replace")}: {create.View.Query}",
        DropView drop => $"drop view {drop.View}",
        CreateSequence create => $"create sequence {Of(create.Sequence)}",
        AlterSequence alter => $"alter sequence {Of(alter.After)} ({alter.Changed})",
        DropSequence drop => $"drop sequence {drop.Sequence}",
        SetTableRemarks remarks => $"comment on {remarks.Table}: {remarks.Remarks}",
        RenameObject rename => $"rename {rename.Object} to {rename.To}",
        CreateStoredProgram create => $"create {create.Program.Key}{(create.Program.Table is { } table ? $" on {table}" : "")}{Flag(create.Replace, "replace")}",
        DropStoredProgram drop => $"drop {drop.Program}{(drop.Table is { } table ? $" on {table}" : "")}",
        SetEnabled set => $"{(set.Enabled ? "enable" : "disable")} {set.Part.ToString().ToLowerInvariant()} {set.Name} of {set.Table}",
        InsertRows insert => $"insert into {insert.Table} ({string.Join(", ", insert.Values.Select(v => v.Column))}){(insert.Source is { } source ? $" from {source.Table}" : "")}",
        UpdateRows update => $"update {update.Table} set {string.Join(", ", update.Values.Select(v => $"{v.Column} = {Of(v.Value)}"))}{Where(update.Where)}",
        DeleteRows delete => $"delete from {delete.Table}{Where(delete.Where)}",
        RawOperation raw => $"{raw.Kind}{(raw.Target is null ? "" : $" {raw.Target}")}{(raw.Part is null ? "" : $" [{raw.Part}]")}{Flag(raw.Concurrently, "concurrently")}{Flag(raw.Cascade, "cascade")}",
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, null),
    };

    static string Flag(bool set, string word) => set ? $" {word}" : "";

    static string Where(SqlPredicate? where) => where is null ? " without where" : $" where {((RawPredicate)where).Sql}";

    static string Of(Table table) => $" ({string.Join(", ", table.Columns.Select(Of).Concat(table.Constraints.Select(Of)).Concat(table.Indexes.Select(Of)))})"
        + (table.Options is null ? "" : $" [{table.Options}]") + (table.Remarks is null ? "" : $" '{table.Remarks}'");

    static string Of(Column column)
    {
        var text = $"{column.Name} {column.Type}".TrimEnd();
        if (column.Collation is not null)
            text += $" collate {column.Collation}";
        if (!column.Nullable)
            text += " not null";
        if (column.Default is not null)
            text += $" default {Of(column.Default)}";
        if (column.Identity is { } identity)
            text += FormattableString.Invariant($" identity({identity.StartWith},{identity.IncrementBy},{identity.Generation})");
        if (column.Generated is not null)
            text += $" as ({column.Generated}) {(column.GeneratedStored ? "stored" : "virtual")}";
        return text + (column.Options is null ? "" : $" [{column.Options}]") + (column.Remarks is null ? "" : $" '{column.Remarks}'");
    }

    static string Of(ColumnPosition? position) => position switch { { First: true } => " first", { After: { } after } => $" after {after}", _ => "" };

    static string Changes(AlterColumn alter)
    {
        var after = alter.After;
        var text = "";
        if (alter.Changed.HasFlag(ColumnAspects.Type))
            text += $" type {after.Type}{(after.Collation is null ? "" : $" collate {after.Collation}")}{(alter.Using is null ? "" : $" using {alter.Using}")}";
        if (alter.Changed.HasFlag(ColumnAspects.Nullable))
            text += after.Nullable ? " null" : " not null";
        if (alter.Changed.HasFlag(ColumnAspects.Default))
            text += after.Default is null ? " no default" : $" default {Of(after.Default)}";
        if (alter.Changed.HasFlag(ColumnAspects.Identity))
            text += after.Identity is null ? " no identity" : $" identity {after.Identity.Generation}";
        return alter.Changed.HasFlag(ColumnAspects.Remarks) ? $"{text} '{after.Remarks}'" : text;
    }

    static string Of(SqlValue value) => value switch
    {
        StringValue text => $"'{text.Text}'",
        NumberValue number => number.Text,
        BooleanValue flag => flag.Value ? "true" : "false",
        NullValue => "null",
        ExpressionValue expression => $"<{expression.Sql}>",
        SequenceNextValue next => $"next {next.Sequence}{Flag(next.Owned, "owned")}",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    static string Kind(TableConstraint constraint) => constraint switch
    {
        PrimaryKey => "primary key",
        UniqueConstraint => "unique",
        ForeignKey => "foreign key",
        _ => "check",
    };

    static string Of(TableConstraint constraint)
    {
        var name = constraint.Name is null ? "" : $" {constraint.Name}";
        return constraint switch
        {
            PrimaryKey key => $"primary key{name}{Columns(key.Columns)}{Index(key.UsingIndex)}{Flag(key.Deferrable, "deferrable")}{Clustered(key.Clustered)}",
            UniqueConstraint unique => $"unique{name}{Columns(unique.Columns)}{Index(unique.UsingIndex)}{Flag(unique.Deferrable, "deferrable")}{Clustered(unique.Clustered)}",
            ForeignKey key => $"foreign key{name}{Columns(key.Columns)} to {key.ReferencedTable}{Columns(key.ReferencedColumns)}{Action("delete", key.OnDelete)}{Action("update", key.OnUpdate)}"
                + $"{Flag(!key.Validated, "not valid")}{Flag(key.InitiallyDeferred, "deferred")}",
            CheckConstraint check => $"check{name} ({check.Expression}){Flag(!check.Validated, "not valid")}",
            _ => throw new ArgumentOutOfRangeException(nameof(constraint), constraint, null),
        };
    }

    static string Clustered(bool? clustered) => clustered is { } set ? set ? " clustered" : " nonclustered" : "";

    static string Columns(IEnumerable<string> columns) => $" ({string.Join(", ", columns)})";

    static string Index(string? index) => index is null ? "" : $" using {index}";

    static string Action(string on, ReferentialAction action) => action == ReferentialAction.NoAction ? "" : $" on {on} {action}";

    static string Of(TableIndex index) =>
        $"{(index.Unique ? "unique " : "")}{(index.Method is null ? "" : $"{index.Method} ")}index {index.Name} ({string.Join(", ", index.Columns.Select(Of))}){(index.Where is null ? "" : $" where {index.Where}")}{Clustered(index.Clustered)}";

    static string Of(IndexColumn column) => $"{(column.Computed ? $"<{column.Name}>" : column.Name)}{Flag(column.Descending, "desc")}";

    static string Of(Sequence sequence) => string.Create(CultureInfo.InvariantCulture,
        $"{sequence.Name}({sequence.Type},{sequence.StartValue},{sequence.IncrementBy},{sequence.MinValue},{sequence.MaxValue},{sequence.CacheSize},{sequence.Cycle})");
}
