using Amazon.S3;

namespace Grid.Sources.Tests;

/// <summary>S3 as an emulator has it, for the tests of a class.</summary>
public sealed class EmulatedS3 : IAsyncLifetime
{
    private MotoServer? _server;

    /// <summary>A client of it; null where there is no emulator.</summary>
    public IAmazonS3? Client { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _server = await MotoServer.StartAsync();
        Client = _server is null ? null : Buckets.ClientOf($"{_server.Address}");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
