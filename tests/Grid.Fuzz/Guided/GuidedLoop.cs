using System.Diagnostics;
using System.Globalization;
using System.Text;
using Grid.Fuzz.Damage;

namespace Grid.Fuzz.Guided;

/// <summary>
/// Damages inputs, and keeps those that take a way through the reader which none before has taken, to be damaged further. Runs in a process of its
/// own, which tells its parent every second how far it is.
/// </summary>
internal sealed class GuidedLoop(FuzzTarget target, FuzzFolder folder, int seed)
{
    // What is longer has room for nothing that a shorter one has not.
    private const int Longest = 1 << 18;

    // The newest have been tried the least.
    private const int Newest = 32;

    private readonly Random _random = new(seed);
    private readonly List<byte[]> _queue = [];
    private long _inputs, _refused, _faults;

    /// <summary>Runs until its time is over, or its inputs are read.</summary>
    /// <param name="seconds">Its time.</param>
    /// <param name="inputs">The most inputs.</param>
    /// <param name="tell">Told once a second, and at the end, how far it is.</param>
    public void Run(double seconds, long inputs, Action<string> tell)
    {
        var clock = Stopwatch.StartNew();
        double told = 0;
        using var last = new LastInput(folder.Last);
        foreach (byte[] input in target.Seeds)
            Give(last, input, isSound: true);
        foreach (byte[] input in folder.Corpus())
            Give(last, input, isSound: false);
        tell(Said());
        var mutation = new Mutation(_random, [.. target.Words.Select(Encoding.UTF8.GetBytes)]);
        while (clock.Elapsed.TotalSeconds < seconds && _inputs < inputs)
        {
            Give(last, Damaged(mutation), isSound: false);
            if (clock.Elapsed.TotalSeconds < told + 1)
                continue;
            told = clock.Elapsed.TotalSeconds;
            tell(Said());
        }
        tell(Said());
    }

    private byte[] Damaged(Mutation mutation)
    {
        byte[] start = _queue[_random.Next(2) == 0 ? _random.Next(_queue.Count) : _random.Next(Math.Max(0, _queue.Count - Newest), _queue.Count)];
        byte[] damaged = (_random.Next(4) > 0 ? target.Shaped?.Invoke(_random, start) : null) ?? mutation.Of(start, _queue);
        return target.Mend(damaged.Length > Longest ? damaged[..Longest] : damaged);
    }

    private void Give(LastInput last, byte[] input, bool isSound)
    {
        last.Keep(_inputs + 1, input);
        EdgeMap.Clear();
        long before = GC.GetTotalAllocatedBytes();
        try
        {
            bool isRead = target.Read(input);
            _refused += isRead ? 0 : 1;
            if (isSound && !isRead)
                throw new InvalidOperationException("A sound input is refused.");
        }
        catch (UnrefusedException e)
        {
            _faults++;
            folder.Add(e.Site, input, e.ToString());
        }
        bool isNew = EdgeMap.Take();
        long taken = GC.GetTotalAllocatedBytes() - before;
        if (!isSound && taken > target.Most(input))
        {
            _faults++;
            folder.Add($"memory-{(int)Math.Log2(taken)}-{FuzzFolder.NameOf(input)[..2]}", input, string.Create(CultureInfo.InvariantCulture, $"{taken:N0} bytes are allocated for {input.Length:N0}"));
        }
        _inputs++;
        if (!isNew && !isSound)
            return;
        _queue.Add(input);
        if (!isSound)
            folder.Add(input);
    }

    private string Said() => string.Create(CultureInfo.InvariantCulture, $"{_inputs} {_refused} {_faults} {EdgeMap.Edges} {_queue.Count}");
}
