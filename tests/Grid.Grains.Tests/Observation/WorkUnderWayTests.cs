namespace Grid.Grains.Tests.Observation;

public sealed class WorkUnderWayTests : IDisposable
{
    private readonly WorkUnderWay<string, string> _works = new();
    private readonly TaskCompletionSource<string> _result = new();
    private readonly CancellationTokenSource _end = new();
    private int _started;
    private CancellationToken _given;

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task Whoever_asks_again_meets_the_same_work_until_it_is_forgotten()
    {
        Assert.Null(await AskAsync(Test.Token));
        var waits = AskAsync(Test.Token);
        _result.SetResult("there");

        Assert.Equal("there", await waits);
        Assert.Equal("there", await AskAsync(Test.Token));
        Assert.Equal(1, _started);

        _works.Forget("pass");
        Assert.Equal("there", await AskAsync(Test.Token));
        Assert.Equal(2, _started);
    }

    [Fact]
    public async Task A_caller_that_cancels_cancels_the_work()
    {
        using var caller = new CancellationTokenSource();
        var waits = AskAsync(caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        Assert.True(_given.IsCancellationRequested);
        _ = AskAsync(Test.Token);
        Assert.Equal(2, _started);
    }

    [Fact]
    public async Task Work_that_failed_says_why_and_is_started_anew()
    {
        _result.SetException(new InvalidDataException("a line"));

        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => AskAsync(Test.Token));
        await Assert.ThrowsAsync<InvalidDataException>(() => AskAsync(Test.Token));

        Assert.Equal("a line", thrown.Message);
        Assert.Equal(2, _started);
    }

    [Fact]
    public async Task The_end_of_the_grain_cancels_the_work_and_waits_for_it()
    {
        var waits = AskAsync(Test.Token);
        await _end.CancelAsync();
        await _works.EndAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        Assert.NotEqual(Test.Token, thrown.CancellationToken);
        Assert.Equal(1, _started);
    }

    private Task<string?> AskAsync(CancellationToken cancellation) => _works.TakeAsync(
        "pass",
        cancel =>
        {
            _started++;
            _given = cancel;
            return _result.Task.WaitAsync(cancel);
        },
        _end.Token, cancellation);
}
