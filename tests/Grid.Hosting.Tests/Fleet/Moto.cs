namespace Grid.Hosting.Tests.Fleet;

/// <summary>DynamoDB as moto has it. Its transactions are none against one another, so requests pass one at a time.</summary>
public sealed class Moto : DynamoDbEmulator
{
    private MotoServer? _server;
    private OneAtATime? _proxy;

    public override Uri? Address => _proxy?.Address;

    public override string? Missing => _proxy is null ? "moto_server is not installed (pip install 'moto[server]')" : null;

    public override async ValueTask InitializeAsync()
    {
        _server = await MotoServer.StartAsync();
        if (_server is not null)
            _proxy = await OneAtATime.StartAsync(_server.Address);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        await base.DisposeAsync();
    }
}
