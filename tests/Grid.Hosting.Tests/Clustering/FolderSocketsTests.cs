using System.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grid.Hosting.Tests.Clustering;

public sealed class FolderSocketsTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"grid-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_port_that_another_silo_is_about_to_have_is_not_taken()
    {
        var draws = new Queue<int>([5000, 5000, 5000, 5001, 5001, 5002]);

        int[] first = FolderSockets.TakePorts(_folder, 1, draws.Dequeue);
        int[] second = FolderSockets.TakePorts(_folder, 2, draws.Dequeue);

        Assert.Equal([5000], first);
        Assert.Equal([5001, 5002], second.Order());
    }

    [Fact]
    public async Task A_port_with_a_socket_is_not_taken_and_no_file_is_left_of_it()
    {
        using var sockets = new FolderSockets(_folder, NullLoggerFactory.Instance);
        int port = FolderSockets.TakePorts(_folder, 1, () => 6000).Single();
        await using var listener = await sockets.BindAsync(new IPEndPoint(IPAddress.Loopback, port), Test.Token);
        var draws = new Queue<int>([6000, 6001]);

        int[] others = FolderSockets.TakePorts(_folder, 1, draws.Dequeue);

        Assert.Equal([6001], others);
        Assert.Equal(["6000", "6001.taken"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_silos_that_start_at_once_listen_on_ports_of_their_own()
    {
        var cancellation = Test.Token;
        // Of 100 ports, so that nearly every one is drawn by several.
        var silos = Enumerable.Range(0, 16).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            var sockets = new FolderSockets(_folder, NullLoggerFactory.Instance);
            int[] ports = FolderSockets.TakePorts(_folder, 4, () => random.Next(2000, 2100));
            var listeners = await Task.WhenAll(ports.Select(port => sockets.BindAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation).AsTask()));
            return (sockets, ports, listeners);
        }, cancellation)).ToArray();

        var started = await Task.WhenAll(silos);

        Assert.Equal(64, started.SelectMany(s => s.ports).Distinct().Count());
        foreach (var (sockets, _, listeners) in started)
        {
            foreach (var listener in listeners)
                await listener.DisposeAsync();
            sockets.Dispose();
        }
    }
}
