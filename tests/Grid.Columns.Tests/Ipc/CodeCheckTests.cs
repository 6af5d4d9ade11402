using System.Numerics;
using System.Runtime.InteropServices;

namespace Grid.Columns.Tests;

/// <summary>Codes that are no positions in a dictionary are found wherever they are, and what stands where a null is does not matter.</summary>
public sealed class CodeCheckTests
{
    [Fact]
    public void The_first_code_outside_is_that_of_a_plain_loop()
    {
        int found = 0, none = 0;
        for (int seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            Check<sbyte>(DataType.Int8, random);
            Check<byte>(DataType.UInt8, random);
            Check<short>(DataType.Int16, random);
            Check<ushort>(DataType.UInt16, random);
            Check<int>(DataType.Int32, random);
            Check<uint>(DataType.UInt32, random);
            Check<long>(DataType.Int64, random);
            Check<ulong>(DataType.UInt64, random);
        }
        Assert.True(found > 1_000 && none > 1_000, $"{found} with such a code, {none} without");

        void Check<T>(DataType type, Random random) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            int length = random.Next(300), count = random.Next(4) == 0 ? random.Next(3) : random.Next(40_000);
            var values = new T[length];
            var valid = new bool[length];
            int oneIn = 1 + random.Next(300);
            for (int i = 0; i < length; i++)
            {
                valid[i] = random.Next(5) != 0;
                // The loader has the count where a null is.
                values[i] = !valid[i] ? T.CreateTruncating(count) : random.Next(oneIn) == 0 ? Odd<T>(random, count) : T.CreateTruncating(count == 0 ? 0 : random.Next(count) & (random.Next(2) == 0 ? 0x7F : int.MaxValue));
            }
            bool hasNulls = random.Next(3) != 0;
            var column = new PrimitiveColumn<T>(type, MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), hasNulls ? Bitmap.From(valid) : null);
            int from = random.Next(length + 1);
            foreach (var (part, start) in new[] { ((Column)column, 0), (column.Slice(from, length - from), from) })
            {
                int expected = Array.FindIndex(values, start, value => BigInteger.CreateChecked(value) < 0 || BigInteger.CreateChecked(value) >= count);
                while (hasNulls && expected >= 0 && !valid[expected])
                    expected = Array.FindIndex(values, expected + 1, value => BigInteger.CreateChecked(value) < 0 || BigInteger.CreateChecked(value) >= count);
                Assert.Equal(expected < 0 ? -1 : expected - start, CodeCheck.FirstOutside(part, count));
                (found, none) = expected < 0 ? (found, none + 1) : (found + 1, none);
            }
        }
    }

    private static T Odd<T>(Random random, int count) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => random.Next(4) switch
    {
        0 => T.MaxValue,
        1 => T.MinValue,
        2 => T.CreateTruncating(count),
        _ => T.CreateTruncating(-1L),
    };
}
