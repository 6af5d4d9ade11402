using System.Net.NetworkInformation;

namespace Grid.Hosting.Tests.Lone;

/// <summary>A silo within this process, which is a cluster by itself.</summary>
public sealed class LoneSiloTests
{
    [Fact]
    public async Task It_opens_no_port()
    {
        var before = Listening();

        await using var one = OrleansSilo.Start(new OrleansSiloOptions());
        await using var other = OrleansSilo.Start(new OrleansSiloOptions());

        Assert.True(one.Serves && one.TakesWork && one.IsLast && other.Serves);
        Assert.DoesNotContain(Listening().Except(before), port => port == 11_111);
    }

    [Fact]
    public async Task Its_end_leaves_nothing_that_serves()
    {
        var silo = OrleansSilo.Start(new OrleansSiloOptions());

        await silo.DisposeAsync();

        Assert.False(silo.Serves);
    }

    private static int[] Listening() => [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(e => e.Port)];
}
