using System.Diagnostics;
using System.Text.Json;
using StackExchange.Redis;

namespace Grid.Hosting.Tests.Fleet;

/// <summary>A server of Redis with a password, in a process of its own, which keeps nothing.</summary>
public sealed class RedisServer : ITestStore, IAsyncLifetime
{
    public const string Password = "only-for-tests";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Process? _process;
    private ConnectionMultiplexer? _connection;

    /// <summary>Where it listens.</summary>
    public string? Address { get; private set; }

    public string? Missing => Address is null ? "redis-server is not installed (apt-get install redis-server)" : null;

    public async ValueTask InitializeAsync()
    {
        if (MotoServer.Find("redis-server") is not { } program)
            return;
        int port = MotoServer.FreePort();
        _process = Process.Start(new ProcessStartInfo(program, ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--requirepass", Password])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        var clock = Stopwatch.StartNew();
        while (_connection is null)
        {
            try
            {
                _connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port},password={Password},allowAdmin=true");
            }
            catch (RedisConnectionException) when (clock.Elapsed < Patience && !_process.HasExited)
            {
                await Task.Delay(50);
            }
        }
        Address = $"127.0.0.1:{port}";
    }

    /// <summary>Has the server do something.</summary>
    public Task DoAsync(params string[] command) => _connection!.GetDatabase().ExecuteAsync(command[0], [.. command[1..]]);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    public IReadOnlyDictionary<string, string> EnvironmentOf(string fleet) => new Dictionary<string, string> { ["GRID_REDIS"] = Address!, ["GRID_REDIS_PASSWORD"] = Password };

    public async Task<Dictionary<string, SiloStatus>> StatusesAsync(string fleet) => (await _connection!.GetDatabase().HashGetAllAsync($"{fleet}/members/{fleet}"))
        .Where(entry => entry.Name != "Version").Select(entry => JsonDocument.Parse(entry.Value.ToString()).RootElement)
        .ToDictionary(silo => silo.GetProperty("SiloName").GetString()!, silo => Enum.Parse<SiloStatus>(silo.GetProperty("Status").ToString()));
}
