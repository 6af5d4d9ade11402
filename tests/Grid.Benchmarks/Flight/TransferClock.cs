using System.Diagnostics;

namespace Grid.Benchmarks;

/// <summary>Measures transfers between this process and a server's.</summary>
internal sealed class TransferClock(int server) : IDisposable
{
    private readonly Process _server = Process.GetProcessById(server);

    /// <summary>Runs a transfer, which says of how many bytes it was.</summary>
    public async Task<FlightTransfer> MeasureAsync(Func<Task<long>> transfer)
    {
        var (before, own) = (Processor(), Environment.CpuUsage.TotalTime);
        long start = Stopwatch.GetTimestamp();
        long bytes = await transfer();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new FlightTransfer(bytes, seconds, (Processor() - before).TotalSeconds, (Environment.CpuUsage.TotalTime - own).TotalSeconds);
    }

    public void Dispose() => _server.Dispose();

    private TimeSpan Processor()
    {
        _server.Refresh();
        return _server.TotalProcessorTime;
    }
}
