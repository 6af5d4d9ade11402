namespace Grid.Hosting;

/// <summary>A cluster cannot be joined or reached as asked: its folder, its tables, its settings or its address stand against it.</summary>
/// <param name="message">What was found, what was expected, and what to do.</param>
/// <param name="inner">What led to it.</param>
public sealed class ClusterException(string message, Exception? inner = null) : Exception(message, inner);
