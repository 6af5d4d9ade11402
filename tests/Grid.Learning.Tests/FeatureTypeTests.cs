using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>A model of one type of column and a table of another: converted exactly, or refused in a line.</summary>
public class FeatureTypeTests
{
    private const long Day = 86_400;
    private static readonly TimeUnit[] Units = [TimeUnit.Second, TimeUnit.Millisecond, TimeUnit.Microsecond, TimeUnit.Nanosecond];
    // Days of January 2020, and the day itself as what is predicted.
    private static readonly int[] Days = [.. Enumerable.Range(0, 31)];
    private static readonly int FirstDay = (int)(new DateTime(2020, 1, 1) - DateTime.UnixEpoch).TotalDays;

    public static TheoryData<TimeUnit, string?, TimeUnit, string?> UnitPairs
    {
        get
        {
            var pairs = new TheoryData<TimeUnit, string?, TimeUnit, string?>();
            foreach (var learned in Units)
            {
                foreach (var given in Units)
                {
                    pairs.Add(learned, null, given, null);
                    pairs.Add(learned, "UTC", given, "Europe/Rome");
                }
            }
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(UnitPairs))]
    public void Timestamps_of_any_unit_are_the_same_moments(TimeUnit learned, string? zone, TimeUnit given, string? otherZone) =>
        Assert.Equal(Truth, Predict(Timestamps(learned, zone), Timestamps(given, otherZone)));

    [Fact]
    public void A_date_is_its_midnight_to_a_model_of_timestamps_and_the_reverse()
    {
        foreach (var unit in Units)
        {
            Assert.Equal(Truth, Predict(Timestamps(unit), Dates()));
            Assert.Equal(Truth, Predict(Dates(), Timestamps(unit)));
        }
    }

    [Fact]
    public void What_is_finer_than_the_models_unit_is_compared_as_it_is()
    {
        // Between day 3 and 4 the model changes at noon; before 1970 as well as after.
        var noon = Timestamps(TimeUnit.Second, null, [(FirstDay + 3) * Day + Day / 2, (FirstDay + 3) * Day + Day / 2 + 1, (FirstDay + 3) * Day + Day - 1]);
        Assert.Equal([3, 4, 4], Predict(Dates(), noon));
        var seconds = Timestamps(TimeUnit.Second, null, [.. Days.Select(d => (long)d - 15)]);
        var millis = Timestamps(TimeUnit.Millisecond, null, [-15_000, -14_501, -14_499, -501, -499, 0, 499, 501]);
        Assert.Equal([0, 0, 1, 14, 15, 15, 15, 16], Predict(seconds, millis));
    }

    [Fact]
    public void Missing_moments_stay_missing()
    {
        var given = new PrimitiveColumn<long>(DataType.Timestamp(TimeUnit.Second), BitConverter.GetBytes(5L).Concat(BitConverter.GetBytes(5L)).ToArray(), Bitmap.From([false, false]));
        Assert.Equal([0, 0], Predict(Dates(), given));
    }

    [Fact]
    public void Numbers_are_numbers_whatever_their_type()
    {
        var whole = ColumnFactory.Primitive<long>(DataType.Int64, [.. Days.Select(d => (long)d)]);
        var unsigned = ColumnFactory.Primitive<ulong>(DataType.UInt64, [.. Days.Select(d => (ulong)d)]);
        var doubles = ColumnFactory.Primitive<double>(DataType.Float64, [.. Days.Select(d => (double)d)]);
        var small = ColumnFactory.Primitive<byte>(DataType.UInt8, [.. Days.Select(d => (byte)d)]);
        Column[] all = [whole, unsigned, doubles, small];
        foreach (var learned in all)
            Assert.All(all, given => Assert.Equal(Truth, Predict(learned, given)));
        var large = ColumnFactory.Primitive<ulong>(DataType.UInt64, [.. Days.Select(d => ulong.MaxValue - (ulong)d * 4096)]);
        Assert.Equal(Truth, Predict(large, large));
    }

    [Fact]
    public void Truth_values_are_0_and_1_and_other_numbers_none()
    {
        var bools = new BoolColumn(Bitmap.From([.. Days.Select(d => d > 15)]));
        double[] halves = Predict(bools, bools);
        Assert.Equal(halves, Predict(bools, ColumnFactory.Primitive<long>(DataType.Int64, [.. Days.Select(d => d > 15 ? 1L : 0)])));
        Assert.Equal(halves, Predict(bools, ColumnFactory.Primitive<double>(DataType.Float64, [.. Days.Select(d => d > 15 ? 1.0 : 0)])));
        Assert.Equal([0, 1], Predict(ColumnFactory.Primitive<long>(DataType.Int64, [.. Days.Select(d => (long)d)]), new BoolColumn(Bitmap.From([false, true]))));
        Refused(bools, ColumnFactory.Int64(0, 2), "column 'x' is int64 and holds 2, but the model learned from bool; only 0 and 1 stand for false and true.");
    }

    [Fact]
    public void What_means_something_else_is_refused_in_a_line_that_names_column_and_types()
    {
        Column whole = ColumnFactory.Primitive<long>(DataType.Int64, [.. Days.Select(d => (long)d)]), text = ColumnFactory.Utf8([.. Days.Select(d => $"t{d:00}")]);
        var bools = new BoolColumn(Bitmap.From([.. Days.Select(d => d > 15)]));
        var doubles = ColumnFactory.Primitive<double>(DataType.Float64, [.. Days.Select(d => (double)d)]);
        Column[] moments = [Dates(), Timestamps(TimeUnit.Second), Timestamps(TimeUnit.Nanosecond), Timestamps(TimeUnit.Second, "UTC")];
        Column[] others = [whole, doubles, bools, text];
        foreach (var moment in moments)
        {
            foreach (var other in others)
            {
                Refused(moment, other, "column 'x' ", $"the model learned from {moment.Type}", other == text ? "holds text ('t00')" : $"is {other.Type}");
                Refused(other, moment, "column 'x' ", $"the model learned from {(other == text ? "text" : other.Type.ToString())}", $"is {moment.Type}");
            }
        }
        foreach (var number in new Column[] { whole, doubles, bools })
        {
            Refused(number, text, "holds text ('t00')", $"the model learned from {number.Type}");
            Refused(text, number, $"is {number.Type}", "the model learned from text");
        }
        foreach (var naive in moments[..3])
        {
            Refused(naive, moments[3], "column 'x' is timestamp[s, UTC], but", "time zone");
            Refused(moments[3], naive, "the model learned from timestamp[s, UTC]", "time zone");
        }
    }

    [Fact]
    public void A_column_without_values_is_missing_whatever_its_type()
    {
        Column text = ColumnFactory.Utf8([.. Days.Select(d => $"t{d:00}")]), moments = Timestamps(TimeUnit.Second), numbers = ColumnFactory.Int64([.. Days.Select(d => (long?)d)]);
        Column[] none =
        [
            ColumnFactory.Primitive(DataType.Float64, new double?[] { null, null }), ColumnFactory.Utf8(null, null), ColumnFactory.Int64(null, null),
            ColumnFactory.Primitive(DataType.Timestamp(TimeUnit.Nanosecond, "UTC"), new long?[] { null, null }),
        ];
        foreach (var learned in new[] { text, moments, numbers })
        {
            // Missing values go left at every split, to the least of the targets.
            double[] expected = [0, 0];
            foreach (var given in none)
            {
                Assert.Equal(expected, Predict(learned, given));
                Assert.Empty(Learn(learned).FindUnseen([RecordBatch.From(("x", given))]));
            }
        }
    }

    [Fact]
    public void The_file_of_a_model_keeps_the_type_and_the_unit()
    {
        foreach (var column in new Column[] { Dates(), Timestamps(TimeUnit.Millisecond), Timestamps(TimeUnit.Nanosecond, "Europe/Rome") })
            Assert.Equal(column.Type.Logical, Forest.Decode(Learn(column).Encode()).Features[0].Type);
    }

    private static double[] Truth => [.. Days.Select(d => (double)d)];

    private static PrimitiveColumn<int> Dates() => ColumnFactory.Primitive<int>(DataType.Date32, [.. Days.Select(d => FirstDay + d)]);

    private static PrimitiveColumn<long> Timestamps(TimeUnit unit, string? zone = null) =>
        Timestamps(unit, zone, [.. Days.Select(d => (FirstDay + d) * Day * LogicalType.Timestamp(unit).TicksPerSecond)]);

    private static PrimitiveColumn<long> Timestamps(TimeUnit unit, string? zone, long[] ticks) => ColumnFactory.Primitive<long>(DataType.Timestamp(unit, zone), ticks);

    private static Forest Learn(Column column)
    {
        var batch = RecordBatch.From(("x", column), ("y", ColumnFactory.Primitive<double>(DataType.Float64, Truth)));
        return Forest.Train(TrainingMatrix.Build([batch], "y", LearningTask.Regression), ForestParameters.SingleTree(LearningTask.Regression));
    }

    // Rounded: leaves of ordinary targets are multiples of a quantum. Truth values make two leaves.
    private static double[] Predict(Column learned, Column given)
    {
        double[] means = Forest.Decode(Learn(learned).Encode()).PredictMeans(RecordBatch.From(("x", given)), 1, CancellationToken.None);
        return [.. means.Select(m => Math.Round(m, 6))];
    }

    private static void Refused(Column learned, Column given, params string[] said)
    {
        string message = Assert.Throws<LearningException>(() => Predict(learned, given)).Message;
        Assert.All(said, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }
}
