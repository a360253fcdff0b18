# What the task runs. Its inputs come as JSON in an environment variable, so none of them is ever read as PowerShell.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$task = $env:MIGRATIONS_TASK | ConvertFrom-Json -AsHashtable
$target = @{}
if ($task.environment) { $target.Environment = $task.environment }
if ($task.isService -or ($env:MIGRATIONS_CONNECTION -and -not $task.environment)) { $target.Connection = $env:MIGRATIONS_CONNECTION }
if ($env:MIGRATIONS_TASK_USER) {
    $password = [securestring]::new()
    foreach ($letter in "$env:MIGRATIONS_TASK_PASSWORD".ToCharArray()) { $password.AppendChar($letter) }
    $target.Credential = [pscredential]::new($env:MIGRATIONS_TASK_USER, $password)
}
# Programs that a changelog starts have no business with these.
Remove-Item env:MIGRATIONS_TASK, env:MIGRATIONS_TASK_USER, env:MIGRATIONS_TASK_PASSWORD -ErrorAction Ignore

$changelog = @{}
if ($task.changelog) { $changelog.Path = $task.changelog }
if ($task.contexts) { $changelog.Context = $task.contexts -split '\s*,\s*' }
if ($task.labels) { $changelog.Label = $task.labels }
$policy = @{}
if ($task.failOn) { $policy.FailOn = $task.failOn }
$agent = @{ CIFormat = 'AzureDevOps'; PublishTestResult = $task.publishTestResults }

Import-Module $task.modulePath
switch ($task.action) {
    'plan' {
        $plan = Test-MigrationPlan @target @changelog @policy @agent -ErrorAction Continue -ErrorVariable rejected
        $plan | Out-Host
        $files = @($task.planPath; $task.reports) -ne ''
        if ($files) { $plan | Export-MigrationPlan -Path $files }
        exit [int]($rejected.Count -gt 0)
    }
    'apply' {
        if ($task.planPath) { Import-MigrationPlan $task.planPath | Invoke-Migration @target @policy @agent -Confirm:$false | Out-Host }
        else { Invoke-Migration @target @changelog @policy @agent -Confirm:$false | Out-Host }
    }
    'undo' {
        $back = @{ AllowDataLoss = $task.allowDataLoss }
        if ($task.tag) { $back.ToTag = $task.tag }
        elseif ($task.count) { $back.Count = [int]$task.count }
        Undo-Migration @target @changelog @back @agent -Confirm:$false | Out-Host
    }
}
