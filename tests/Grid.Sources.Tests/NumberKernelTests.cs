using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Grid.Sources.Tests;

/// <summary>The fast loops against <see cref="NumberText"/>, field by field.</summary>
public unsafe class NumberKernelTests
{
    private static readonly Arbitrary<string[]> s_columns = Generators.Field.ArrayOf().ToArbitrary();

    [Fact]
    public void Integers_agree_with_the_plain_parser() =>
        Prop.ForAll(s_columns, fields => Run(fields, null)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Decimals_agree_with_the_plain_parser_at_every_scale() =>
        Prop.ForAll(s_columns, Gen.Choose(0, NumberText.MaxScale).ToArbitrary(), (fields, scale) => Run(fields, scale))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Doubles_agree_with_the_plain_parser() => Prop.ForAll(s_columns, RunDoubles).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Short_numbers_are_all_taken_by_the_vectors()
    {
        Assert.SkipUnless(NumberVectors.IsSupported, "This processor has no AVX2.");
        var fields = Enumerable.Range(0, 1000).Select(i => i % 10 == 7 ? "" : (i * 7919 % 100_000 / 100.0 - 300).ToString("0.##")).ToArray();
        using var block = new Block(fields);
        using var nulls = new NullBits();
        Assert.Equal(1000, NumberVectors.Decimals(block.Fields, 0, 2, nulls, 0));
        Assert.Equal(100, nulls.Count);
        for (int i = 0; i < 1000; i++)
            Assert.Equal(i % 10 == 7 ? 0 : i * 7919 % 100_000 - 30_000, block.Fields.Values[i]);
    }

    private static void Run(string[] fields, int? scale)
    {
        foreach (bool vectors in new[] { false, true })
        {
            // The vectors are for short fields alone.
            var column = vectors ? fields.Where(f => f.Length <= 8).ToArray() : fields;
            if (vectors && !NumberVectors.IsSupported)
                continue;
            using var block = new Block(column, crLf: column.Length % 2 == 0);
            using var nulls = new NullBits();
            var isNull = new bool[column.Length];
            int row = 0;
            while (row < column.Length)
            {
                int stop = (vectors, scale) switch
                {
                    (true, null) => NumberVectors.Integers(block.Fields, row, nulls, 0),
                    (true, { } s) => NumberVectors.Decimals(block.Fields, row, s, nulls, 0),
                    (false, null) => NumberKernels.Integers(block.Fields, row, nulls, 0),
                    (false, { } s) => NumberKernels.Decimals(block.Fields, row, s, nulls, 0),
                };
                for (; row < stop; row++)
                    Assert.Equal(Expected(column[row], scale), block.Fields.Values[row]);
                // What it stops at is for the plain parser; only plain short numbers must not be left to it.
                if (row < column.Length)
                    Assert.False(MustTake(column[row], scale), column[row]);
                row++;
            }
            nulls.Fill<bool>(isNull, true);
            Assert.Equal(column.Select(f => f.Length == 0), isNull);
        }
    }

    private static void RunDoubles(string[] fields)
    {
        using var block = new Block(fields);
        using var nulls = new NullBits();
        int row = 0;
        while (row < fields.Length)
        {
            int stop = NumberKernels.Doubles(block.Fields, row, nulls, 0);
            for (; row < stop; row++)
            {
                double expected = fields[row].Length == 0 ? 0 : Parse(fields[row])!.Value.Value;
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected), block.Fields.Values[row]);
            }
            if (row < fields.Length)
                Assert.False(MustTake(fields[row], NumberText.MaxScale), fields[row]);
            row++;
        }
        Assert.Equal(fields.Count(f => f.Length == 0), nulls.Count);
    }

    private static Number? Parse(string field) =>
        NumberText.TryParse(Encoding.UTF8.GetBytes(field), out var number) ? number : null;

    /// <summary>The slot of a field that a loop took; taking a field that it must not take fails.</summary>
    private static long Expected(string field, int? scale)
    {
        if (field.Length == 0)
            return 0;
        var number = Parse(field);
        Assert.NotNull(number);
        if (scale is not { } s)
        {
            Assert.Equal(NumberKind.Integer, number.Value.Kind);
            Assert.False(number.Value.IsNegativeZero);
            return number.Value.Whole;
        }
        Assert.NotEqual(NumberKind.Double, number.Value.Kind);
        Assert.False(number.Value.Value == 0 && double.IsNegative(number.Value.Value));
        long scaled = checked(number.Value.Whole * NumberText.Powers[s - number.Value.Scale]);
        Assert.InRange(Math.Abs(scaled), 0, NumberText.MaxExact - 1);
        return scaled;
    }

    private static bool MustTake(string field, int? scale)
    {
        if (field.Length is 0 or > 8 || field[0] == '+' || field[0] == ' ' || field[^1] == ' ' || Parse(field) is not { } number)
            return field.Length == 0;
        if (scale is not { } s)
            return number.Kind == NumberKind.Integer && !number.IsNegativeZero;
        return number.Kind != NumberKind.Double && number.Scale <= s && field.Length - number.Scale + s <= 8 && number.Value != 0;
    }
}
