namespace Migrations.Changes;

/// <summary><c>createPackage</c>, of Liquibase's commercial edition.</summary>
/// <param name="content">What was read.</param>
public sealed class CreatePackageChange(ElementContent content) : OracleChange(content, "packages")
{
    static readonly TextAttribute PackageName = new("packageName") { IsRequired = true };
    static readonly TextAttribute PackageText = new("packageText") { IsDirect = true };

    /// <summary>The change type.</summary>
    public static ChangeDefinition ChangeType { get; } = ProgramText.Define("createPackage", content => new CreatePackageChange(content), PackageName, PackageText);
}
