using BenchmarkDotNet.Attributes;
using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>Parquet into encoded columns: the same 500,000 trips as CSV's, in one split, all columns and three of them.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class ParquetKernels
{
    private LoadPlan _all = null!, _some = null!;

    [Params(TableCompression.Snappy, TableCompression.Zstd)]
    public TableCompression Compression { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var loaded = KernelData.Load();
        string path = Path.Combine(Path.GetTempPath(), "grid-benchmarks", $"trips-{Compression}.parquet");
        using (var stream = File.Create(path))
        {
            using var writer = TableWriter.Create(new TableForm(TableFormat.Parquet, Compression), loaded.Schema, stream, 1);
            foreach (var batch in loaded.Batches)
                writer.Write(writer.Prepare(batch));
            writer.Finish();
        }
        (_all, _some) = (Plan(path, null), Plan(path, ["VendorID", "trip_distance", "tip_amount"]));
    }

    [Benchmark]
    public long Read() => Rows(_all);

    [Benchmark]
    public long ReadThreeColumns() => Rows(_some);

    private static LoadPlan Plan(string path, string[]? columns) =>
        SourcePlanner.PlanAsync([path], new CsvOptions { SplitBytes = 1 << 30, Columns = columns }, default).GetAwaiter().GetResult();

    private static long Rows(LoadPlan plan) => plan.Splits.Sum(split => SplitReader.Read(split, plan.Schema, plan.Options, null, default).Rows);
}
