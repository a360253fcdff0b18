# This manifest serves two places. Here in the repository its paths lead into out/Migrations, which `dotnet build` fills; the copy
# that the build puts there is the same file with that folder taken away from the paths (see src/Migrations/Migrations.csproj).
@{
    RootModule           = 'out/Migrations/Migrations.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5b0c1d6e-6a43-4f0e-9a55-8f1f0f2b7c31'
    Author               = 'The Migrations authors'
    CompanyName          = 'The Migrations authors'
    Copyright            = '(c) The Migrations authors'
    Description          = "Plans, proves, applies and undoes database migrations written in Liquibase's changelog language, without Java, on SQLite, PostgreSQL, SQL Server, MariaDB and MySQL."

    # Windows PowerShell 5.1 is refused by these two: the drivers need .NET 8.
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')

    FormatsToProcess     = @('out/Migrations/Migrations.Format.ps1xml')
    TypesToProcess       = @('out/Migrations/Migrations.Types.ps1xml')

    CmdletsToExport      = @('Export-MigrationPlan', 'Get-Migration', 'Import-MigrationPlan', 'Invoke-Migration', 'New-Migration', 'Repair-MigrationHistory', 'Set-MigrationTag', 'Test-MigrationPlan', 'Undo-Migration', 'Unlock-Migration')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()

    PrivateData          = @{
        PSData = @{
            Tags = @('PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'Database', 'Migration', 'Schema', 'Liquibase', 'SQLite', 'PostgreSQL', 'SqlServer', 'MariaDB', 'MySQL', 'DevOps')
        }
    }
}
