using System.Collections.Concurrent;

namespace Grid.Flight;

/// <summary>
/// Answers between GetFlightInfo, which finds them to tell their columns, and DoGet, which takes them away: for a minute at most, and no more
/// bytes than a bound. One that is not there any more is found anew.
/// </summary>
internal sealed class AnswerShelf(long budget = AnswerShelf.DefaultBudget, TimeSpan? keptFor = null) : IDisposable
{
    private const long DefaultBudget = 64 << 20;

    private readonly ConcurrentDictionary<string, (HeldAnswer Answer, Timer Expiry)> _answers = [];
    private readonly TimeSpan _keptFor = keptFor ?? TimeSpan.FromMinutes(1);
    private long _bytes;

    /// <summary>Bytes of what is kept.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Keeps an answer; null where there is no room.</summary>
    public string? Put(HeldAnswer answer)
    {
        long size = answer.Batch.ByteSize;
        if (Interlocked.Add(ref _bytes, size) > budget)
        {
            Interlocked.Add(ref _bytes, -size);
            return null;
        }
        string name = Guid.NewGuid().ToString("N");
        var expiry = new Timer(_ => Take(name));
        _answers[name] = (answer, expiry);
        expiry.Change(_keptFor, Timeout.InfiniteTimeSpan);
        return name;
    }

    /// <summary>Takes an answer away; null where it is not there.</summary>
    public HeldAnswer? Take(string name)
    {
        if (!_answers.TryRemove(name, out var kept))
            return null;
        kept.Expiry.Dispose();
        Interlocked.Add(ref _bytes, -kept.Answer.Batch.ByteSize);
        return kept.Answer;
    }

    public void Dispose()
    {
        foreach (string name in _answers.Keys)
            Take(name);
    }
}
