namespace Grid.LocalEngine;

/// <summary>An exception of another process whose type cannot be made again in this one.</summary>
/// <param name="message">The type and its message.</param>
/// <param name="inner">What it held.</param>
public sealed class RemoteException(string message, Exception? inner) : Exception(message, inner);
