using System.Buffers.Binary;

namespace Grid.LocalEngine;

/// <summary>The part of a lease that is renewed: 40 bytes, written in one piece.</summary>
internal readonly record struct LeaseBeat(long Renewed, SiloState State, int Partitions, long Bytes, long Budget)
{
    /// <summary>Bytes of a beat.</summary>
    public const int Size = 40;

    /// <summary>Writes the beat.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Renewed);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], (long)State);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Partitions);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Budget);
    }

    /// <summary>Reads a beat.</summary>
    public static LeaseBeat Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes), (SiloState)BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
        (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
}
