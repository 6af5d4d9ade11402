using System.Diagnostics;
using System.Globalization;
using Grid.Sources;

namespace Grid.Cli;

/// <summary>Starts the silo process that lies beside the command. It outlives the command; what it logs goes to the cluster's folder.</summary>
internal sealed class SiloProcess
{
    private readonly Process _process;
    private readonly string _log;

    private SiloProcess(Process process, string log) => (_process, _log) = (process, log);

    /// <summary>The process, which the shell that starts it becomes.</summary>
    public int Process => _process.Id;

    /// <summary>Why the process has ended; null while it runs.</summary>
    public string? Ended => !_process.HasExited ? null
        : File.ReadLines(_log).LastOrDefault(line => line.StartsWith("grid-silo: ", StringComparison.Ordinal))?["grid-silo: ".Length..]
            ?? $"the silo's process ended with code {_process.ExitCode}; {_log} says why.";

    /// <summary>Ends the process at once, if it has not ended.</summary>
    public void End()
    {
        if (_process.HasExited)
            return;
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Starts a silo.</summary>
    /// <exception cref="ClusterException">The folder cannot be written.</exception>
    public static SiloProcess Start(string folder, SiloResources silo)
    {
        string name = GridClusterOptions.NewName();
        string logs = Path.Combine(folder, "logs");
        try
        {
            Directory.CreateDirectory(logs);
            OutputFolder.Check(logs); // by writing: a full disk would end the silo without a word
        }
        catch (OutputException e)
        {
            throw new ClusterException($"the cluster's folder {folder} cannot be written: {e.Message}; make room there, or name another folder with --cluster", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"the cluster's folder {folder} cannot be written: {SystemFault.WhyNotMade(e)}; name another folder, or allow it", e);
        }
        string log = Path.Combine(logs, $"{name}.log");
        string[] arguments =
        [
            "--cluster", folder, "--name", name,
            "--memory-bytes", silo.Memory.ToString(CultureInfo.InvariantCulture), "--threads", silo.Threads.ToString(CultureInfo.InvariantCulture),
            .. silo.Cache is { } cache ? new[] { "--cache", cache } : [],
            .. silo.CacheBytes is { } bytes ? new[] { "--cache-bytes", bytes.ToString(CultureInfo.InvariantCulture) } : [],
        ];
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "grid-silo.exe" : "grid-silo");
        // A shell passes its output on to the file and becomes the silo: nothing of this process's pipes stays open in it.
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(program, arguments) { CreateNoWindow = true }
            : new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >>\"$GRID_SILO_LOG\" 2>&1 </dev/null", program, .. arguments]);
        start.UseShellExecute = false;
        start.Environment["GRID_SILO_LOG"] = log;
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("DOTNET_ROOT") is null && Path.GetDirectoryName(Environment.ProcessPath) is { } host && File.Exists(Path.Combine(host, "dotnet")))
            start.Environment["DOTNET_ROOT"] = host;
        return new SiloProcess(System.Diagnostics.Process.Start(start)!, log);
    }
}
