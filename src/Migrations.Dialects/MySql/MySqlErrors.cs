using System.Net.Sockets;
using System.Text.RegularExpressions;
using Migrations.Execution;
using MySqlConnector;

namespace Migrations.Dialects.MySql;

/// <summary>What the error numbers of MariaDB and MySQL mean.</summary>
static partial class MySqlErrors
{
    /// <summary>What kind of refusal it is.</summary>
    public static StatementFailure Classify(int number) => number switch
    {
        1146 => StatementFailure.NoSuchTable,
        1044 or 1045 or 1142 or 1143 or 1227 or 1370 or 1419 => StatementFailure.NoRights,
        1205 or 3572 => StatementFailure.LockTimeout,
        1213 or 3058 => StatementFailure.Deadlock,
        // Read-only server or transaction, full disk, full table.
        1290 or 1792 or 1836 or 3101 or 1021 or 1114 or 3507 => StatementFailure.NotWritable,
        _ => StatementFailure.Other,
    };

    /// <summary>Whether the connection is gone: the server went away or threw it out, or the network broke.</summary>
    public static bool IsConnectionLost(MySqlException exception) =>
        exception.Number is 1053 or 1079 or 1080 or 1158 or 1159 or 1160 or 1161 or 1927 or 2006 or 2013 or 2055 or 3169 or 4031
        || exception.ErrorCode == MySqlErrorCode.UnableToConnectToHost || exception.InnerException is IOException or SocketException or EndOfStreamException;

    /// <summary>The error for a connection that could not be made.</summary>
    public static MigrationException ConnectionFailed(MySqlException exception, MySqlConnectionStringBuilder builder)
    {
        var server = builder.Port == 3306 ? builder.Server : FormattableString.Invariant($"{builder.Server}:{builder.Port}");
        var user = string.IsNullOrEmpty(builder.UserID) ? "the user of this process" : $"user '{builder.UserID}'";
        var (message, advice) = exception switch
        {
            { Number: 1045 or 1698 } => ($"{server} does not let {user} in: wrong password, or no such user from this host",
                "Check user and password (-Credential), and from which hosts the server lets that user in."),
            { Number: 1044 } => ($"{user} has no right to database '{builder.Database}' on {server}, or it does not exist", "Grant the user rights on the database, or check its name."),
            { Number: 1049 } => ($"there is no database '{builder.Database}' on {server}", "Create it, or check its name in the connection."),
            { Number: 1040 or 1203 or 1226 } => ($"{server} takes no more connections: {exception.Message}", "Try again later, or raise max_connections."),
            { Number: 1129 or 1130 } => ($"{server} takes no connection from this host: {exception.Message}", "Let the server's administrator allow this host."),
            { ErrorCode: MySqlErrorCode.UnableToConnectToHost } when IsTls(exception) => ($"no encrypted connection to {server} could be made: {Innermost(exception).Message}",
                "Check the server's certificate, or set sslMode to what the server offers."),
            { ErrorCode: MySqlErrorCode.UnableToConnectToHost } => ($"{server} cannot be reached: {Innermost(exception).Message}",
                "Check host name and port, that the server runs, and that no firewall is in between."),
            _ when exception.Message.Contains("AllowPublicKeyRetrieval", StringComparison.OrdinalIgnoreCase) => (
                $"{server} wants the password encrypted with its public key, which is not fetched over an unprotected connection",
                "Use an encrypted connection (sslMode=required). On a network that you trust, add allowPublicKeyRetrieval=true."),
            _ => ($"no connection to {server} could be made: {exception.Message}", "Check the connection's host, port, user and database."),
        };
        return new(ErrorCode.ConnectionFailed, message, advice, innerException: exception);
    }

    /// <summary>The place that a syntax error complains about: the server says what stands there and in which line.</summary>
    public static (int Line, int Column)? PositionOf(string message, string statement)
    {
        var match = Near().Match(message);
        if (!match.Success)
            return null;
        var near = match.Groups["near"].Value;
        var line = int.Parse(match.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture);
        var start = 0;
        for (var n = 1; n < line; n++)
        {
            var end = statement.IndexOf('\n', start);
            if (end < 0)
                return null;
            start = end + 1;
        }
        if (near.Length == 0)
            return (line, statement.TrimEnd().Length - start + 1) is var atEnd && atEnd.Item2 > 0 ? atEnd : null;
        var at = statement.IndexOf(near, start, StringComparison.Ordinal);
        // The server quotes at most 80 characters of what is left.
        return at < 0 || statement.AsSpan(start, at - start).Contains('\n') ? (line, 1) : (line, at - start + 1);
    }

    static bool IsTls(MySqlException exception) => Innermost(exception) is System.Security.Authentication.AuthenticationException;

    static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;

    [GeneratedRegex("near '(?<near>.*)' at line (?<line>[0-9]+)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Near();
}
