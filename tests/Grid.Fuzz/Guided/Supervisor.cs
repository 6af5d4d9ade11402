using System.Diagnostics;
using System.Globalization;

namespace Grid.Fuzz.Guided;

/// <summary>Runs the loop in processes: where an input ends one, or does not end, it is kept, and the next process goes on from another seed.</summary>
internal sealed class Supervisor(string program, string reader, string folder)
{
    // How much a process may compute without a line before it hangs; on a machine that is busy with others that takes long. One that waits computes nothing.
    private static readonly TimeSpan MostWork = TimeSpan.FromMinutes(1), LongestWait = TimeSpan.FromMinutes(15), Look = TimeSpan.FromSeconds(2);

    /// <summary>Runs.</summary>
    /// <param name="seconds">For how long.</param>
    /// <param name="inputs">The most inputs.</param>
    /// <param name="seed">What is drawn.</param>
    /// <param name="tell">Told how far it is.</param>
    /// <exception cref="InvalidOperationException">A process ended before it read an input.</exception>
    public async Task<Progress> RunAsync(double seconds, long inputs, int seed, Action<Progress> tell)
    {
        var kept = new FuzzFolder(folder, reader);
        var clock = Stopwatch.StartNew();
        var progress = new Progress();
        for (; ; seed++)
        {
            var before = progress;
            File.Delete(kept.Last);
            using var process = Start(seconds - clock.Elapsed.TotalSeconds, inputs - before.Inputs, seed);
            var errors = process.StandardError.ReadToEndAsync();
            bool isHung = false;
            while (true)
            {
                var line = process.StandardOutput.ReadLineAsync();
                if (!await ComesAsync(line, process))
                {
                    isHung = true;
                    process.Kill(entireProcessTree: true);
                    break;
                }
                if (await line is not { } said)
                    break;
                progress = before.With(said) with { PeakBytes = Math.Max(progress.PeakBytes, Peak(process)) };
                tell(progress);
            }
            await process.WaitForExitAsync();
            if (!isHung && process.ExitCode == 0)
                return progress;
            string words = await errors;
            var (number, input) = LastInput.Of(kept.Last) ?? throw new InvalidOperationException($"The process for {reader} {(isHung ? "did not end" : $"ended with {process.ExitCode}")} before it read an input: {words}");
            progress = progress with { Inputs = before.Inputs + number, Hangs = progress.Hangs + (isHung ? 1 : 0), Deaths = progress.Deaths + (isHung ? 0 : 1) };
            kept.Add($"{(isHung ? "hang" : "death")}-{FuzzFolder.NameOf(input)}", input, words);
        }
    }

    private static async Task<bool> ComesAsync(Task line, Process process)
    {
        var clock = Stopwatch.StartNew();
        var before = Work(process);
        while (await Task.WhenAny(line, Task.Delay(Look)) != line)
        {
            if (clock.Elapsed > LongestWait || Work(process) - before > MostWork)
                return false;
        }
        return true;
    }

    private Process Start(double seconds, long inputs, int seed)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])["loop", reader, folder, seconds.ToString(CultureInfo.InvariantCulture), inputs.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    private static TimeSpan Work(Process process) => Of(process, it => it.TotalProcessorTime);

    private static long Peak(Process process) => Of(process, it => it.PeakWorkingSet64);

    private static T Of<T>(Process process, Func<Process, T> figure) where T : struct
    {
        try
        {
            process.Refresh();
            return figure(process);
        }
        catch (InvalidOperationException)
        {
            // It has ended between its last line and this look.
            return default;
        }
    }
}
