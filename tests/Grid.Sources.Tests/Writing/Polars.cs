using System.Diagnostics;
using System.Text.Json;

namespace Grid.Sources.Tests;

/// <summary>Polars, by npm, installed once beside the tests' binaries.</summary>
public sealed class Polars : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "interop");

    /// <summary>Why it cannot be asked here; null where it can.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            Missing = "Polars is asked on Linux alone.";
            return;
        }
        string version = await File.ReadAllTextAsync(Path.Combine(_folder, "package-lock.json"));
        string installed = Path.Combine(_folder, "node_modules", ".installed");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == version && await RunAsync("node", "--version") is (0, _, _))
            return;
        string binary = System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "nodejs-polars-linux-arm64-gnu" : "nodejs-polars-linux-x64-gnu";
        foreach (string[] command in new string[][]
        {
            ["node", "--version"],
            ["npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000"],
            // Its package says that it needs Node 22, so npm leaves it out on Node 20, where it works all the same.
            ["npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000", $"{binary}@0.25.2"],
        })
        {
            var (code, _, errors) = await RunAsync(command[0], command[1..]);
            if (code == 0)
                continue;
            Missing = $"{string.Join(' ', command)} failed, so Polars cannot be asked: {errors.Split('\n').FirstOrDefault()}";
            return;
        }
        await File.WriteAllTextAsync(installed, version);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The columns of a Parquet or Arrow file as Polars reads them: doubles by their bits, moments as days or ticks.</summary>
    internal async Task<PolarsColumn[]> ReadAsync(string path)
    {
        var (code, output, errors) = await RunAsync("node", "read.mjs", path);
        return code == 0 ? JsonSerializer.Deserialize<PolarsColumn[]>(output, JsonSerializerOptions.Web)! : throw new InvalidOperationException($"Polars cannot read {path}:\n{errors}");
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            return (-1, "", fault.Message);
        }
    }
}

/// <summary>A column as Polars tells it.</summary>
internal sealed record PolarsColumn(string Type, JsonElement[] Cells)
{
    public IEnumerable<string?> Texts => Cells.Select(cell => cell.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => cell.GetString(), _ => cell.GetRawText() });
}
