namespace Grid.Grains.Tests.Compute;

public sealed class ComputePoolTests
{
    [Fact]
    public async Task As_many_jobs_run_at_once_as_there_are_threads_and_no_more()
    {
        using var pool = new ComputePool(3);
        using var together = new Barrier(3);
        int running = 0, most = 0;

        await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => pool.RunAsync(
            cancellation =>
            {
                lock (together)
                    most = Math.Max(most, ++running);
                Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(20), cancellation));
                lock (together)
                    running--;
                return 0;
            },
            ComputePriority.Question,
            Test.Token)));

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Questions_go_before_loads_and_those_before_idle_work_each_in_the_order_asked()
    {
        using var pool = new ComputePool(1);
        var order = new List<string>();
        Task<bool> Note(string name, ComputePriority priority) => pool.RunAsync(_ => { order.Add(name); return true; }, priority, Test.Token);
        Task[] jobs;
        using (new BlockedThread(pool, ComputePriority.Question))
        {
            jobs =
            [
                Note("idle 1", ComputePriority.Idle), Note("load 1", ComputePriority.Load), Note("question 1", ComputePriority.Question),
                Note("idle 2", ComputePriority.Idle), Note("load 2", ComputePriority.Load), Note("question 2", ComputePriority.Question),
            ];
        }
        await Task.WhenAll(jobs);

        Assert.Equal(["question 1", "question 2", "load 1", "load 2", "idle 1", "idle 2"], order);
    }

    [Fact]
    public async Task Work_that_was_cancelled_while_it_waited_is_not_started()
    {
        using var pool = new ComputePool(1);
        using var cancel = new CancellationTokenSource();
        bool started = false;
        Task<bool> job;
        using (new BlockedThread(pool, ComputePriority.Question))
        {
            job = pool.RunAsync(_ => started = true, ComputePriority.Question, cancel.Token);
            await cancel.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job);
        Assert.False(started);
    }

    [Fact]
    public async Task An_exception_is_the_callers_and_the_thread_goes_on()
    {
        using var pool = new ComputePool(1);

        await Assert.ThrowsAsync<InvalidDataException>(() => pool.RunAsync<int>(_ => throw new InvalidDataException(), ComputePriority.Load, Test.Token));

        Assert.Equal(7, await pool.RunAsync(_ => 7, ComputePriority.Load, Test.Token));
    }

    [Fact]
    public async Task A_disposed_pool_cancels_what_waits_and_takes_no_more()
    {
        var pool = new ComputePool(1);
        var blocked = new BlockedThread(pool, ComputePriority.Question);
        await blocked.Running;
        var waiting = pool.RunAsync(_ => 7, ComputePriority.Question, Test.Token);
        var disposal = Task.Run(pool.Dispose, Test.Token);
        while (!disposal.IsCompleted)
        {
            try
            {
                _ = pool.RunAsync(_ => 7, ComputePriority.Question, Test.Token);
            }
            catch (ObjectDisposedException)
            {
                break;
            }
        }

        blocked.Dispose();
        await disposal;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.RunAsync(_ => 7, ComputePriority.Question, Test.Token));
    }

    [Fact]
    public async Task A_thread_that_waits_keeps_nothing_of_its_last_job_alive()
    {
        using var pool = new ComputePool(1);

        var held = await RunOverAsync(pool);

        for (int i = 0; held.IsAlive && i < 100; i++)
        {
            await Task.Delay(10, Test.Token);
            GC.Collect();
        }
        Assert.False(held.IsAlive);
    }

    // Apart, so that the test's own frame holds nothing of it.
    private static async Task<WeakReference> RunOverAsync(ComputePool pool)
    {
        var rows = new byte[1 << 20];
        await pool.RunAsync(_ => rows.Length, ComputePriority.Question, Test.Token);
        return new WeakReference(rows);
    }
}
