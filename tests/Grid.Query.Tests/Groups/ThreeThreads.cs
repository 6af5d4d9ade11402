namespace Grid.Query.Tests;

/// <summary>Work shared by three threads.</summary>
internal sealed class ThreeThreads : Workers
{
    public override int Count => 3;

    public override void Run(int parts, Action<int> part) => Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = 3 }, part);
}
