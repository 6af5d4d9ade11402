using System.Diagnostics;
using System.Threading.Channels;

namespace Grid.Network.Tests.Hosts;

/// <summary>
/// A cable on which frames come late, and some not at all: both ways are carried here, frame by frame. The kernel has a part for that (<c>tc netem</c>), which not
/// every kernel has been built with.
/// </summary>
internal sealed class SlowCable : IDisposable
{
    private readonly FrameSocket[] _ends;
    private readonly Thread[] _takers;
    private readonly Task[] _givers;
    private readonly TimeSpan _delay;
    private readonly double _loss;
    private volatile bool _isOver;
    private int _carried;
    private int _lost;

    /// <summary>Joins two devices of a network of the kernel's.</summary>
    public SlowCable(string network, string one, string other, TimeSpan delay, double loss, int seed)
    {
        (_delay, _loss) = (delay, loss);
        _ends = FrameSocket.OpenIn(network, one, other);
        var ways = Enumerable.Range(0, 2).Select(_ => Channel.CreateUnbounded<(long Due, byte[] Frame)>()).ToArray();
        _takers = [.. ways.Select((way, i) => new Thread(() => Take(_ends[i], way.Writer, new Random(seed + i))) { IsBackground = true })];
        _givers = [.. ways.Select((way, i) => GiveAsync(way.Reader, _ends[1 - i]))];
        foreach (var taker in _takers)
            taker.Start();
    }

    public override string ToString() => $"{_carried} frames came late, {_lost} not at all";

    public void Dispose()
    {
        _isOver = true;
        foreach (var taker in _takers)
            taker.Join();
        Task.WaitAll(_givers);
        foreach (var end in _ends)
            end.Dispose();
    }

    private void Take(FrameSocket from, ChannelWriter<(long Due, byte[] Frame)> way, Random random)
    {
        byte[] frame = new byte[FrameSocket.Longest];
        while (!_isOver)
        {
            int length = from.Take(frame);
            if (length <= 0)
                continue;
            if (random.NextDouble() < _loss)
                Interlocked.Increment(ref _lost);
            else
                way.TryWrite((Stopwatch.GetTimestamp() + (long)(_delay.TotalSeconds * Stopwatch.Frequency), frame[..length]));
        }
        way.Complete();
    }

    private async Task GiveAsync(ChannelReader<(long Due, byte[] Frame)> way, FrameSocket to)
    {
        await foreach (var (due, frame) in way.ReadAllAsync().ConfigureAwait(false))
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero && !_isOver)
                await Task.Delay(wait).ConfigureAwait(false);
            to.Give(frame);
            Interlocked.Increment(ref _carried);
        }
    }
}
