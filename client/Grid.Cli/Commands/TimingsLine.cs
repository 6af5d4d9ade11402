using System.Text.Json;
using Grid.Client;

namespace Grid.Cli;

/// <summary>What <c>--timings</c> tells: a line of JSON on the error stream.</summary>
internal static class TimingsLine
{
    /// <summary>Writes the line.</summary>
    /// <param name="timings">Rows, bytes and seconds.</param>
    /// <param name="seconds">How long the answer took: silos that many seconds each, all of which a fleet pays for.</param>
    /// <param name="cluster">The grid where it is a cluster; null where it is this process.</param>
    /// <param name="console">Where to.</param>
    public static void Write(object timings, double seconds, GridClient? cluster, CliConsole console)
    {
        var line = JsonSerializer.SerializeToNode(timings)!.AsObject();
        if (cluster is not null)
        {
            int silos = cluster.Silos.Count;
            (line["silos"], line["task_s"]) = (silos, silos * seconds);
        }
        console.Error.WriteLine(line.ToJsonString());
    }
}
