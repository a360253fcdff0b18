namespace Migrations.Execution;

/// <summary>A command or a custom change has failed. The executor adds the change set and the place.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class ActionFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
