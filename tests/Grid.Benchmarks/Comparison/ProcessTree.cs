using System.Globalization;

namespace Grid.Benchmarks;

/// <summary>Memory and processor time of a process and all below it. Only Linux tells; elsewhere there are no figures.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100;

    private static readonly long s_page = Environment.SystemPageSize;

    public static bool IsSupported { get; } = File.Exists("/proc/self/stat");

    /// <summary>Resident bytes (a page that two processes share counts twice) and seconds of processor time so far.</summary>
    public static (long Bytes, double Seconds) Measure(int root)
    {
        long bytes = 0;
        double seconds = 0;
        var left = new Stack<string>([root.ToString(CultureInfo.InvariantCulture)]);
        while (left.TryPop(out string? id))
        {
            try
            {
                // After the program's name, in brackets, the fields are: state, parent, and so on.
                string stat = File.ReadAllText($"/proc/{id}/stat");
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                seconds += fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond;
                bytes += long.Parse(fields[21], CultureInfo.InvariantCulture) * s_page;
                foreach (string task in Directory.GetDirectories($"/proc/{id}/task"))
                {
                    foreach (string child in File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        left.Push(child);
                }
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }
        return (bytes, seconds);
    }

    /// <summary>Seconds of processor time that the machine has spent so far, idle and waiting aside.</summary>
    public static double MachineSeconds()
    {
        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(f => double.Parse(f, CultureInfo.InvariantCulture))];
        return (ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond;
    }
}
