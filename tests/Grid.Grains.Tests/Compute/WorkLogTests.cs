using System.Text.Json;
using Grid.Query;

namespace Grid.Grains.Tests.Compute;

public sealed class WorkLogTests
{
    private readonly SetTime _time = new();

    [Fact]
    public void What_was_done_is_told_once_with_its_times_and_what_runs_as_long_as_it_does()
    {
        var log = new WorkLog(true, _time);
        log.Begin(1, new WorkLabel(WorkKind.Load, null, "t/load/3"));
        _time.Pass(10_000);
        log.Begin(0, new WorkLabel(WorkKind.Scan, "t/q/run", "t/load/3", 40));
        _time.Pass(5_000);

        var first = log.Read(2, 0, 0);
        Assert.Empty(first.Done);
        Assert.Equal([(0, 5_000L, 40L), (1, 15_000L, null)], first.Running.Select(r => (r.Thread, r.Length, r.Rows)));
        Assert.Equal(_time.Microseconds, first.Now);

        log.End(1, 70);
        _time.Pass(20_000);
        var second = log.Read(2, first.Next, first.NextQuestion);

        Assert.Equal([new WorkItem(1, WorkKind.Load, SetTime.Start, 15_000, null, "t/load/3", 70, 1)], second.Done);
        Assert.Equal([(0, 25_000L)], second.Running.Select(r => (r.Thread, r.Length)));
        Assert.Empty(log.Read(2, second.Next, second.NextQuestion).Done);
    }

    [Fact]
    public void A_reader_that_comes_late_has_what_is_kept_and_goes_on_from_there()
    {
        var log = new WorkLog(true, _time);
        for (int i = 0; i < WorkLog.Capacity + 100; i++)
            Do(log, i);

        var told = new List<long?>();
        for (var reply = log.Read(1, 0, 0); reply.Done.Count > 0; reply = log.Read(1, reply.Next, 0))
            told.AddRange(reply.Done.Select(item => item.Rows));

        Assert.Equal(Enumerable.Range(100, WorkLog.Capacity).Select(i => (long?)i), told);
        Do(log, 7);
        // As of a silo that was there before, and has begun anew.
        Assert.Equal(WorkLog.MostOfReply, log.Read(1, long.MaxValue, 0).Done.Count);
    }

    [Fact]
    public void What_ended_minutes_ago_is_told_no_more()
    {
        var log = new WorkLog(true, _time);
        Do(log, 1);
        _time.Pass(299_000_000);
        Do(log, 2);
        Assert.Equal([1L, 2L], log.Read(1, 0, 0).Done.Select(d => d.Rows!.Value));
        _time.Pass(2_000_000);

        Assert.Equal([2L], log.Read(1, 0, 0).Done.Select(d => d.Rows!.Value));
    }

    [Fact]
    public void Questions_are_told_once_and_the_oldest_are_forgotten()
    {
        var log = new WorkLog(true, _time);
        for (int i = 0; i < WorkLog.MostQuestions + 2; i++)
            log.Ask($"t/{i}", new QueryRequest("t", new MissingQuestion()));

        var reply = log.Read(1, 0, 0);

        Assert.Equal("t/2", reply.Questions[0].Query);
        Assert.Equal(WorkLog.MostQuestions, reply.Questions.Count);
        Assert.Empty(log.Read(1, reply.Next, reply.NextQuestion).Questions);
    }

    [Fact]
    public void Where_nobody_looks_on_nothing_is_kept()
    {
        var log = new WorkLog(false, _time);
        Do(log, 1);
        log.Ask("t/1", new QueryRequest("t", new MissingQuestion()));

        var reply = log.Read(1, 0, 0);

        Assert.Equal("[[],[],[]]", JsonSerializer.Serialize(new object[] { reply.Done, reply.Running, reply.Questions }));
    }

    [Fact]
    public void Short_jobs_in_a_row_are_one_bar_and_others_are_not()
    {
        WorkItem[] done =
        [
            Of(0, 0, 1_000), Of(0, 1_500, 1_000), Of(1, 1_600, 1_000), Of(0, 3_000, 1_000),
            Of(0, 4_100, 5_000), Of(0, 9_200, 1_000), Of(0, 10_300, 1_000) with { Kind = WorkKind.Merge }, Of(0, 11_400, 1_000) with { Of = "other" }, Of(0, 20_000, 1_000) with { Of = "other" },
        ];

        var spans = WorkSpans.Join(done);

        Assert.Equal(
            ["0 0-4000 3×30", "1 1600-2600 1×10", "0 4100-9100 1×10", "0 9200-10200 1×10", "0 10300-11300 1×10", "0 11400-12400 1×10", "0 20000-21000 1×10"],
            spans.Select(s => $"{s.Thread} {s.Start}-{s.Start + s.Length} {s.Jobs}×{s.Rows}"));
    }

    [Fact]
    public void Bars_of_short_jobs_end_before_they_hide_what_goes_on()
    {
        var spans = WorkSpans.Join(Enumerable.Range(0, 1_000).Select(i => Of(0, i * 1_000, 900)));

        Assert.Equal(1_000, spans.Sum(s => s.Jobs));
        Assert.InRange(spans.Max(s => s.Length), WorkSpans.Longest / 2, WorkSpans.Longest + (2 * WorkSpans.Short));
    }

    [Fact]
    public async Task A_pool_notes_its_jobs_by_thread()
    {
        var log = new WorkLog(true, TimeProvider.System);
        using (var pool = new ComputePool(2, log))
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => pool.RunAsync(
                _ =>
                {
                    Thread.Sleep(5);
                    return i;
                },
                ComputePriority.Load, Test.Token, new WorkLabel(WorkKind.Load, null, $"t/l/{i}"), static result => 10 * result)));
        }

        var done = log.Read(2, 0, 0).Done;

        Assert.Equal(Enumerable.Range(0, 20).Select(i => ($"t/l/{i}", 10L * i)).Order(), done.Select(d => (d.Partition!, d.Rows!.Value)).Order());
        Assert.Equal([0, 1], done.Select(d => d.Thread).Distinct().Order());
        foreach (var thread in done.GroupBy(d => d.Thread))
            Assert.All(thread.Zip(thread.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
    }

    private void Do(WorkLog log, long rows)
    {
        log.Begin(0, new WorkLabel(WorkKind.Scan, $"{rows}", null, rows));
        _time.Pass(10);
        log.End(0, null);
    }

    private static WorkItem Of(int thread, long start, long length) => new(thread, WorkKind.Scan, start, length, "run", null, 10, 1);

    private sealed class SetTime : TimeProvider
    {
        public const long Start = 1_000_000_000_000;

        private long _now = Start;

        public long Microseconds => _now;

        public override long TimestampFrequency => 1_000_000;

        public void Pass(long microseconds) => _now += microseconds;

        public override long GetTimestamp() => _now;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddMicroseconds(_now);
    }
}
