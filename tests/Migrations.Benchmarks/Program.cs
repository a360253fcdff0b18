using System.Globalization;
using DbUp;
using Migrations.Benchmarks;
using Migrations.Conformance;
using Npgsql;

// dotnet run -c Release --project tests/Migrations.Benchmarks [-- number of change sets, 1000]
// dotnet run -c Release --project tests/Migrations.Benchmarks -- rows [number of rows, 1000000]
// dotnet run -c Release --project tests/Migrations.Benchmarks -- estimates [numbers of rows, 1000000 3000000]
// Prints whole-process times and peak memory of this product, the real Liquibase (where MIGRATIONS_TEST_LIQUIBASE names it), DbUp and psql
// on a private PostgreSQL server: applying everything, then nothing to do. With "rows", of loading a file of ten columns by loadData, on every database
// that is there, and by psql's \copy. With "estimates", how long plans say that work on large tables takes, and how long it takes.
if (args is ["dbup", var scripts, var connectionString])
    return DeployChanges.To.PostgresqlDatabase(connectionString).WithScriptsFromFileSystem(scripts).WithTransactionPerScript().LogToNowhere().Build().PerformUpgrade().Successful ? 0 : 1;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["rows", .. var size])
    return await RowsBenchmark.RunAsync(size is [var rows] ? int.Parse(rows, CultureInfo.InvariantCulture) : 1_000_000);
if (args is ["estimates", .. var sizes])
    return await EstimatesBenchmark.RunAsync(sizes is [] ? [1_000_000, 3_000_000] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
var count = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 1000;
var folder = Directory.CreateTempSubdirectory("migrations-benchmark-").FullName;
Workload.Write(folder, count);
var host = await Tool.PublishAsync(Path.Combine(folder, "host"));
await using var server = await PostgreSqlServer.StartAsync();
Console.WriteLine($"{count} change sets of a table and an index each, PostgreSQL, whole processes on {Environment.ProcessorCount} cores");
Console.WriteLine($"{"",-12}{"apply all",12}{"nothing to do",16}{"peak MB",10}");
foreach (var tool in Tool.All(folder, host))
{
    var connection = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
    var apply = await tool.RunAsync(connection);
    var nothing = tool.CanRunAgain ? new[] { await tool.RunAsync(connection), await tool.RunAsync(connection), await tool.RunAsync(connection) }.MinBy(r => r.Seconds) : null;
    Console.WriteLine($"{tool.Name,-12}{apply.Seconds,10:0.00} s{(nothing is null ? "-" : $"{nothing.Seconds:0.00} s"),16}{Math.Max(apply.PeakMegabytes, nothing?.PeakMegabytes ?? 0),10:0}");
}
Directory.Delete(folder, recursive: true);
return 0;
