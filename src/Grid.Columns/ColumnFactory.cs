using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Grid.Columns;

/// <summary>Makes columns of values at hand: results, dictionaries, tests. Loaders write into memory of their own instead.</summary>
public static class ColumnFactory
{
    /// <summary>A column of fixed-width values without nulls.</summary>
    public static PrimitiveColumn<T> Primitive<T>(DataType type, ReadOnlySpan<T> values) where T : unmanaged =>
        new(type, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A column of fixed-width values, some of them null.</summary>
    public static PrimitiveColumn<T> Primitive<T>(DataType type, ReadOnlySpan<T?> values) where T : unmanaged
    {
        var bytes = new byte[values.Length * Unsafe.SizeOf<T>()];
        var slots = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        var valid = new bool[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            valid[i] = values[i].HasValue;
            slots[i] = values[i].GetValueOrDefault();
        }
        return new PrimitiveColumn<T>(type, bytes, Bitmap.From(valid), Nulls(valid));
    }

    /// <summary>A column of 64-bit integers.</summary>
    public static PrimitiveColumn<long> Int64(params ReadOnlySpan<long?> values) => Primitive(DataType.Int64, values);

    /// <summary>A column of doubles.</summary>
    public static PrimitiveColumn<double> Float64(params ReadOnlySpan<double?> values) => Primitive(DataType.Float64, values);

    /// <summary>A column of truth values.</summary>
    public static BoolColumn Bool(params ReadOnlySpan<bool?> values)
    {
        var set = new bool[values.Length];
        var valid = new bool[values.Length];
        for (int i = 0; i < values.Length; i++)
            (set[i], valid[i]) = (values[i] == true, values[i].HasValue);
        return new BoolColumn(Bitmap.From(set), Bitmap.From(valid), Nulls(valid));
    }

    /// <summary>A column of text.</summary>
    public static Utf8Column Utf8(params ReadOnlySpan<string?> values)
    {
        var offsets = new byte[(values.Length + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        var valid = new bool[values.Length];
        var data = new List<byte>();
        for (int i = 0; i < values.Length; i++)
        {
            valid[i] = values[i] is not null;
            data.AddRange(Encoding.UTF8.GetBytes(values[i] ?? ""));
            ends[i + 1] = data.Count;
        }
        return new Utf8Column(offsets, data.ToArray(), Bitmap.From(valid), Nulls(valid));
    }

    private static int Nulls(ReadOnlySpan<bool> valid) => valid.Count(false);
}
