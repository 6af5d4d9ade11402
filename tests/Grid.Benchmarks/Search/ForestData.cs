using System.Globalization;
using System.Text;
using Grid.Samples;

namespace Grid.Benchmarks;

/// <summary>
/// The tables that everything is learned from: the digits, and two of 20 numeric features that are made up once, the same
/// everywhere, and then kept. The 5 classes are three clusters each in 8 of the features, 4 features are sums of those, 8
/// say nothing, and 2 % of the labels are wrong; the numbers are Friedman's first function of 5 features (Friedman 1991,
/// Multivariate Adaptive Regression Splines) with noise of deviation 1, and 15 features that say nothing.
/// </summary>
internal static class ForestData
{
    public const int Features = 20, Classes = 5;
    private const int Clusters = 3, Informative = 8, Redundant = 4;
    private const ulong Seed = 1991;

    /// <summary>Makes what is not there yet.</summary>
    /// <param name="root">The folder that data is kept in.</param>
    /// <param name="rows">Rows to train on; a quarter as many come to test on.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The folder of digits.csv, classify-train.csv, classify-test.csv, regress-train.csv and regress-test.csv.</returns>
    public static async Task<string> MakeAsync(string root, int rows, CancellationToken cancellation)
    {
        string folder = Path.GetFullPath(Path.Combine(root, $"forests-{rows}"));
        Directory.CreateDirectory(folder);
        if (!File.Exists(Path.Combine(folder, "digits.csv")))
            await DigitsSample.WriteAsync(Path.Combine(folder, "digits.csv"), cancellation);
        foreach (string task in new[] { "classify", "regress" })
        {
            await WriteAsync(folder, task, "train", rows, cancellation);
            await WriteAsync(folder, task, "test", rows / 4, cancellation);
        }
        return folder;
    }

    private static async Task WriteAsync(string folder, string task, string part, int rows, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, $"{task}-{part}.csv");
        if (File.Exists(path))
            return;
        var centres = Centres();
        var random = new SampleRandom(Seed, default, task == "classify" ? 1 : 2, part == "train" ? 1 : 2);
        var text = new StringBuilder();
        text.AppendJoin(',', Enumerable.Range(0, Features).Select(f => $"x{f}")).Append(",y\n");
        var values = new double[Features];
        string unfinished = $"{path}.part";
        await using (var file = new StreamWriter(unfinished))
        {
            for (int row = 0; row < rows; row++)
            {
                string y = task == "classify"
                    ? $"{DrawClass(ref random, centres, values)}"
                    : DrawNumber(ref random, values).ToString("F5", CultureInfo.InvariantCulture);
                foreach (double value in values)
                    text.Append(CultureInfo.InvariantCulture, $"{value:F5},");
                text.Append(y).Append('\n');
                if (text.Length > 1 << 20 || row == rows - 1)
                {
                    await file.WriteAsync(text, cancellation);
                    text.Clear();
                }
            }
        }
        File.Move(unfinished, path, overwrite: true);
    }

    private static double[][] Centres()
    {
        var random = new SampleRandom(Seed, default, 0, 0);
        var centres = new double[Classes * Clusters][];
        foreach (ref var centre in centres.AsSpan())
        {
            centre = new double[Informative];
            foreach (ref double coordinate in centre.AsSpan())
                coordinate = 4 * random.NextDouble() - 2;
        }
        return centres;
    }

    private static int DrawClass(ref SampleRandom random, double[][] centres, double[] values)
    {
        int cluster = random.Next(centres.Length);
        for (int f = 0; f < Features; f++)
            values[f] = random.Normal(f < Informative ? centres[cluster][f] : 0, 1);
        for (int f = Informative; f < Informative + Redundant; f++)
            values[f] = values[f - Informative] + values[f - Informative + Redundant];
        return random.Chance(0.02) ? random.Next(Classes) : cluster % Classes;
    }

    /// <summary>A row's values, and its number.</summary>
    public static double DrawNumber(ref SampleRandom random, double[] x)
    {
        foreach (ref double value in x.AsSpan())
            value = random.NextDouble();
        // Rounded as they are written, so that what is told of a row is what is true of it.
        return 10 * Math.Sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4] + random.Normal(0, 1);
    }
}
