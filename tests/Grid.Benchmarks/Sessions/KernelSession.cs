using Grid.Columns;
using Grid.Query;

namespace Grid.Benchmarks;

/// <summary>The pure rooms alone, on threads of their own: what the grains' way is measured against.</summary>
internal sealed class KernelSession(int threads) : Session
{
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };
    private Schema _schema = new([]);
    private PartitionTable[] _tables = [];

    public override string Version => $"the kernels without grains, {threads} thread{(threads == 1 ? "" : "s")}, .NET {Environment.Version}";

    public override long BytesHeld => _tables.Sum(t => t.ByteSize);

    public override async Task LoadAsync(string folder)
    {
        _tables = [];
        var (schema, loaded) = await KernelLoad.ReadAsync([folder], _parallel);
        var tables = new PartitionTable[loaded.Length];
        long row = 0;
        for (int i = 0; i < tables.Length; i++)
        {
            tables[i] = new PartitionTable(schema, loaded[i].Batches, row);
            row += loaded[i].Rows;
        }
        (_schema, _tables) = (schema, tables);
    }

    public override Task<Answer> AskAsync(Question question)
    {
        var run = Execution.Start(question, _schema);
        var states = new AggregateState[_tables.Length];
        while (run.NextScan is { } scan)
        {
            Parallel.For(0, states.Length, _parallel, i => states[i] = scan.Compute(_tables[i], default));
            run.Accept(states.Aggregate((merged, next) => merged.Merge(next)));
        }
        return Task.FromResult(run.Finish());
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
