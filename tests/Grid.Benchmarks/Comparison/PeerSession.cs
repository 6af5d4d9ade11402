using System.Diagnostics;

namespace Grid.Benchmarks;

/// <summary>Runs one session of an engine in its process, reads its lines, and watches its memory while it works.</summary>
internal static class PeerSession
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Processor time is told in hundredths of a second: over less than half a second it says nothing of others.</summary>
    private static readonly TimeSpan s_leastSpan = TimeSpan.FromMilliseconds(500);

    /// <summary>The timings of a session that came to its end.</summary>
    /// <exception cref="PeerException">It failed; the message says how.</exception>
    public static async Task<IReadOnlyList<Timing>> RunAsync(Peer peer, IEnumerable<string> arguments, Action<Timing> seen, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(peer.Program, [.. peer.Arguments, .. arguments])
        {
            WorkingDirectory = peer.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new PeerException($"{peer.Program} does not start.");
        using var watch = new MemoryWatch(process.Id, s_poll);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var timings = new List<Timing>();
        try
        {
            long since = Stopwatch.GetTimestamp();
            var (_, before) = watch.Take();
            double machineBefore = watch.MachineSeconds();
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } text)
            {
                if (SessionLine.Parse(text) is not { } line)
                    continue;
                var ((bytes, peak), seconds) = watch.Take();
                double machine = watch.MachineSeconds();
                var span = Stopwatch.GetElapsedTime(since);
                double? others = span < s_leastSpan ? null : Math.Max(0, machine - machineBefore - (seconds - before)) / span.TotalSeconds;
                var timing = new Timing(line, bytes, peak, others);
                timings.Add(timing);
                seen(timing);
                if (span >= s_leastSpan)
                    (since, before, machineBefore) = (Stopwatch.GetTimestamp(), seconds, machine);
            }
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        if (process.ExitCode != 0 || timings.Count == 0 || timings[^1].Line.Op != "end")
            throw new PeerException($"the session ended with exit code {process.ExitCode}: {ErrorText.LineOf(await errors)}");
        return timings;
    }
}
