using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Grid.Benchmarks;

/// <summary>What the figures were taken on.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">Cores that the process may use.</param>
/// <param name="MemoryBytes">Memory that it may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="CopyBytesPerSecond">Memory bandwidth: bytes copied per second by all cores at once, reads and writes counted once.</param>
internal sealed record Machine(string Processor, int Cores, long MemoryBytes, string System, double CopyBytesPerSecond)
{
    public static Machine Measure() => new(
        ProcessorName(), Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, RuntimeInformation.OSDescription, Copy());

    private static string ProcessorName()
    {
        const string cpus = "/proc/cpuinfo";
        string? line = File.Exists(cpus) ? File.ReadLines(cpus).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static double Copy()
    {
        const int bytes = 64 << 20;
        const int rounds = 8;
        var buffers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => (From: new byte[bytes], To: new byte[bytes])).ToArray();
        double best = 0;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            Parallel.ForEach(buffers, b => b.From.AsSpan().CopyTo(b.To));
            best = Math.Max(best, (double)bytes * buffers.Length / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
