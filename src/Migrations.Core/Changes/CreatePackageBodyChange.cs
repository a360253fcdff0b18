namespace Migrations.Changes;

/// <summary><c>createPackageBody</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class CreatePackageBodyChange(ElementContent content) : OracleChange(content, "packages")
{
    static readonly TextAttribute PackageBodyName = new("packageBodyName") { IsRequired = true };
    static readonly TextAttribute PackageBodyText = new("packageBodyText") { IsDirect = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = ProgramText.Define("createPackageBody", content => new CreatePackageBodyChange(content), PackageBodyName, PackageBodyText);
}
