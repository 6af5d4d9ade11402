using System.Diagnostics;

namespace Grid.Benchmarks;

/// <summary>This program once more, in a process of its own.</summary>
internal static class OwnProcess
{
    /// <summary>Starts a command of it.</summary>
    public static Process Start(params string[] arguments)
    {
        string self = Environment.ProcessPath!;
        // By `dotnet run` it is itself; by `dotnet FILE` it is the file.
        string[] all = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(OwnProcess).Assembly.Location, .. arguments] : arguments;
        return Process.Start(new ProcessStartInfo(self, all) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
    }
}
