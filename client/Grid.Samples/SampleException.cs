namespace Grid.Samples;

/// <summary>A sample that cannot be made as asked; the message is one clear line.</summary>
internal sealed class SampleException(string message) : Exception(message);
