using System.Net;

namespace Grid.Hosting.Tests.Membership;

public sealed class AliveWatchTests
{
    private static readonly SiloAddress Silo = SiloAddress.New(IPAddress.Loopback, 11111, 7);
    private static readonly SiloAddress Other = SiloAddress.New(IPAddress.Loopback, 11112, 7);

    private readonly Clock _clock = new();

    [Fact]
    public void Whoever_says_something_else_lives_whatever_his_clock_says()
    {
        var watch = new AliveWatch(_clock);
        var years = new DateTime(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(TimeSpan.Zero, watch.SilentFor(Silo, years.AddSeconds(i)));
            Assert.Equal(i > 0, watch.HasSpoken(Silo));
            _clock.Pass(4);
        }
        // A clock that is put back says something else as well.
        Assert.Equal(TimeSpan.Zero, watch.SilentFor(Silo, years.AddHours(-1)));
    }

    [Fact]
    public void Whoever_says_the_same_is_silent_for_as_long_as_he_was_watched()
    {
        var watch = new AliveWatch(_clock);
        var future = new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        watch.SilentFor(Silo, future);
        _clock.Pass(5);
        watch.SilentFor(Other, future);
        _clock.Pass(8);

        Assert.Equal((13, 8), ((int)watch.SilentFor(Silo, future).TotalSeconds, (int)watch.SilentFor(Other, future).TotalSeconds));
        Assert.False(watch.HasSpoken(Silo));
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now;

        public void Pass(int seconds) => _now += seconds;
    }
}
