using Migrations.Sql;
using static Migrations.Changes.CommonAttributes;

namespace Migrations.Changes;

/// <summary><c>createProcedure</c>.</summary>
/// <param name="content">What was read.</param>
public sealed class CreateProcedureChange(ElementContent content) : Change(content)
{
    static readonly TextAttribute ProcedureText = new("procedureText") { IsDirect = true, Alias = "procedureBody" };
    static readonly BooleanAttribute ReplaceIfExistsHere = new("replaceIfExists") { AllowedOn = [DbmsNames.MariaDb, DbmsNames.MySql, DbmsNames.SqlServer] };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = new("createProcedure", content => new CreateProcedureChange(content),
        CatalogName, SchemaName, ProcedureName, ReplaceIfExistsHere, FilePath, RelativeToChangelogFile, Encoding, Dbms, Comments, ProcedureText)
    {
        ChecksumSource = ChecksumSource.AttributesAndSql,
        Body = ProcedureText,
        File = FilePath,
        Dbms = Dbms,
        NotInChecksum = [FilePath, RelativeToChangelogFile, Encoding, Dbms, ProcedureText, Comments],
        RefusedOn = [DbmsNames.Sqlite],
    };

    private protected override IEnumerable<MigrationException> Errors(string dbms) => ProgramText.Errors(this).Concat(
        this[ReplaceIfExistsHere] == true && string.IsNullOrEmpty(this[ProcedureName]) ? [Missing(ProcedureName)] : []);

    /// <inheritdoc/>
    public override IEnumerable<SqlNode> Lower(LoweringContext context) => ProgramText.Lower(this, ProcedureName, context, this[ReplaceIfExistsHere] == true);
}
