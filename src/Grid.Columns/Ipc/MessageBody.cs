using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Grid.Columns;

/// <summary>
/// The body of a message as it is put together: the columns' own memory where that can be written as it is, and copies
/// of what cannot (bitmaps that do not start at a byte, offsets that do not start at 0), each compressed where that is asked for, and padded to a
/// multiple of 64 bytes.
/// </summary>
internal sealed class MessageBody(IpcCompression compression = IpcCompression.None)
{
    private static readonly byte[] s_zeros = new byte[Metadata.Alignment];

    private readonly List<(long, long)> _nodes = [];
    private readonly List<(long, long)> _buffers = [];

    public List<ReadOnlyMemory<byte>> Parts { get; } = [];

    public long Length { get; private set; }

    /// <summary>Writes the record batch that describes this body.</summary>
    public int Describe(FlatBufferBuilder builder, long rows)
    {
        int buffers = builder.Pairs([.. _buffers]);
        int nodes = builder.Pairs([.. _nodes]);
        int packed = 0;
        if (compression != IpcCompression.None)
        {
            builder.StartTable(2);
            builder.AddByte(0, BufferCodec.NumberOf(compression));
            packed = builder.EndTable();
        }
        builder.StartTable(5);
        builder.AddInt64(0, rows);
        builder.AddReference(1, nodes);
        builder.AddReference(2, buffers);
        if (packed != 0)
            builder.AddReference(3, packed);
        return builder.EndTable();
    }

    public void Add(Column column)
    {
        bool isCoded = column is DictionaryColumn;
        if (column is DictionaryColumn dictionary)
            column = dictionary.Codes;
        _nodes.Add((column.Length, column.NullCount));
        AddBuffer(column.NullCount == 0 ? default : Compact(column.Validity!.Value));
        switch (column)
        {
            case BoolColumn bools:
                AddBuffer(Compact(bools.Values));
                break;
            case Utf8Column text:
                AddText(text);
                break;
            case IPrimitiveColumn numbers:
                AddBuffer(isCoded ? CodeRewriter.WithoutNulls(column) : numbers.Bytes);
                break;
        }
    }

    private void AddText(Utf8Column text)
    {
        var offsets = text.Offsets;
        int first = offsets[0], last = offsets[^1];
        if (first == 0)
        {
            AddBuffer(text.OffsetBytes);
        }
        else
        {
            var bytes = new byte[offsets.Length * sizeof(int)];
            var rebased = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
            for (int i = 0; i < offsets.Length; i++)
                rebased[i] = offsets[i] - first;
            AddBuffer(bytes);
        }
        AddBuffer(text.Data[first..last]);
    }

    private void AddBuffer(ReadOnlyMemory<byte> buffer)
    {
        if (compression != IpcCompression.None && !buffer.IsEmpty)
            buffer = BufferCodec.Compress(compression, buffer);
        _buffers.Add((Length, buffer.Length));
        if (buffer.IsEmpty)
            return;
        Parts.Add(buffer);
        Length += buffer.Length;
        int padding = (int)(Metadata.Padded(Length) - Length);
        if (padding > 0)
            Parts.Add(s_zeros.AsMemory(0, padding));
        Length += padding;
    }

    private static ReadOnlyMemory<byte> Compact(Bitmap bits)
    {
        var bytes = new byte[Bitmap.BytesFor(bits.Length)];
        Span<byte> word = stackalloc byte[8];
        for (long i = 0; i < bits.Length; i += 64)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, bits.Word((int)i));
            int at = (int)(i >> 3);
            word[..Math.Min(8, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        }
        return bytes;
    }
}
