using Grid.Columns;

namespace Grid.Flight.Protocol;

/// <summary>A FlightData: a message of Arrow IPC, and what goes with it.</summary>
internal sealed class FlightFrame
{
    /// <summary>What a stream is about, in its first frame.</summary>
    public FlightDescriptor? Descriptor { get; init; }

    /// <summary>The message's flatbuffer; empty where a frame has none.</summary>
    public ReadOnlyMemory<byte> Header { get; init; }

    /// <summary>Bytes of the application's own.</summary>
    public ReadOnlyMemory<byte> AppMetadata { get; init; }

    /// <summary>The message's body, part behind part.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Body { get; init; } = [];

    /// <summary>Bytes of the body.</summary>
    public long BodyLength { get; init; }

    /// <summary>What is wrong with the bytes that came; null where they are a frame.</summary>
    public string? Fault { get; init; }

    /// <summary>A message as a frame, over its own memory.</summary>
    public static FlightFrame Of(IpcMessage message, ReadOnlyMemory<byte> appMetadata = default) =>
        new() { Header = message.Header, Body = message.Body, BodyLength = message.BodyLength, AppMetadata = appMetadata };
}
