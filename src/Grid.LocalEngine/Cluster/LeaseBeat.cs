using System.Buffers.Binary;

namespace Grid.LocalEngine;

/// <summary>The part of a lease that is renewed: 48 bytes, written in one piece.</summary>
internal readonly record struct LeaseBeat(long Renewed, SiloState State, int Partitions, SiloLoad Load)
{
    /// <summary>Bytes of a beat.</summary>
    public const int Size = 48;

    /// <summary>Writes the beat.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Renewed);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], (long)State);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Partitions);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Load.Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], Load.Budget);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], Load.Jobs);
    }

    /// <summary>Reads a beat.</summary>
    public static LeaseBeat Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes), (SiloState)BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
        (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
        new SiloLoad(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[40..])));
}
