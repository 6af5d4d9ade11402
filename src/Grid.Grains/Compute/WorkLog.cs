using Grid.Query;

namespace Grid.Grains;

/// <summary>
/// What the compute threads of a silo did in the last minutes, in a ring: a job costs two looks at the clock and two writes, and nobody is told of it
/// before somebody asks.
/// </summary>
public sealed class WorkLog
{
    internal const int Capacity = 1 << 14;
    internal const int MostQuestions = 256;

    // What goes into one message.
    internal const int MostOfReply = 4_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly bool _isKept;
    private readonly TimeProvider _time;
    private readonly long _startTicks;
    private readonly long _startMicroseconds;
    private readonly WorkQuestion[] _questions;
    private Job[] _running = [];
    private Job[] _done = [];
    private long _next;
    private long _nextQuestion;

    /// <summary>Keeps it, or does not.</summary>
    /// <param name="isKept">Whether somebody may ask for it.</param>
    /// <param name="time">The clock.</param>
    public WorkLog(bool isKept, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        (_isKept, _time) = (isKept, time);
        _questions = isKept ? new WorkQuestion[MostQuestions] : [];
        _startTicks = time.GetTimestamp();
        _startMicroseconds = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>None.</summary>
    public static WorkLog None { get; } = new(false, TimeProvider.System);

    /// <summary>Notes that a thread begins a job.</summary>
    public void Begin(int thread, WorkLabel label)
    {
        if (!_isKept)
            return;
        long now = _time.GetTimestamp();
        lock (_gate)
        {
            if (thread >= _running.Length)
                Array.Resize(ref _running, thread + 1);
            _running[thread] = new Job(thread, now, 0, label);
        }
    }

    /// <summary>Notes that it has ended the job.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="rows">How many rows the job was over; null where its label says it, or nobody knows.</param>
    public void End(int thread, long? rows)
    {
        if (!_isKept)
            return;
        long now = _time.GetTimestamp();
        lock (_gate)
        {
            if (_done.Length == 0)
                _done = new Job[Capacity];
            ref var running = ref _running[thread];
            var label = rows is null ? running.Label : running.Label with { Rows = rows };
            _done[_next++ % Capacity] = new Job(thread, running.Start, now, label);
            running = default;
        }
    }

    /// <summary>Notes that a question is asked.</summary>
    public void Ask(string query, QueryRequest request)
    {
        if (!_isKept)
            return;
        ArgumentNullException.ThrowIfNull(request);
        // What a join names of the other table's partitions tells nobody anything, and may be long.
        var question = request.Question.Value;
        var transforms = question.Transforms.Select(t => t is JoinTransform join ? join with { Source = join.Source with { Partitions = [] } } : t).ToArray();
        var asked = new WorkQuestion(query, request.Dataset, new Encoded<Question>(question with { Transforms = transforms }));
        lock (_gate)
            _questions[_nextQuestion++ % MostQuestions] = asked;
    }

    /// <summary>What was done since an earlier answer.</summary>
    /// <param name="threads">How many threads there are.</param>
    /// <param name="from">The earlier answer's <see cref="WorkReply.Next"/>.</param>
    /// <param name="fromQuestion">The earlier answer's <see cref="WorkReply.NextQuestion"/>.</param>
    public WorkReply Read(int threads, long from, long fromQuestion)
    {
        Job[] done, running;
        WorkQuestion[] questions;
        long next, nextQuestion, now;
        lock (_gate)
        {
            now = _time.GetTimestamp();
            (next, nextQuestion) = (_next, _nextQuestion);
            done = Since(_done, ref from, next);
            questions = Since(_questions, ref fromQuestion, nextQuestion);
            running = [.. _running];
        }
        long oldest = now - (long)(Kept.TotalSeconds * _time.TimestampFrequency);
        return new WorkReply(
            from, fromQuestion, Moment(now), threads,
            WorkSpans.Join(done.Where(job => job.End >= oldest).Select(Item)),
            [.. running.Where(job => job.Start != 0).Select(job => Item(job with { End = now }))], questions);
    }

    // Whoever asks of a log that has begun anew, or for what is long gone, has all that there is.
    private static T[] Since<T>(T[] ring, ref long from, long next)
    {
        from = Math.Max(from > next ? 0 : from, next - ring.Length);
        var items = new T[Math.Min(next - from, MostOfReply)];
        for (int i = 0; i < items.Length; i++)
            items[i] = ring[from++ % ring.Length];
        return items;
    }

    private WorkItem Item(Job job) => new(
        job.Thread, job.Label.Kind, Moment(job.Start), Moment(job.End) - Moment(job.Start), job.Label.Of, job.Label.Partition, job.Label.Rows, 1);

    private long Moment(long timestamp) => _startMicroseconds + _time.GetElapsedTime(_startTicks, timestamp).Ticks / TimeSpan.TicksPerMicrosecond;

    private readonly record struct Job(int Thread, long Start, long End, WorkLabel Label);
}
