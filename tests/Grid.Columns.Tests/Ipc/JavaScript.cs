using System.Diagnostics;

namespace Grid.Columns.Tests;

/// <summary>npm's apache-arrow, installed once beside the tests' binaries, and node to run scripts with it.</summary>
public sealed class JavaScript : IAsyncLifetime
{
    /// <summary>What npm says when no registry can be reached, or none that has the package.</summary>
    private static readonly string[] s_unreachable =
    [
        "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH",
        "ENOTCACHED", "ERR_SOCKET_TIMEOUT", "E401", "E403", "E404", "ETARGET", "E502", "E503", "CERT",
    ];

    private static readonly SemaphoreSlim s_one = new(1, 1);

    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "interop");

    /// <summary>Why the scripts cannot be run here; null where they can.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        // Classes that run side by side share the folder.
        await s_one.WaitAsync();
        try
        {
            await InstallAsync();
        }
        finally
        {
            s_one.Release();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a script of the interop folder and returns what it prints.</summary>
    public async Task<string> Script(string name, params string[] arguments)
    {
        var (code, output, errors) = await Run("node", [name, .. arguments]);
        return code == 0 ? output : throw new InvalidOperationException($"node {name} failed:\n{errors}");
    }

    private async Task InstallAsync()
    {
        string version = await File.ReadAllTextAsync(Path.Combine(_folder, "package-lock.json"));
        string installed = Path.Combine(_folder, "node_modules", ".installed");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == version && await Run("node", "--version") is (0, _, _))
            return;
        foreach (string program in new[] { "node", "npm" })
        {
            if (await Run(program, "--version") is not (0, _, _))
            {
                Missing = $"{program} is not on the path, so apache-arrow cannot be asked.";
                return;
            }
        }
        var (code, _, errors) = await Run("npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000");
        if (code == 0)
            await File.WriteAllTextAsync(installed, version);
        else if (s_unreachable.Any(errors.Contains))
            Missing = $"npm cannot fetch apache-arrow here: {errors.Split('\n').FirstOrDefault(l => s_unreachable.Any(l.Contains))}";
        else
            throw new InvalidOperationException($"npm ci failed:\n{errors}");
    }

    private async Task<(int Code, string Output, string Errors)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsWindows() && program == "npm")
            start.FileName = "npm.cmd";
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        Process? process = null;
        try
        {
            process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return (-1, "", fault.Message);
        }
        catch (OperationCanceledException)
        {
            process!.Kill(entireProcessTree: true);
            return (-1, "", $"ETIMEDOUT: {program} took over three minutes");
        }
        finally
        {
            process?.Dispose();
        }
    }
}
