using System.Globalization;
using Grid.Columns;

namespace Grid.Learning.Tests;

/// <summary>The tables of <see cref="ScoringAgreementTests"/>: what <c>data/agreement.py</c> makes, value by value.</summary>
internal static class AgreementTables
{
    /// <summary>A table by its name, with the column to predict.</summary>
    public static (RecordBatch Table, string Target) Named(string name, LearningTask task) => name switch
    {
        "digits" => (EveryThird(Tables.Digits), "target"),
        "taxi" => (Taxi(), task == LearningTask.Classification ? "payment_type" : "fare_amount"),
        "skewed" => (Skewed(), "y"),
        "sparse" => (Sparse(), "y"),
        "categories" => (Categories(), "y"),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>Every twentieth of the real trips; of two targets the other one is a feature.</summary>
    public static RecordBatch Taxi()
    {
        string[] lines = File.ReadAllLines(Tables.DataPath("taxi.csv"));
        string[][] cells = [.. lines.Skip(1).Select(line => line.Split(','))];
        return RecordBatch.From([.. lines[0].Split(',').Select((name, c) => (name, Read([.. cells.Select(row => row[c])])))]);
    }

    private static Column Read(string[] texts) =>
        texts.All(t => long.TryParse(t, CultureInfo.InvariantCulture, out _)) ? ColumnFactory.Primitive<long>(DataType.Int64, [.. texts.Select(t => long.Parse(t, CultureInfo.InvariantCulture))])
        : texts.All(t => double.TryParse(t, CultureInfo.InvariantCulture, out _)) ? ColumnFactory.Primitive<double>(DataType.Float64, [.. texts.Select(t => double.Parse(t, CultureInfo.InvariantCulture))])
        : ColumnFactory.Utf8(texts);

    private static RecordBatch EveryThird(RecordBatch table) => RecordBatch.From([.. table.Schema.Fields.Select((field, c) =>
        (field.Name, (Column)ColumnFactory.Primitive<long>(DataType.Int64, ((PrimitiveColumn<long>)table.Columns[c]).Values.ToArray().Where((_, i) => i % 3 == 0).ToArray())))]);

    private static RecordBatch Skewed()
    {
        var draws = new Draws();
        return Numbers(500, () =>
        {
            long a = 1_000_000 / (1 + draws.Below(5000)), b = (long)Math.Pow(draws.Below(100), 3), c = draws.Below(1000), d = 1L << (int)draws.Below(20);
            return [a, b, c, d, 3 * a + b / 10 + 20 * c + draws.Below(4000)];
        });
    }

    private static RecordBatch Sparse()
    {
        var draws = new Draws();
        return Numbers(500, () =>
        {
            var row = new long[25];
            for (int f = 0; f < 24; f++)
            {
                // Drawn in the order in which Python evaluates it: first whether there is a value.
                row[f] = draws.Below(8) == 0 ? 1 + draws.Below(4) : 0;
            }
            long signal = 3 * row[0] + 2 * row[1] + row[2] + row[3] - 2 * row[4] + draws.Below(4);
            row[24] = signal > 6 ? 2 : signal > 2 ? 1 : 0;
            return row;
        });
    }

    private static RecordBatch Categories()
    {
        var draws = new Draws();
        const int Rows = 600;
        string?[] places = new string?[Rows], kinds = new string?[Rows];
        long[] sizes = new long[Rows], truth = new long[Rows];
        for (int r = 0; r < Rows; r++)
        {
            long place = draws.Below(150) * draws.Below(150) / 150, kind = draws.Below(12), size = draws.Below(100);
            (places[r], kinds[r], sizes[r]) = ($"p{place}", $"k{kind}", size);
            truth[r] = place * 37 % 11 + kind % 4 + size / 25 + draws.Below(6) > 12 ? 1 : 0;
        }
        return RecordBatch.From([
            ("place", ColumnFactory.Utf8(places)), ("kind", ColumnFactory.Utf8(kinds)),
            ("size", ColumnFactory.Primitive<long>(DataType.Int64, sizes)), ("y", ColumnFactory.Primitive<long>(DataType.Int64, truth))]);
    }

    /// <summary>Rows of whole numbers, the last of which is y.</summary>
    private static RecordBatch Numbers(int rows, Func<long[]> draw)
    {
        long[][] table = [.. Enumerable.Range(0, rows).Select(_ => draw())];
        int width = table[0].Length;
        return RecordBatch.From([.. Enumerable.Range(0, width).Select(c =>
            (c == width - 1 ? "y" : $"x{c}", (Column)ColumnFactory.Primitive<long>(DataType.Int64, table.Select(row => row[c]).ToArray())))]);
    }

    /// <summary>Knuth's congruential generator, whose upper bits are the same everywhere.</summary>
    private sealed class Draws
    {
        private ulong _state = 1;

        public long Below(long count)
        {
            _state = unchecked(_state * 6364136223846793005 + 1442695040888963407);
            return (long)(_state >> 33) % count;
        }
    }
}
