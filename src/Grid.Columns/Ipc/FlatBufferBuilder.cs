using System.Buffers.Binary;
using System.Text;

namespace Grid.Columns;

/// <summary>
/// Builds a FlatBuffer, the encoding of Arrow's metadata. It grows from the back to the front, as references in it
/// point forward only: what is referred to is written first. An offset is counted from the end of the buffer.
/// </summary>
/// <remarks>Layout: https://flatbuffers.dev/internals/. Tables do not share vtables; metadata is too small to gain by it.</remarks>
internal sealed class FlatBufferBuilder
{
    private byte[] _buffer = new byte[1024];
    private int _head = 1024;
    private int _alignment = 1;
    private int[] _slots = [];
    private int _tableStart;

    private int Offset => _buffer.Length - _head;

    /// <summary>Opens a table of a number of slots; everything it refers to must have been written.</summary>
    public void StartTable(int slots)
    {
        _slots = new int[slots];
        _tableStart = Offset;
    }

    public void AddBool(int slot, bool value)
    {
        if (value)
            AddByte(slot, 1);
    }

    public void AddByte(int slot, byte value)
    {
        Align(1, 0);
        Take(1)[0] = value;
        _slots[slot] = Offset;
    }

    public void AddInt16(int slot, short value)
    {
        PutInt16(value);
        _slots[slot] = Offset;
    }

    public void AddInt32(int slot, int value)
    {
        PutInt32(value);
        _slots[slot] = Offset;
    }

    public void AddInt64(int slot, long value)
    {
        Align(8, 0);
        PutInt64(value);
        _slots[slot] = Offset;
    }

    public void AddReference(int slot, int target)
    {
        PutReference(target);
        _slots[slot] = Offset;
    }

    public int EndTable()
    {
        PutInt32(0);
        int table = Offset;
        for (int i = _slots.Length - 1; i >= 0; i--)
            PutInt16((short)(_slots[i] == 0 ? 0 : table - _slots[i]));
        PutInt16((short)(table - _tableStart));
        PutInt16((short)((_slots.Length + 2) * sizeof(short)));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_buffer.Length - table), Offset - table);
        return table;
    }

    public int String(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Align(4, length + 1);
        Take(1)[0] = 0;
        Encoding.UTF8.GetBytes(value, Take(length));
        PutInt32(length);
        return Offset;
    }

    /// <summary>A vector of references to tables.</summary>
    public int References(ReadOnlySpan<int> targets)
    {
        Align(4, targets.Length * 4);
        for (int i = targets.Length - 1; i >= 0; i--)
            PutReference(targets[i]);
        PutInt32(targets.Length);
        return Offset;
    }

    /// <summary>A vector of structs of two 64-bit integers: field nodes and buffers.</summary>
    public int Pairs(ReadOnlySpan<(long First, long Second)> pairs)
    {
        AlignVector(pairs.Length * 16);
        for (int i = pairs.Length - 1; i >= 0; i--)
        {
            PutInt64(pairs[i].Second);
            PutInt64(pairs[i].First);
        }
        PutInt32(pairs.Length);
        return Offset;
    }

    /// <summary>A vector of the footer's blocks: offset, 32-bit metadata length, four bytes of padding, body length.</summary>
    public int Blocks(ReadOnlySpan<IpcBlock> blocks)
    {
        AlignVector(blocks.Length * IpcBlock.Size);
        for (int i = blocks.Length - 1; i >= 0; i--)
        {
            PutInt64(blocks[i].BodyLength);
            PutInt64(blocks[i].MetadataLength);
            PutInt64(blocks[i].Offset);
        }
        PutInt32(blocks.Length);
        return Offset;
    }

    /// <summary>Ends the buffer with a reference to its root table, and returns it.</summary>
    public byte[] Finish(int root)
    {
        Align(_alignment, sizeof(int));
        PutReference(root);
        return _buffer[_head..];
    }

    private void AlignVector(int bytes)
    {
        Align(4, bytes);
        Align(8, bytes);
    }

    private void PutReference(int target)
    {
        Align(4, 0);
        PutInt32(Offset - target + sizeof(int));
    }

    private void PutInt16(short value)
    {
        Align(2, 0);
        BinaryPrimitives.WriteInt16LittleEndian(Take(2), value);
    }

    private void PutInt32(int value)
    {
        Align(4, 0);
        BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);
    }

    private void PutInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    /// <summary>Pads so that, once <paramref name="following"/> bytes more are written, the next item of this size is aligned.</summary>
    private void Align(int size, int following)
    {
        _alignment = Math.Max(_alignment, size);
        int padding = -(Offset + following) & (size - 1);
        Take(padding).Clear();
    }

    private Span<byte> Take(int count)
    {
        if (count > _head)
        {
            int used = Offset;
            var larger = new byte[checked(Math.Max(_buffer.Length * 2, used + count))];
            _buffer.AsSpan(_head).CopyTo(larger.AsSpan(larger.Length - used));
            _buffer = larger;
            _head = larger.Length - used;
        }
        _head -= count;
        return _buffer.AsSpan(_head, count);
    }
}
