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
.EXAMPLE
./build.ps1 Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Accept', 'Pack')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = ($Task -eq 'Pack' ? 'Release' : 'Debug')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

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
    'Pack' { dotnet pack "$PSScriptRoot/src/Migrations" --configuration $Configuration --output "$PSScriptRoot/out" }
}
