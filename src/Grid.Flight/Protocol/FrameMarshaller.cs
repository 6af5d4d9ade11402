using System.Buffers;
using Google.Protobuf;
using Grpc.Core;

namespace Grid.Flight.Protocol;

/// <summary>
/// Frames as the bytes of a FlightData: written from the columns' memory into the connection's without a copy between, and read with one,
/// as what comes is the connection's only for as long as it is looked at.
/// </summary>
internal static class FrameMarshaller
{
    private const int DescriptorField = 1;
    private const int HeaderField = 2;
    private const int MetadataField = 3;
    private const int BodyField = 1000;

    private const int LengthDelimited = 2;

    /// <summary>Both ways.</summary>
    public static Marshaller<FlightFrame> Instance { get; } = new(Write, Read);

    private static void Write(FlightFrame frame, SerializationContext context)
    {
        byte[] descriptor = frame.Descriptor?.ToByteArray() ?? [];
        long length = SizeOf(DescriptorField, descriptor.Length) + SizeOf(HeaderField, frame.Header.Length)
            + SizeOf(MetadataField, frame.AppMetadata.Length) + SizeOf(BodyField, frame.BodyLength);
        context.SetPayloadLength(checked((int)length));
        var output = context.GetBufferWriter();
        WriteField(output, DescriptorField, descriptor);
        WriteField(output, HeaderField, frame.Header.Span);
        WriteField(output, MetadataField, frame.AppMetadata.Span);
        if (frame.BodyLength > 0)
        {
            WriteKey(output, BodyField, frame.BodyLength);
            foreach (var part in frame.Body)
                output.Write(part.Span);
        }
        context.Complete();
    }

    private static FlightFrame Read(DeserializationContext context)
    {
        var reader = new SequenceReader<byte>(context.PayloadAsReadOnlySequence());
        FlightDescriptor? descriptor = null;
        byte[] header = [], metadata = [], body = [];
        try
        {
            while (!reader.End)
            {
                ulong key = ReadVarint(ref reader);
                switch (key)
                {
                    case DescriptorField << 3 | LengthDelimited: descriptor = FlightDescriptor.Parser.ParseFrom(ReadBytes(ref reader)); break;
                    case HeaderField << 3 | LengthDelimited: header = ReadBytes(ref reader); break;
                    case MetadataField << 3 | LengthDelimited: metadata = ReadBytes(ref reader); break;
                    case BodyField << 3 | LengthDelimited: body = ReadBytes(ref reader); break;
                    default: Skip(ref reader, (int)(key & 7)); break;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException)
        {
            return new FlightFrame { Fault = e is InvalidDataException ? e.Message : "its descriptor is none" };
        }
        return new FlightFrame { Descriptor = descriptor, Header = header, AppMetadata = metadata, Body = body.Length == 0 ? [] : [body], BodyLength = body.Length };
    }

    // A field of no bytes is not there.
    private static long SizeOf(int field, long length) => length == 0 ? 0 : VarintSize((uint)field << 3) + VarintSize((ulong)length) + length;

    private static void WriteField(IBufferWriter<byte> output, int field, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        WriteKey(output, field, bytes.Length);
        output.Write(bytes);
    }

    private static void WriteKey(IBufferWriter<byte> output, int field, long length)
    {
        var span = output.GetSpan(20);
        int at = WriteVarint(span, ((uint)field << 3) | LengthDelimited);
        at += WriteVarint(span[at..], (ulong)length);
        output.Advance(at);
    }

    private static int WriteVarint(Span<byte> to, ulong value)
    {
        int at = 0;
        for (; value >= 0x80; value >>= 7)
            to[at++] = (byte)(value | 0x80);
        to[at++] = (byte)value;
        return at;
    }

    private static int VarintSize(ulong value)
    {
        int size = 1;
        for (; value >= 0x80; value >>= 7)
            size++;
        return size;
    }

    private static ulong ReadVarint(ref SequenceReader<byte> reader)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (!reader.TryRead(out byte next))
                throw new InvalidDataException("it is cut short within a number");
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("a number in it has no end");
    }

    private static byte[] ReadBytes(ref SequenceReader<byte> reader)
    {
        ulong length = ReadVarint(ref reader);
        if (length > (ulong)reader.Remaining)
            throw new InvalidDataException($"a field of {length} bytes is cut short");
        var bytes = reader.UnreadSequence.Slice(0, (long)length).ToArray();
        reader.Advance((long)length);
        return bytes;
    }

    private static void Skip(ref SequenceReader<byte> reader, int kind)
    {
        long length = kind switch
        {
            0 => 0,
            1 => 8,
            LengthDelimited => checked((long)Math.Min(ReadVarint(ref reader), long.MaxValue)),
            5 => 4,
            _ => throw new InvalidDataException($"it has a field of kind {kind}"),
        };
        if (kind == 0)
            ReadVarint(ref reader);
        if (length > reader.Remaining)
            throw new InvalidDataException($"a field of {length} bytes is cut short");
        reader.Advance(length);
    }
}
