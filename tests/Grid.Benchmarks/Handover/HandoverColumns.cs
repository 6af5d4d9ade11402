using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Grid.Columns;

namespace Grid.Benchmarks;

/// <summary>A column of each kind that partitions hold, without nulls and with some; the same ones each time.</summary>
internal static class HandoverColumns
{
    private const int Seed = 2017;
    private const int OneNullIn = 50;
    private const int Codes = 200;

    public static IEnumerable<(string Title, Column Column)> All(int rows)
    {
        foreach (bool hasNulls in new[] { false, true })
        {
            string with = hasNulls ? ", 2 % null" : "";
            var random = new Random(Seed);
            var validity = hasNulls ? Valid(rows, random) : (Bitmap?)null;
            yield return ("whole numbers of 8 bits" + with, Numbers(DataType.Int8, rows, validity, _ => (sbyte)random.Next(100)));
            yield return ("whole numbers of 32 bits" + with, Numbers(DataType.Int32, rows, validity, _ => random.Next()));
            yield return ("codes of 8 bits of ascending texts" + with, new DictionaryColumn(Numbers(DataType.UInt8, rows, validity, _ => (byte)random.Next(Codes)), Words(), ordered: true));
            yield return ("doubles" + with, Numbers(DataType.Float64, rows, validity, _ => random.NextDouble()));
            yield return ("texts" + with, Texts(rows, validity, random));
            yield return ("timestamps in microseconds" + with, Numbers(DataType.Timestamp(Columns.TimeUnit.Microsecond), rows, validity, i => 1_500_000_000_000_000L + i));
            yield return ("truth values" + with, new BoolColumn(Bits(rows, _ => random.Next(2) == 1), validity));
        }
    }

    private static PrimitiveColumn<T> Numbers<T>(DataType type, int rows, Bitmap? validity, Func<int, T> value) where T : unmanaged
    {
        var bytes = new byte[rows * Unsafe.SizeOf<T>()];
        var values = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        for (int i = 0; i < values.Length; i++)
            values[i] = value(i);
        return new PrimitiveColumn<T>(type, bytes, validity);
    }

    private static Utf8Column Words() =>
        ColumnFactory.Utf8([.. Enumerable.Range(0, Codes).Select(i => string.Create(CultureInfo.InvariantCulture, $"zone {i:000}"))]);

    private static Utf8Column Texts(int rows, Bitmap? validity, Random random)
    {
        var offsets = new byte[(rows + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        var text = new StringBuilder();
        for (int i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"trip {random.Next()}");
            ends[i + 1] = text.Length;
        }
        return new Utf8Column(offsets, Encoding.ASCII.GetBytes(text.ToString()), validity);
    }

    private static Bitmap Valid(int rows, Random random) => Bits(rows, _ => random.Next(OneNullIn) != 0);

    private static Bitmap Bits(int rows, Func<int, bool> bit) => Bitmap.From([.. Enumerable.Range(0, rows).Select(bit)]);
}
