using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>The tables that tests learn from.</summary>
internal static class Tables
{
    private static readonly Lazy<RecordBatch> DigitsTable = new(() => ReadCsv("digits.csv"));
    private static readonly Lazy<TrainingMatrix> DigitsBinned = new(() => TrainingMatrix.Build([Digits], "target", LearningTask.Classification));

    public static RecordBatch Digits => DigitsTable.Value;

    public static TrainingMatrix DigitsMatrix => DigitsBinned.Value;

    public static string DataPath(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    public static RecordBatch ReadCsv(string name)
    {
        var lines = File.ReadAllLines(DataPath(name));
        var names = lines[0].Split(',');
        var cells = lines.Skip(1).Select(l => l.Split(',')).ToArray();
        return RecordBatch.From([.. names.Select((n, c) => (n, (Column)ColumnFactory.Primitive<long>(DataType.Int64, cells.Select(r => long.Parse(r[c])).ToArray())))]);
    }

    /// <summary>Every k-th row of the digits, and only some of the pixels.</summary>
    public static TrainingMatrix SomeDigits(int every, int pixels)
    {
        var columns = Digits.Schema.Fields.Select((field, c) =>
        {
            var values = ((PrimitiveColumn<long>)Digits.Columns[c]).Values.ToArray();
            return (field.Name, (Column)ColumnFactory.Primitive<long>(DataType.Int64, values.Where((_, i) => i % every == 0).ToArray()));
        }).ToArray();
        var features = columns.Select(c => c.Name).Where(n => n != "target").Skip(16).Take(pixels).ToArray();
        return TrainingMatrix.Build([RecordBatch.From(columns)], "target", LearningTask.Classification, new MatrixOptions { Features = features });
    }

    /// <summary>A made-up table: x0, x1, … of so many distinct values each, some of them missing, and y that depends on them.</summary>
    public static RecordBatch Made(int seed, int rows, int features, int distinct, int classes, double missing = 0)
    {
        var random = new Random(seed);
        var signal = new double[rows];
        var columns = new List<(string, Column)>();
        for (int f = 0; f < features; f++)
        {
            var values = new double?[rows];
            for (int r = 0; r < rows; r++)
            {
                double value = random.Next(distinct) * 0.5 - distinct * 0.1;
                signal[r] += value / distinct * (f % 3 - 0.7) + (value > 0 && f % 2 == 0 ? 0.5 : 0);
                values[r] = random.NextDouble() < missing ? null : value;
            }
            columns.Add(($"x{f}", ColumnFactory.Float64(values)));
        }
        var target = new double?[rows];
        for (int r = 0; r < rows; r++)
        {
            double noisy = signal[r] + random.NextDouble() * 0.5;
            // The first two rows differ, so that there is something to learn.
            target[r] = classes == 0 ? noisy : r < 2 ? r : Math.Abs((int)Math.Floor(noisy * 3)) % classes;
        }
        columns.Add(("y", ColumnFactory.Float64(target)));
        return RecordBatch.From([.. columns]);
    }

    public static TrainingMatrix MadeMatrix(int seed, int rows, int features, int distinct, int classes, double missing = 0) => TrainingMatrix.Build(
        [Made(seed, rows, features, distinct, classes, missing)], "y", classes == 0 ? LearningTask.Regression : LearningTask.Classification);
}
