using System.Collections.Concurrent;

namespace Grid.LocalEngine;

/// <summary>
/// Replies that are longer than a message, while their callers fetch them part by part: so no message holds up the calls
/// behind it, whatever a grain answers. What a caller has left behind is forgotten after a while.
/// </summary>
internal sealed class LongReplies : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, (byte[] Reply, long Until)> _replies = new();
    private readonly Timer _collector;

    public LongReplies() => _collector = new Timer(_ => Collect(), null, Patience, Patience);

    /// <summary>Keeps a reply, and gives the name that its parts are asked for under.</summary>
    public Guid Keep(ReadOnlySpan<byte> reply)
    {
        var name = Guid.NewGuid();
        _replies[name] = (reply.ToArray(), Environment.TickCount64 + (long)Patience.TotalMilliseconds);
        return name;
    }

    /// <summary>A part of a reply; empty where the reply is not there any more. The last part is given once.</summary>
    public ReadOnlyMemory<byte> Part(Guid name, int start)
    {
        if (!_replies.TryGetValue(name, out var kept) || start < 0 || start >= kept.Reply.Length)
            return default;
        int length = Math.Min(WireProtocol.LongestPart, kept.Reply.Length - start);
        if (start + length == kept.Reply.Length)
            _replies.TryRemove(name, out _);
        else
            _replies[name] = kept with { Until = Environment.TickCount64 + (long)Patience.TotalMilliseconds };
        return kept.Reply.AsMemory(start, length);
    }

    public void Dispose() => _collector.Dispose();

    private void Collect()
    {
        foreach (var (name, kept) in _replies)
        {
            if (kept.Until < Environment.TickCount64)
                _replies.TryRemove(name, out _);
        }
    }
}
