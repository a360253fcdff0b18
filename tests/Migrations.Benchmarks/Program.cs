using System.Globalization;
using DbUp;
using Migrations.Benchmarks;

// dotnet run -c Release --project tests/Migrations.Benchmarks [-- number of change sets, 1000 [rounds, 5]]
// dotnet run -c Release --project tests/Migrations.Benchmarks -- rows [number of rows, 1000000]
// dotnet run -c Release --project tests/Migrations.Benchmarks -- estimates [numbers of rows, 1000000 3000000]
// Prints whole-process times and peak memory of this product, the real Liquibase (where MIGRATIONS_TEST_LIQUIBASE names it), DbUp and psql
// on a private PostgreSQL server with the settings it comes with: applying everything, then nothing to do; the least and the median of rounds in which
// the tools take turns. With "rows", of loading a file of ten columns by loadData, on every database that is there, and by psql's \copy.
// With "estimates", how long plans say that work on large tables takes, and how long it takes.
if (args is ["dbup", var scripts, var connectionString])
    return DeployChanges.To.PostgresqlDatabase(connectionString).WithScriptsFromFileSystem(scripts).WithTransactionPerScript().LogToNowhere().Build().PerformUpgrade().Successful ? 0 : 1;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["rows", .. var size])
    return await RowsBenchmark.RunAsync(size is [var rows] ? int.Parse(rows, CultureInfo.InvariantCulture) : 1_000_000);
if (args is ["estimates", .. var sizes])
    return await EstimatesBenchmark.RunAsync(sizes is [] ? [1_000_000, 3_000_000] : [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))]);
var numbers = args.Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToList();
return await ChangeSetsBenchmark.RunAsync(numbers is [var count, ..] ? count : 1000, numbers is [_, var rounds] ? rounds : 5);
