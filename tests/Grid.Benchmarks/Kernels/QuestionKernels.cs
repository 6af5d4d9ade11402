using BenchmarkDotNet.Attributes;
using Grid.Columns;
using Grid.Query;
using Grid.Sources;

namespace Grid.Benchmarks;

/// <summary>Every question of the comparison over one partition of 500,000 trips: of a table that was never asked, and of one that was.</summary>
public class QuestionKernels
{
    private LoadedSplit _split = null!;
    private Question _question = null!;
    private PartitionTable _fresh = null!;
    private PartitionTable _asked = null!;

    public static IEnumerable<string> Questions => Operation.All.Where(o => o.Question is not null).Select(o => o.Id);

    [ParamsSource(nameof(Questions))]
    public string Question { get; set; } = "";

    private Schema Schema => _split.Schema;

    [GlobalSetup]
    public void Setup()
    {
        _split = KernelData.Load();
        _question = Operation.All.First(o => o.Id == Question).Question!;
        _asked = new PartitionTable(Schema, _split.Batches);
        Execution.Ask(_question, Schema, [_asked]);
    }

    /// <summary>A table keeps what it has computed, so that each first ask needs a new one.</summary>
    [IterationSetup(Target = nameof(FirstAsk))]
    public void Renew() => _fresh = new PartitionTable(Schema, _split.Batches);

    [Benchmark]
    public Answer FirstAsk() => Execution.Ask(_question, Schema, [_fresh]);

    [Benchmark]
    public Answer Again() => Execution.Ask(_question, Schema, [_asked]);
}
