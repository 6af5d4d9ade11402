using Grid.Samples;

namespace Grid.Benchmarks;

/// <summary>The trips that everything is measured on: made up once, then kept.</summary>
internal sealed record TaxiData(string Folder, long Rows, int Files, long Bytes)
{
    private const ulong Seed = 2017;
    private const double Missing = 0.002;

    /// <summary>How it was made, so that anyone can make it again.</summary>
    public string Recipe => $"grid sample taxi --rows {Rows} --files {Files} --seed {Seed} --missing {FormattableString.Invariant($"{Missing}")}";

    /// <summary>The trips in a folder below <paramref name="root"/>; made where they are not there.</summary>
    /// <exception cref="SampleException">The disk has too little room.</exception>
    public static async Task<TaxiData> MakeAsync(string root, long rows, int files, CancellationToken cancellation)
    {
        string folder = Path.Combine(root, $"taxi-{rows}-{files}-{Seed}");
        // Files get their names only once all of them are whole.
        if (!Directory.Exists(folder) || Directory.GetFiles(folder, "*.csv").Length != files)
        {
            var options = new TaxiSampleOptions(folder, rows, files, Seed, Missing, Environment.ProcessorCount);
            await TaxiSample.WriteAsync(options, null, cancellation);
        }
        return new TaxiData(folder, rows, files, Directory.EnumerateFiles(folder, "*.csv").Sum(f => new FileInfo(f).Length));
    }
}
