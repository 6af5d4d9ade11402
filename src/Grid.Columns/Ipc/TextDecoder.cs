using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Grid.Columns;

/// <summary>Makes text columns of the three ways in which Arrow lays text out; 32-bit offsets are taken as they are.</summary>
internal readonly struct TextDecoder(ColumnLayout layout, int length, Bitmap? validity, int nulls, long position)
{
    public Utf8Column FromOffsets32(ReadOnlyMemory<byte> offsets, ReadOnlyMemory<byte> data)
    {
        var ends = MemoryMarshal.Cast<byte, int>(offsets.Span);
        int last = ends[0];
        for (int i = 0; i < ends.Length; i++)
        {
            if (ends[i] < last || ends[i] > data.Length)
                throw Damaged($"an offset {ends[i]} after {last} into {data.Length} bytes of text");
            last = ends[i];
        }
        if (ends[0] < 0)
            throw Damaged($"an offset {ends[0]}");
        return Checked(new Utf8Column(offsets, data, validity, nulls));
    }

    public Utf8Column FromOffsets64(ReadOnlyMemory<byte> offsets, ReadOnlyMemory<byte> data)
    {
        var wide = MemoryMarshal.Cast<byte, long>(offsets.Span);
        var bytes = new byte[wide.Length * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        for (int i = 0; i < wide.Length; i++)
        {
            if (wide[i] < 0 || wide[i] > data.Length)
                throw Damaged($"an offset {wide[i]} into {data.Length} bytes of text");
            ends[i] = (int)wide[i];
        }
        return FromOffsets32(bytes, data);
    }

    /// <remarks>
    /// A view is its length and, up to 12 bytes, the text itself; beyond, the first four bytes of the text,
    /// the number of a buffer and an offset into it. Each is 32 bits wide.
    /// </remarks>
    public Utf8Column FromViews(ReadOnlyMemory<byte> viewBytes, ReadOnlyMemory<byte>[] buffers)
    {
        const int inline = 12;
        var views = MemoryMarshal.Cast<byte, int>(viewBytes.Span);
        long total = 0;
        for (int i = 0; i < length; i++)
        {
            if (IsNull(i))
                continue;
            var (size, buffer, offset) = (views[i * 4], views[i * 4 + 2], views[i * 4 + 3]);
            if (size < 0 || size > inline && ((uint)buffer >= buffers.Length || offset < 0 || offset > buffers[buffer].Length - size))
                throw Damaged($"a value of {size} bytes in row {i} that is in none of its {buffers.Length} buffers");
            total += size;
        }
        if (total > Array.MaxLength)
            throw Damaged($"{ByteSize.Of(total)} of text in one batch; Grid holds up to 2.15 GB, so write smaller batches");

        var offsets = new byte[(length + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        var data = new byte[total];
        for (int i = 0; i < length; i++)
        {
            int size = IsNull(i) ? 0 : views[i * 4];
            var text = size <= inline
                ? viewBytes.Span.Slice(i * 16 + sizeof(int), size)
                : buffers[views[i * 4 + 2]].Span.Slice(views[i * 4 + 3], size);
            text.CopyTo(data.AsSpan(ends[i]));
            ends[i + 1] = ends[i] + size;
        }
        return Checked(new Utf8Column(offsets, data, validity, nulls));
    }

    private bool IsNull(int row) => validity is { } bits && !bits[row];

    /// <summary>Makes sure that each value is UTF-8: at best at one go, as all the text is and no value starts within a character.</summary>
    private Utf8Column Checked(Utf8Column column)
    {
        var offsets = column.Offsets;
        var data = column.Data.Span[..offsets[^1]];
        bool sound = Utf8.IsValid(data[offsets[0]..]);
        for (int i = 0; sound && i < offsets.Length; i++)
            sound = offsets[i] == data.Length || (data[offsets[i]] & 0xC0) != 0x80;
        if (sound)
            return column;
        for (int i = 0; i < column.Length; i++)
        {
            if (!IsNull(i) && !Utf8.IsValid(column[i]))
                throw Damaged($"text in row {i} that is not UTF-8");
        }
        return column;
    }

    private ArrowFormatException Damaged(string problem) => new($"column '{layout.Field.Name}' has {problem}", position);
}
