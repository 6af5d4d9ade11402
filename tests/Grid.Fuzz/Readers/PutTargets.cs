using System.Buffers;
using System.Buffers.Binary;
using Grid.Columns;
using Grid.Flight;
using Grid.Flight.Protocol;
using Grpc.Core;

namespace Grid.Fuzz.Readers;

/// <summary>Tables that clients of the Flight door put: frames of gRPC with batches of Arrow in them.</summary>
internal static class PutTargets
{
    /// <summary>Them.</summary>
    public static FuzzTarget Put() => new(bytes => ReadAsync(bytes).GetAwaiter().GetResult(), fault => fault is CommandException or ArrowFormatException)
    {
        Seeds = [Put(RecordBatch.From(("a", ColumnFactory.Int64(1, 2, 3)), ("b", ColumnFactory.Utf8("x", null, "z")))), Put(Coded("x", "y"), Coded("z"))],
        Words = ["\uFFFF"],
    };

    private static RecordBatch Coded(params string[] words) => RecordBatch.From(
        ("w", new DictionaryColumn(ColumnFactory.Primitive<int>(DataType.Int32, [.. Enumerable.Range(0, 6).Select(i => i % words.Length)]), ColumnFactory.Utf8(words))),
        ("x", ColumnFactory.Float64(1, 2, double.NaN, 4, 5, 6)));

    // Each frame behind its length, as HTTP/2 gives them.
    private static byte[] Put(params RecordBatch[] batches)
    {
        var messages = new StreamMessages(batches[0].Schema);
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var message in batches.SelectMany(messages.Of).Prepend(messages.Schema()))
        {
            var context = new Written();
            FrameMarshaller.Instance.ContextualSerializer(FlightFrame.Of(message), context);
            BinaryPrimitives.WriteInt32LittleEndian(length, context.Bytes.WrittenCount);
            bytes.Write(length);
            bytes.Write(context.Bytes.WrittenSpan);
        }
        return bytes.ToArray();
    }

    private static async Task ReadAsync(byte[] bytes)
    {
        var frames = new Frames(bytes);
        if (!await frames.MoveNext(default))
            throw new CommandException("nothing came");
        using var reader = await ArrowStreamReader.OpenAsync(new FrameStream(frames.Current, frames));
        while (await reader.ReadAsync() is { } batch)
        {
            // As the rows go into a file, and out of it.
            foreach (var column in batch.Columns)
                PlainColumn.Of(column, column.Type.Logical);
        }
    }

    private sealed class Frames(byte[] bytes) : IAsyncStreamReader<FlightFrame>
    {
        private int _at;

        public FlightFrame Current { get; private set; } = new();

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (bytes.Length - _at < sizeof(int))
                return Task.FromResult(false);
            int length = Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(_at)), 0, bytes.Length - _at - sizeof(int));
            Current = FrameMarshaller.Instance.ContextualDeserializer(new Given(bytes.AsMemory(_at + sizeof(int), length)));
            _at += sizeof(int) + length;
            return Task.FromResult(true);
        }
    }

    private sealed class Written : SerializationContext
    {
        public ArrayBufferWriter<byte> Bytes { get; } = new();

        public override void SetPayloadLength(int payloadLength)
        {
        }

        public override IBufferWriter<byte> GetBufferWriter() => Bytes;

        public override void Complete()
        {
        }
    }

    private sealed class Given(ReadOnlyMemory<byte> bytes) : DeserializationContext
    {
        public override int PayloadLength => bytes.Length;

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(bytes);
    }
}
