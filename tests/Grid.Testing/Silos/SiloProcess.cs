using System.Diagnostics;
using System.Text.Json;

namespace Grid.Testing;

/// <summary>A silo in a process of its own, which can be sent signals, and what it says.</summary>
public sealed class SiloProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>Whether it was told to stand still.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Whether it was asked to end.</summary>
    public bool IsEnding { get; private set; }

    public int ExitCode => _process.ExitCode;

    /// <summary>Lines of both outputs so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_output)
                return [.. _output];
        }
    }

    /// <summary>What the environment of a process says that lives for seconds: code that is compiled in haste does, and is compiled anew once none was for ten of them.</summary>
    /// <remarks>The runtime takes the milliseconds as hexadecimal digits.</remarks>
    public static (string Name, string Value) Haste => ("DOTNET_TC_CallCountingDelayMs", "2710");

    /// <summary>What was logged, of one kind of event.</summary>
    public IEnumerable<JsonElement> Logged(int eventId) => Output.Where(line => line.StartsWith('{'))
        .Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Where(entry => entry.GetProperty("EventId").GetInt32() == eventId);

    /// <summary>Where the silos of a folder cache what does not fit in memory.</summary>
    public static string CacheOf(string folder) => Path.GetFullPath(folder) + "-cache";

    /// <summary>Starts a silo in the cluster of a folder, or where that is null in the one that the environment names; by a program that becomes it, where one is named; another release's, where its program is.</summary>
    public static SiloProcess Start(
        string? folder, long memory = 1L << 28, int threads = 1, string[]? more = null, Dictionary<string, string>? environment = null, string? name = null, string[]? within = null,
        string? program = null)
    {
        name ??= GridClusterOptions.NewName();
        program ??= Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "grid-silo.exe" : "grid-silo");
        var start = new ProcessStartInfo(
            within?[0] ?? program,
            [.. within is null ? [] : within[1..].Append(program), .. folder is null ? [] : new[] { "--cluster", folder }, "--name", name, "--memory-bytes", $"{memory}", "--threads", $"{threads}", "--log", "Debug", .. more ?? []])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime that runs the tests runs the silo, wherever it was unpacked.
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is null && Path.GetDirectoryName(typeof(object).Assembly.Location) is { } runtime)
            start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        start.Environment[Haste.Name] = Haste.Value;
        // What they cache goes with the cluster's folder.
        if (folder is not null)
            start.Environment["XDG_CACHE_HOME"] = CacheOf(folder);
        foreach (var (key, value) in environment ?? [])
            start.Environment[key] = value;
        var silo = new SiloProcess(name, new Process { StartInfo = start });
        int open = 2;
        void Take(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null)
            {
                if (Interlocked.Decrement(ref open) == 0)
                    silo._silent.TrySetResult();
                return;
            }
            lock (silo._output)
                silo._output.Add(line.Data);
        }
        silo._process.OutputDataReceived += Take;
        silo._process.ErrorDataReceived += Take;
        silo._process.Start();
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        return silo;
    }

    /// <summary>SIGKILL: ends without a word, standing still or not. False where it has ended already.</summary>
    public bool Kill() => Signal("KILL");

    /// <summary>SIGTERM: hands over, leaves and ends.</summary>
    public void Terminate()
    {
        IsEnding = true;
        Signal("TERM");
    }

    /// <summary>SIGSTOP: stands still.</summary>
    public void Suspend()
    {
        IsSuspended = true;
        Signal("STOP");
    }

    /// <summary>SIGCONT: goes on.</summary>
    public void Resume()
    {
        Signal("CONT");
        IsSuspended = false;
    }

    /// <summary>Waits until the process has ended and everything that it said is here.</summary>
    public async Task EndedAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _silent.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private bool Signal(string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{Id}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
        return kill.ExitCode == 0;
    }
}
