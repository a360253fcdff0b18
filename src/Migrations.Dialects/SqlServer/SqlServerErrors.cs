using Microsoft.Data.SqlClient;
using Migrations.Execution;

namespace Migrations.Dialects.SqlServer;

/// <summary>What SQL Server's error numbers mean to the product.</summary>
static class SqlServerErrors
{
    /// <summary>"Caution: Changing any part of an object name could break scripts": sp_rename says it every time.</summary>
    public const int RenameCaution = 15477;

    /// <summary>The severity from which on the server closes the connection.</summary>
    const byte FatalClass = 20;

    /// <summary>What kind of refusal an error is.</summary>
    public static StatementFailure Classify(int number) => number switch
    {
        208 => StatementFailure.NoSuchTable,
        229 or 230 or 262 or 297 or 300 or 916 or 15247 or 15406 => StatementFailure.NoRights,
        1222 => StatementFailure.LockTimeout,
        1205 => StatementFailure.Deadlock,
        1101 or 1105 or 3906 or 3908 or 9002 or 40544 => StatementFailure.NotWritable,
        _ => StatementFailure.Other,
    };

    /// <summary>Whether the connection is gone: a fatal error, a killed session, a server that goes down, a broken network.</summary>
    public static bool IsConnectionLost(SqlException exception)
    {
        foreach (SqlError error in exception.Errors)
        {
            if (error.Class >= FatalClass || error.Number is 596 or 6005 or 10053 or 10054 or 10060 or 121 or 233 or 64 or 19 or 40197 or 40613)
                return true;
        }
        return false;
    }

    /// <summary>The place that an error in a batch points at: the line the server says, and the column of the text it quotes where that stands once in the line.</summary>
    /// <param name="line">The line that the server says, from 1.</param>
    /// <param name="message">The server's message.</param>
    /// <param name="statement">The batch.</param>
    public static (int Line, int Column)? Position(int line, string message, string statement)
    {
        var lines = statement.Split('\n');
        if (line < 1 || line > lines.Length)
            return null;
        var text = lines[line - 1];
        var quoted = message.Split('\'');
        var first = quoted.Length > 2 && quoted[1].Length > 0 ? text.IndexOf(quoted[1], StringComparison.OrdinalIgnoreCase) : -1;
        var only = first >= 0 && text.IndexOf(quoted[1], first + 1, StringComparison.OrdinalIgnoreCase) < 0;
        return (line, only ? first + 1 : text.Length - text.TrimStart().Length + 1);
    }

    /// <summary>The error for a connection that was not made.</summary>
    public static MigrationException ConnectionFailed(SqlException exception, MigrationTarget target)
    {
        var (message, advice) = exception.Number switch
        {
            18456 or 18452 or 18470 => ($"the login to {target.Server} was refused", "Check user and password (-Credential), or the access token, and that the login is enabled."),
            18487 or 18488 => ($"the password of the login to {target.Server} has expired", "Change the password and try again."),
            4060 or 911 => ($"the database '{target.Database}' on {target.Server} cannot be opened", "Check the database's name, and that the login is a user of it."),
            916 => ($"the login is no user of the database '{target.Database}' on {target.Server}", "Have CREATE USER run for it in that database."),
            40615 => ($"the firewall of {target.Server} does not let this machine in", "Add this machine's address to the server's firewall rules."),
            _ when exception.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase) => ($"the certificate of {target.Server} is not trusted",
                "Install a certificate that this machine trusts; on a test server, TrustServerCertificate=true in the connection text does without."),
            _ => ($"no connection to {target} could be made", "Check the server's name and port, that it is running, and that the network lets you through."),
        };
        return new(ErrorCode.ConnectionFailed, $"{message}: {FirstLine(exception.Message)}", advice, innerException: exception);
    }

    static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r');
}
