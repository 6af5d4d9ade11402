using System.Numerics;
using Grid.Columns;

namespace Grid.Query.Tests;

public class CodedSumsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_of_codes_are_the_bits_of_sums_of_as_many_values(bool squares) => Properties.Hold(seed =>
    {
        var random = new Random(seed);
        LogicalType[] types = [LogicalType.Whole, LogicalType.Unsigned, LogicalType.Bool, LogicalType.Date];
        var type = types[random.Next(types.Length)];
        int codes = random.Next(1, 8), groups = random.Next(1, 6);
        var (table, values) = Table(random, type, codes, bits: random.Next(1, 64));
        long[][] counts = [.. Enumerable.Range(0, groups).Select(_ => values.Select(v => v is null || random.Next(3) == 0 ? 0 : random.NextInt64(1 << random.Next(1, 31))).ToArray())];
        var sums = new CodedSums(table, codes, squares, groups, counts.Sum(c => c.Sum()));

        for (int g = 0; g < groups; g++)
            sums.Take(g, [.. Enumerable.Range(0, codes).Where(code => counts[g][code] > 0)], counts[g]);

        BigInteger[] expected = [.. counts.Select(c => c.Index().Aggregate(BigInteger.Zero, (sum, code) => sum + code.Item * values[code.Index].GetValueOrDefault()))];
        Check(expected, sums.Sums);
        if (squares)
            Check([.. counts.Select(c => c.Index().Aggregate(BigInteger.Zero, (sum, code) => sum + code.Item * BigInteger.Pow(values[code.Index].GetValueOrDefault(), 2)))], sums.Squares);
    }, runs: 400);

    [Fact]
    public void What_might_leave_64_bits_adds_up_another_way()
    {
        var random = new Random(1);
        var (table, _) = Table(random, LogicalType.Whole, 1, bits: 1);
        table.Longs[0] = 3_000_000_000;

        Assert.True(new CodedSums(table, 1, squares: true, 1, 1).IsNarrow);
        Assert.False(new CodedSums(table, 1, squares: true, 1, 2).IsNarrow);
        Assert.True(new CodedSums(table, 1, squares: false, 1, 2).IsNarrow);
        Assert.True(new CodedSums(table, 1, squares: false, 1, long.MaxValue / 3_000_000_000).IsNarrow);
        Assert.False(new CodedSums(table, 1, squares: false, 1, (long.MaxValue / 3_000_000_000) + 1).IsNarrow);
        table.Longs[0] = long.MinValue;
        Assert.False(new CodedSums(table, 1, squares: false, 1, 1).IsNarrow);
    }

    private static void Check(BigInteger[] expected, GroupSums sums)
    {
        for (int g = 0; g < expected.Length; g++)
        {
            var sum = new ExactSum();
            sums.AddTo(sum, g);
            Assert.Equal(expected[g], sum.Canonical().Aggregate(BigInteger.Zero, (all, part) => all + new BigInteger(part)));
        }
        // As they would be written had they been added one by one.
        Assert.Equal(Bytes(GroupSums.From([.. expected.Select(Exact)])), Bytes(sums));
    }

    private static ExactSum Exact(BigInteger value)
    {
        var sum = new ExactSum();
        for (int shift = 0; BigInteger.Abs(value) >> shift != 0; shift += 32)
            sum.Add(value.Sign * (double)(uint)((BigInteger.Abs(value) >> shift) & uint.MaxValue) * Math.ScaleB(1, shift));
        return sum;
    }

    private static byte[] Bytes(GroupSums sums)
    {
        var writer = new ByteWriter();
        sums.Write(writer);
        return writer.ToArray();
    }

    private static (Vector Table, BigInteger?[] Values) Table(Random random, LogicalType type, int codes, int bits)
    {
        var table = new Vector(type);
        table.Reset(codes);
        var valid = table.Nullable(codes);
        var values = new BigInteger?[codes];
        for (int code = 0; code < codes; code++)
        {
            ulong value = (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - bits);
            bool isNull = random.Next(5) == 0 && codes > 1, isMinus = type.Kind is LogicalKind.Whole or LogicalKind.Date && random.Next(2) == 0;
            if (type.Kind == LogicalKind.Bool)
                table.Bits[0] |= (value & 1) << code;
            else
                table.Longs[code] = isMinus ? -(long)value : (long)value;
            if (isNull)
                continue;
            valid[code >> 6] |= 1UL << (code & 63);
            values[code] = type.Kind == LogicalKind.Bool ? value & 1 : isMinus ? -(BigInteger)value : value;
        }
        return (table, values);
    }
}
