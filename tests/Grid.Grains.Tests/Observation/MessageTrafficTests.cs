using System.Diagnostics.Metrics;

namespace Grid.Grains.Tests.Observation;

public sealed class MessageTrafficTests
{
    [Fact]
    public void Bytes_count_from_the_first_ask_on_and_until_the_end()
    {
        using var meter = new Meter("Microsoft.Orleans");
        var sent = meter.CreateHistogram<int>("orleans-messaging-sent-messages-size");
        var received = meter.CreateHistogram<int>("orleans-messaging-received-messages-size");
        var other = meter.CreateHistogram<int>("orleans-messaging-sent-header-size");
        var traffic = new MessageTraffic();
        sent.Record(7);
        var (firstIn, firstOut) = traffic.Read();
        Assert.Equal((0, 0), (firstIn, firstOut));

        sent.Record(10);
        sent.Record(20);
        received.Record(3);
        other.Record(1_000_000);
        var (bytesIn, bytesOut) = traffic.Read();
        traffic.Dispose();
        sent.Record(1_000_000);

        // Other tests of the process send messages as well.
        Assert.InRange(bytesOut, 30, 999_999);
        Assert.InRange(bytesIn, 3, 999_999);
        Assert.InRange(traffic.Read().Out, bytesOut, 999_999);
    }
}
