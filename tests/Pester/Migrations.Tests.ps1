# The module as a user of pwsh meets it: with the commands that PowerShell itself has. Build first; run with Invoke-Pester tests/Pester.

BeforeAll {
    $repository = (Resolve-Path "$PSScriptRoot/../..").Path
    Import-Module "$repository/Migrations.psd1"
    $connection = 'Data Source=bookstore.db'
}

Describe 'Migrations' {
    BeforeEach {
        $place = Join-Path $TestDrive ([guid]::NewGuid())
        New-Item -ItemType Directory $place | Out-Null
        Copy-Item "$repository/tests/samples/bookstore" $place -Recurse
        Push-Location $place
    }

    AfterEach {
        Pop-Location
    }

    Context 'the module' {
        It 'has a valid manifest' {
            (Test-ModuleManifest "$repository/Migrations.psd1").ExportedCmdlets.Keys | Sort-Object |
                Should -Be 'Export-MigrationPlan', 'Get-Migration', 'Import-MigrationPlan', 'Invoke-Migration', 'New-Migration', 'Repair-MigrationHistory', 'Set-MigrationTag', 'Test-MigrationPlan', 'Undo-Migration', 'Unlock-Migration'
        }

        It 'uses approved verbs only' {
            Import-Module "$repository/Migrations.psd1" -Force -WarningVariable warnings 3> $null
            $warnings | Should -BeNullOrEmpty
        }

        It 'has help with three examples for <_>' -ForEach 'Export-MigrationPlan', 'Get-Migration', 'Import-MigrationPlan', 'Invoke-Migration', 'New-Migration', 'Repair-MigrationHistory', 'Set-MigrationTag', 'Test-MigrationPlan', 'Undo-Migration', 'Unlock-Migration' {
            $help = Get-Help $_ -Full
            $help.Synopsis | Should -Not -BeLike "*$_ *"
            $help.examples.example.Count | Should -BeGreaterOrEqual 3
            ($help | Out-String -Width 80) -split '\r?\n' | ForEach-Object Length | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
        }

        It 'shows its topics' {
            Get-Help about_Migrations | Should -Match 'Liquibase'
            Get-Help about_Migrations_Changelogs | Should -Match 'createTable'
        }
    }

    Context 'the pipeline' {
        It 'takes folders and files of Get-Item and Get-ChildItem' {
            (Get-Item bookstore | Test-MigrationPlan -Connection $connection).PendingCount | Should -Be 12
            (Get-ChildItem bookstore/changelog.yaml | Invoke-Migration -Connection $connection).Count | Should -Be 12
            (Resolve-Path bookstore | Get-Migration -Connection $connection | Group-Object State).Name | Should -Be 'Applied'
        }

        It 'shows plans that come back from a file as they were, and reports them' {
            $plan = Test-MigrationPlan bookstore -Connection $connection
            $text = $plan | Out-String -Width 120
            $text | Should -Match 'Risk: +11 low'
            $plan | Export-Clixml plan.xml
            Import-Clixml plan.xml | Out-String -Width 120 | Should -Be $text
            $plan.Steps | Out-String -Width 80 | Should -Match '\+ pending +low'
            $plan.Steps[1].Statements | Out-String -Width 80 | Should -Match 'blocks|writes'
            $plan | Export-MigrationPlan plan.html
            Get-Content plan.html -Raw | Should -Match '<h1>.*bookstore\.db</h1>'
        }

        It 'runs a plan, and undoes what Where-Object chooses' {
            Test-MigrationPlan bookstore -Connection $connection | Invoke-Migration | Should -HaveCount 12
            $undone = Get-Migration bookstore -Connection $connection | Where-Object Id -Like '*-customer-email' | Undo-Migration -Confirm:$false
            $undone.State | Sort-Object -Unique | Should -Be 'Undone'
            $undone.Id | Should -Be 'require-customer-email', 'fill-customer-email', 'add-customer-email'
        }

        It 'measures, sorts, selects and exports results as any object' {
            $results = Invoke-Migration bookstore -Connection $connection
            ($results | Measure-Object StatementCount -Sum).Sum | Should -Be 13
            ($results | Sort-Object Id | Select-Object -First 1).Id | Should -Be 'add-customer-email'
            ($results | Select-Object Id, State | ConvertTo-Csv)[1] | Should -Be '"create-author","Applied"'
            ($results[0] | ConvertTo-Json -Depth 3 | ConvertFrom-Json).Target.Provider | Should -Be 'sqlite'
            { Test-MigrationPlan bookstore -Connection $connection | ConvertTo-Json -Depth 6 } | Should -Not -Throw
        }
    }

    Context 'parts of a run' {
        It 'stops behind the change set in progress when the next command has enough' {
            $first = Invoke-Migration bookstore -Connection $connection | Select-Object -First 1
            $first.Id | Should -Be 'create-author'
            (Get-Migration bookstore -Connection $connection -State Applied).Count | Should -BeLessOrEqual 2
            (Unlock-Migration -Connection $connection -WhatIf).LockedBy | Should -BeNullOrEmpty
            Invoke-Migration bookstore -Connection $connection | Select-Object -Last 1 | ForEach-Object Id | Should -Be 'require-customer-email'
        }

        It 'applies a count, a tag, an id, and marks the rest' {
            (Invoke-Migration bookstore -Connection $connection -Count 2).Id | Should -Be 'create-author', 'create-book'
            (Invoke-Migration bookstore -Connection $connection -Id create-genre).Id | Should -Be 'create-genre'
            (Invoke-Migration bookstore -Connection $connection -ToTag release-1)[-1].Id | Should -Be 'release-1'
            Invoke-Migration bookstore -Connection $connection -MarkOnly | ForEach-Object State | Sort-Object -Unique | Should -Be 'MarkRan'
        }

        It 'tags, forgets what is unexpected, and takes an environment by name' {
            Set-Content migrations.yaml "environments: {dev: {connection: '$connection', changelog: bookstore}}"
            Invoke-Migration -Environment dev | Out-Null
            (Set-MigrationTag v2 -Environment dev -PassThru).Tag | Should -Be 'v2'
            Get-Content bookstore/changelog.yaml | Select-Object -SkipLast 1 -OutVariable rest | Out-Null
            Set-Content bookstore/changelog.yaml $rest
            $repaired = Get-Migration -Environment dev -State Unexpected | Repair-MigrationHistory -Forget -Confirm:$false
            $repaired.Kind | Sort-Object -Unique | Should -Be 'Forget'
            Get-Migration -Environment dev -State Unexpected | Should -BeNullOrEmpty
        }
    }

    Context 'the screen' {
        It 'shows a plan at <_> columns without wrapping a row' -ForEach 80, 120, 200 {
            $plan = Test-MigrationPlan bookstore -Connection $connection
            $lines = ($plan | Out-String -Width $_) -split '\r?\n'
            $lines | Where-Object { $_ -match '^ +\d+ \+ pending ' } | Should -HaveCount 12
        }

        It 'has tables and lists for Format-Table and Format-List' {
            $results = Invoke-Migration bookstore -Connection $connection
            $results | Format-Table | Out-String | Should -Match 'State +Change set +Description +Statements +Duration'
            $results | Format-List | Out-String | Should -Match 'Duration +: .*(ms|s)\b'
            $plan = Test-MigrationPlan bookstore -Provider postgresql
            $plan | Format-Table | Out-String | Should -Match 'Plan +Created +Target'
            $plan.Steps | Format-Table | Out-String | Should -Match 'create-author'
            $plan.Steps[0] | Format-List | Out-String -Width 400 | Should -Match 'Statements +: CREATE TABLE'
            $plan.Steps[0].Statements | Format-Table | Out-String -Width 200 | Should -Match 'Lock +Blocks +Rows +Takes +SQL'
            Get-Migration bookstore -Connection $connection | Format-List | Out-String | Should -Match 'OrderExecuted +: 12'
            Unlock-Migration -Connection $connection | Out-String | Should -Match 'free'
        }

        It 'has no colour where PowerShell wants none' {
            $PSStyle.OutputRendering = 'PlainText'
            try { Test-MigrationPlan bookstore -Connection $connection | Out-String | Should -Not -Match '\x1b' }
            finally { $PSStyle.OutputRendering = 'Host' }
        }
    }

    Context 'safety' {
        It 'writes nothing with -WhatIf' {
            Invoke-Migration bookstore -Connection $connection -WhatIf
            New-Migration create_orders id:int:pk -WhatIf
            Get-ChildItem -File | Should -BeNullOrEmpty
        }

        It 'gives files that Get-Content and Get-Item take from the pipeline' {
            (New-Migration create_orders id:int:pk | Get-Content)[0] | Should -Be 'databaseChangeLog:'
            (Invoke-Migration bookstore -Connection $connection -ScriptPath up.sql | Get-Item).Name | Should -Be 'up.sql'
        }

        It 'fails in a way that can be caught, with id, target and advice' {
            Set-Content bad.yaml "databaseChangeLog:`n- changeSet: {id: 1, author: a, changes: [{sql: {sql: selec 1}}]}"
            $failure = { Invoke-Migration bad.yaml -Connection $connection } | Should -Throw -ErrorId 'ChangeSetFailed,Migrations.InvokeMigrationCommand' -PassThru
            $failure.TargetObject | Should -Be 'bad.yaml::1::a'
            $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            $failure.CategoryInfo.Category | Should -Be 'InvalidOperation'
        }

        It 'ends the command with an error that -ErrorVariable collects' {
            try { Get-Migration -Connection 'Data Source=nowhere/x.db' -ErrorVariable problems } catch { $caught = $_ }
            $problems.Count | Should -BeGreaterThan 0
            $caught.FullyQualifiedErrorId | Should -Be 'ConnectionFailed,Migrations.GetMigrationCommand'
        }

        It 'asks for credentials in no other form than PSCredential and SecureString' {
            $parameters = (Get-Command -Module Migrations).Parameters.Values
            $parameters | Where-Object Name -Match 'password|secret|token|credential' | ForEach-Object ParameterType | Sort-Object -Unique -Property Name |
                Should -Be ([pscredential], [securestring])
        }
    }

    Context 'other runspaces and processes' {
        It 'works in ForEach-Object -Parallel' {
            $manifest = "$repository/Migrations.psd1"
            $counts = 1..4 | ForEach-Object -Parallel {
                Import-Module $using:manifest
                (Invoke-Migration bookstore -Connection "Data Source=$_.db").Count
            }
            $counts | Should -Be 12, 12, 12, 12
        }

        It 'brings a plan back from a job that can be read' {
            $plan = Start-Job -WorkingDirectory $PWD { Import-Module $using:repository/Migrations.psd1; Test-MigrationPlan bookstore -Connection $using:connection } | Receive-Job -Wait
            $plan.Steps.Statements.Sql | Should -HaveCount 13
            $text = $plan | Out-String -Width 120
            $text -split '\r?\n' | Where-Object { $_ -match '^ +\d+ \+ pending ' } | Should -HaveCount 12
            $text | Should -Match 'Plan: 12 to apply'
        }

        It 'shows what comes back from Export-Clixml as it was' {
            Invoke-Migration bookstore -Connection $connection -Count 2 | Export-Clixml results.xml
            Import-Clixml results.xml | Out-String -Width 120 | Should -Match '\+ applied +create-author'
            Get-Migration bookstore -Connection $connection | Export-Clixml states.xml
            Import-Clixml states.xml | Out-String -Width 120 | Should -Match '\+ pending +- +create-genre'
        }

        It 'works in a job, and its results come back readable' {
            $results = Start-Job -WorkingDirectory $PWD { Import-Module $using:repository/Migrations.psd1; Invoke-Migration bookstore -Connection $using:connection } | Receive-Job -Wait
            $results | Should -HaveCount 12
            $results[0].State.ToString() | Should -Be 'Applied'
            "$($results[0].Target)" | Should -BeLike '*bookstore.db'
        }

        It 'ends pwsh with exit code <Code> for <Script>' -ForEach @(
            @{ Code = 0; Script = 'Invoke-Migration bookstore -Connection "Data Source=x.db"' }
            @{ Code = 1; Script = 'Invoke-Migration nowhere -Connection "Data Source=x.db"' }
        ) {
            & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "Import-Module '$repository/Migrations.psd1'; $Script" *> $null
            $LASTEXITCODE | Should -Be $Code
        }

        It 'fails instead of asking where nobody can answer' {
            Invoke-Migration bookstore -Connection $connection | Out-Null
            & ([Environment]::ProcessPath) -NoProfile -NonInteractive -Command "Import-Module '$repository/Migrations.psd1'; Undo-Migration bookstore -Connection '$connection'" *> $null
            $LASTEXITCODE | Should -Be 1
            Get-Migration -Connection $connection | Should -HaveCount 12
        }
    }

    Context 'completion' {
        It 'completes <Expected> in <Line>' -ForEach @(
            @{ Line = 'Get-Migration bookstore -Id create-a'; Expected = 'create-author' }
            @{ Line = 'Undo-Migration bookstore -ToTag '; Expected = 'release-1' }
            @{ Line = 'Test-MigrationPlan bookstore -Provider s'; Expected = 'sqlite' }
        ) {
            (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText | Should -Contain $Expected
        }
    }
}
