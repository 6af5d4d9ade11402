using System.Globalization;
using System.Numerics;
using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>Moments of two units against the same in whole nanoseconds of any size.</summary>
public class MixedMomentKernelTests
{
    private static readonly DataType[] Types = [DataType.Date32, .. Enum.GetValues<TimeUnit>().Select(unit => (DataType)DataType.Timestamp(unit))];

    [Fact]
    public void Are_compared_as_the_moments_that_they_are() => Properties.Hold(seed =>
    {
        var (a, b, batch) = Columns(seed);
        foreach (var (symbol, holds) in new (string, Func<int, bool>)[] { ("==", o => o == 0), ("!=", o => o != 0), ("<", o => o < 0), ("<=", o => o <= 0), (">", o => o > 0), (">=", o => o >= 0) })
        {
            var answers = ExpressionTests.Evaluate($"a {symbol} b", batch);
            for (int i = 0; i < batch.Length; i++)
                Assert.Equal(a[i] is { } x && b[i] is { } y ? (holds(x.CompareTo(y)) ? "true" : "false") : "", answers[i].ToString());
        }
    });

    [Fact]
    public void Are_as_many_seconds_apart_as_they_are() => Properties.Hold(seed =>
    {
        var (a, b, batch) = Columns(seed);
        if (batch.Schema[0].Type == batch.Schema[1].Type)
            return;
        var answers = ExpressionTests.Evaluate("a - b", batch);
        for (int i = 0; i < batch.Length; i++)
        {
            if (a[i] is not { } x || b[i] is not { } y)
            {
                Assert.True(answers[i].IsNull);
                continue;
            }
            Assert.Equal(double.Parse($"{x - y}e-9", CultureInfo.InvariantCulture), answers[i].AsDouble);
        }
    });

    private static (BigInteger?[] A, BigInteger?[] B, RecordBatch Batch) Columns(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(1, 200);
        var (a, one) = Column(random, Types[random.Next(Types.Length)], rows);
        var (b, other) = Column(random, Types[random.Next(Types.Length)], rows);
        return (a, b, RecordBatch.From(("a", one), ("b", other)));
    }

    private static (BigInteger?[] Nanoseconds, Column Column) Column(Random random, DataType type, int rows)
    {
        long perTick = ((TimestampType)Types[^1]).Moments.TicksPer(type.Logical);
        bool isDay = type == DataType.Date32, isFar = random.Next(2) == 0;
        long?[] ticks = [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? (long?)null : Tick(random, isDay, isFar, perTick))];
        Column column = isDay ? ColumnFactory.Primitive(type, ticks.Select(t => (int?)t).ToArray()) : ColumnFactory.Primitive(type, ticks);
        return ([.. ticks.Select(t => t * (BigInteger?)perTick)], column);
    }

    // Small ones, which meet; and those around the ends of this unit and of nanoseconds.
    private static long Tick(Random random, bool isDay, bool isFar, long perTick)
    {
        long most = isDay ? int.MaxValue : long.MaxValue;
        long near = random.Next(-3, 4);
        return (isFar ? random.Next(4) : 3) switch
        {
            0 => random.Next(2) == 0 ? most - Math.Abs(near) : -most - 1 + Math.Abs(near),
            1 when perTick > 1 => (random.Next(2) == 0 ? long.MaxValue : long.MinValue) / perTick + near,
            2 => isDay ? random.Next(int.MinValue, int.MaxValue) : random.NextInt64(long.MinValue, long.MaxValue),
            _ => near,
        };
    }
}
