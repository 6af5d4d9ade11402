using BenchmarkDotNet.Attributes;
using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>CSV into encoded columns: 500,000 trips in one split, the file in the system's cache.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class CsvKernels
{
    private LoadPlan _plan = null!;

    [GlobalSetup]
    public void Setup() => _plan = KernelData.Plan();

    [Benchmark]
    public long Read() => SplitReader.Read(_plan.Splits[0], _plan.Schema, _plan.Options, null, default).Rows;
}
