#requires -Version 7.4
<#
.SYNOPSIS
Builds, tests and packs the module.
.DESCRIPTION
Every task is a dotnet command that works without this script, too:
  Build   dotnet build                leaves the module in out/Migrations
  Test    dotnet test                 and the Pester suite where Pester is installed
  Accept                              takes what golden-file tests received as what they expect from now on; read the diff before you commit
  Pack    dotnet pack src/Migrations  leaves out/Migrations.<version>.nupkg (for a PowerShell repository) and .zip (to unpack in a module path)
                                      and, where npm is, out/<publisher>.migrations-<version>.vsix: the task for Azure DevOps with the module in it
.EXAMPLE
./build.ps1 Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Accept', 'Pack')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = ($Task -eq 'Pack' ? 'Release' : 'Debug'),

    # Who publishes the extension for Azure DevOps.
    [string] $Publisher = 'migrations'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

# The extension is what src/AzureDevOps has, with the module beside its task and the version of the module.
function New-Extension {
    $version = (Import-PowerShellDataFile "$PSScriptRoot/Migrations.psd1").ModuleVersion
    $folder = "$PSScriptRoot/out/AzureDevOps"
    if (Test-Path $folder) { Remove-Item $folder -Recurse }
    Copy-Item "$PSScriptRoot/src/AzureDevOps" $folder -Recurse
    Copy-Item "$PSScriptRoot/out/Migrations" "$folder/task/Migrations" -Recurse
    Get-ChildItem $folder -Recurse -Filter *.pdb | Remove-Item
    $override = @{ version = $version; publisher = $Publisher } | ConvertTo-Json -Compress
    npx --yes tfx-cli@0.23.1 extension create --root $folder --manifest-globs vss-extension.json --override $override --output-path "$PSScriptRoot/out" --no-prompt
}

switch ($Task) {
    'Build' { dotnet build "$PSScriptRoot/Module.sln" --configuration $Configuration }
    'Test' {
        dotnet test "$PSScriptRoot/Module.sln" --configuration $Configuration
        if (Get-Module -ListAvailable Pester) { Invoke-Pester "$PSScriptRoot/tests/Pester" -CI }
    }
    'Accept' {
        foreach ($received in [IO.Directory]::GetFiles("$PSScriptRoot/tests", '*.received.*', 'AllDirectories')) {
            if ($received -match '[\\/](bin|obj)[\\/]') { continue }
            $verified = $received -replace '\.received\.(?=[^\\/]*$)', '.verified.'
            [IO.File]::Move($received, $verified, $true)
            $verified
        }
        foreach ($received in [IO.Directory]::GetFiles("$PSScriptRoot/src/Migrations/schemas", '*.received.json')) {
            $shipped = $received -replace '\.received(?=\.json$)'
            [IO.File]::Move($received, $shipped, $true)
            $shipped
        }
    }
    'Pack' {
        dotnet pack "$PSScriptRoot/src/Migrations" --configuration $Configuration --output "$PSScriptRoot/out"
        if (Get-Command npx -ErrorAction Ignore) { New-Extension }
        else { Write-Warning 'The extension for Azure DevOps was not packed: npm is not on this machine.' }
    }
}
