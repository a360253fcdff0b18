using Migrations.Schema;
using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>addCheckConstraint</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class AddCheckConstraintChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute ConstraintBody = new("constraintBody") { IsDirect = true, IsRequired = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("addCheckConstraint", content => new AddCheckConstraintChange(content),
        CatalogName, SchemaName, TableName, RequiredConstraintName, Disabled, ValidateExisting, ConstraintBody)
    {
        IsCommercial = true,
        ChecksumSource = ChecksumSource.AttributesAndSql,
        Body = ConstraintBody,
        NotInChecksum = [ConstraintBody, Disabled, ValidateExisting],
        RefusedOn = [DbmsNames.Sqlite],
    };

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context)
    {
        var table = context.Name(this[CatalogName], this[SchemaName], Require(TableName));
        var check = new CheckConstraint(context.Fold(Require(RequiredConstraintName)), JavaBlank.Trim(Require(ConstraintBody)).ToString())
        {
            Validated = this[ValidateExisting] != false,
            Disabled = this[Disabled] == true,
        };
        return [new AddConstraint(table, check)];
    }
}
