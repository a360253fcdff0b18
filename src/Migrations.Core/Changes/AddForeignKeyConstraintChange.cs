using Migrations.Changelog;
using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addForeignKeyConstraint</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class AddForeignKeyConstraintChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute BaseTableCatalogName = new("baseTableCatalogName");
    static readonly TextAttribute BaseTableSchemaName = new("baseTableSchemaName");
    static readonly TextAttribute BaseTableName = new("baseTableName") { IsRequired = true };
    static readonly TextAttribute BaseColumnNames = new("baseColumnNames") { IsRequired = true };
    static readonly TextAttribute ReferencedTableCatalogName = new("referencedTableCatalogName");
    static readonly TextAttribute ReferencedTableSchemaName = new("referencedTableSchemaName");
    static readonly TextAttribute ReferencedTableName = new("referencedTableName") { IsRequired = true };
    static readonly TextAttribute ReferencedColumnNames = new("referencedColumnNames") { IsRequired = true };
    static readonly BooleanAttribute DeferrableKey = new("deferrable") { AllowedOn = [DbmsNames.PostgreSql, DbmsNames.Sqlite], IsFalseAllowed = true };
    static readonly BooleanAttribute InitiallyDeferredKey = new("initiallyDeferred") { AllowedOn = [DbmsNames.PostgreSql, DbmsNames.Sqlite], IsFalseAllowed = true };
    static readonly TextAttribute OnDelete = new("onDelete");
    static readonly TextAttribute OnUpdate = new("onUpdate");
    static readonly BooleanAttribute DeleteCascade = new("deleteCascade");
    static readonly BooleanAttribute ReferencesUniqueColumn = new("referencesUniqueColumn");

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addForeignKeyConstraint", content => new AddForeignKeyConstraintChange(content),
        BaseTableCatalogName, BaseTableSchemaName, BaseTableName, BaseColumnNames, ReferencedTableCatalogName, ReferencedTableSchemaName,
        ReferencedTableName, ReferencedColumnNames, RequiredConstraintName, DeferrableKey, InitiallyDeferredKey, OnDelete, OnUpdate, DeleteCascade,
        ReferencesUniqueColumn, ValidateExisting)
    {
        NotInChecksum = [DeleteCascade, ReferencesUniqueColumn],
        RefusedOn = [DbmsNames.Sqlite],
        Settle = SettleOnDelete,
    };

    /// <summary><c>deleteCascade</c> becomes <c>onDelete: CASCADE</c>; where both are written Liquibase forgets both.</summary>
    static void SettleOnDelete(ElementContent content)
    {
        if (content.Flag(DeleteCascade) is { } cascade)
            content.Set(OnDelete, cascade && content.Text(OnDelete) is null ? "CASCADE" : null);
    }

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        if (this[DeleteCascade] is not null && Node.Child(OnDelete.Name) is { Scalar.IsNull: false } written)
        {
            context.Findings.Add(LanguageRule.IgnoredEntry.At(written.Span, "'onDelete' beside 'deleteCascade': Liquibase applies neither, so nothing is deleted along.",
                "Keep one of them."));
        }
        var table = context.Name(this[BaseTableCatalogName], this[BaseTableSchemaName], Require(BaseTableName));
        var referenced = context.Name(this[ReferencedTableCatalogName], this[ReferencedTableSchemaName], Require(ReferencedTableName));
        return
        [
            new AddConstraint(table, new ForeignKey(context.Fold(Require(RequiredConstraintName)), context.FoldList(Require(BaseColumnNames)), referenced,
                context.FoldList(Require(ReferencedColumnNames)))
            {
                OnDelete = Action(OnDelete, context),
                OnUpdate = Action(OnUpdate, context),
                Deferrable = this[DeferrableKey] == true,
                InitiallyDeferred = this[InitiallyDeferredKey] == true,
                Validated = this[ValidateExisting] != false,
            }),
        ];
    }

    ReferentialAction Action(TextAttribute attribute, LoweringContext context) => this[attribute]?.Trim().ToUpperInvariant() switch
    {
        null => ReferentialAction.NoAction,
        "NO ACTION" => context.Dialect.Features.KeepsWrittenNoAction ? ReferentialAction.WrittenNoAction : ReferentialAction.NoAction,
        "RESTRICT" => ReferentialAction.Restrict,
        "CASCADE" => ReferentialAction.Cascade,
        "SET NULL" => ReferentialAction.SetNull,
        "SET DEFAULT" => ReferentialAction.SetDefault,
        _ => throw Invalid(ErrorCode.InvalidValue, attribute, $"'{attribute.Name}' is '{this[attribute]}', which is no action of a foreign key.",
            "Write CASCADE, SET NULL, SET DEFAULT, RESTRICT or NO ACTION."),
    };
}
