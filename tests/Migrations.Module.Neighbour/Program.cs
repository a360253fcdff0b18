using System.Data.Common;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.Loader;

// A program that lives in one process with the module and already uses other versions of its drivers. Prints what each side got,
// as "side|assembly|version|path", and what the module's drivers answer, for IsolationTests to read.
// Argument: the manifest to import.

var neighbours = new[] { typeof(Npgsql.NpgsqlConnection).Assembly, typeof(YamlDotNet.Core.Parser).Assembly };

using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using (var shell = PowerShell.Create(runspace))
    shell.AddCommand("Import-Module").AddParameter("Name", args[0]).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();

foreach (var assembly in neighbours)
    Tell("neighbour", assembly);

var library = AssemblyLoadContext.All.Single(context => context.Name == "Migrations");
foreach (var name in new[] { "Npgsql", "YamlDotNet", "MySqlConnector", "Microsoft.Data.SqlClient", "Microsoft.Data.Sqlite", "System.Diagnostics.DiagnosticSource" })
    Tell("module", library.LoadFromAssemblyName(new AssemblyName(name)));

using (var sqlite = Connection("Microsoft.Data.Sqlite", "SqliteConnection", "Data Source=:memory:"))
{
    sqlite.Open();
    using var command = sqlite.CreateCommand();
    command.CommandText = "SELECT sqlite_version()";
    Console.WriteLine($"sqlite|{command.ExecuteScalar()}");
}

// The stub of SqlClient that lies in the root of a package's output throws PlatformNotSupportedException at once; the real one tries to connect.
using (var sqlServer = Connection("Microsoft.Data.SqlClient", "SqlConnection", "Server=tcp:127.0.0.1,1;Connect Timeout=1;Encrypt=false"))
{
    try
    {
        sqlServer.Open();
    }
    catch (DbException exception)
    {
        Console.WriteLine($"sqlclient|{exception.GetType().Name}");
    }
}

DbConnection Connection(string assembly, string type, string connectionString) =>
    (DbConnection)Activator.CreateInstance(library.LoadFromAssemblyName(new AssemblyName(assembly)).GetType($"{assembly}.{type}", throwOnError: true)!, connectionString)!;

static void Tell(string side, Assembly assembly) =>
    Console.WriteLine($"{side}|{assembly.GetName().Name}|{assembly.GetName().Version}|{assembly.Location}");
