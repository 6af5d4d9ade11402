namespace Grid.Grains.Tests.Observation;

public sealed class LongPollTests
{
    [Fact]
    public async Task It_asks_with_the_last_reply_until_all_is_over_and_tells_of_each()
    {
        var asked = new List<long?>();
        var told = new List<long>();

        var last = await LongPoll.UntilOverAsync<QueryStatus>(
            before =>
            {
                asked.Add(before?.Version);
                long version = (before?.Version ?? 0) + 1;
                return Task.FromResult(new QueryStatus { Version = version, Answer = version == 3 ? new Encoded<Query.Answer>(new Query.MissingAnswer(0, [])) : null });
            },
            reply => told.Add(reply.Version));

        Assert.Equal([null, 1, 2], asked);
        Assert.Equal([1, 2, 3], told);
        Assert.Equal(3, last.Version);
    }

    [Fact]
    public async Task A_fault_is_thrown_and_not_told()
    {
        var told = new List<ScanReply>();

        var thrown = await Assert.ThrowsAsync<DatasetException>(() => LongPoll.UntilOverAsync<ScanReply>(
            before => Task.FromResult(new ScanReply(null, 0, before is null ? null : Fault.From(new DatasetException("it was dropped.")))), told.Add));

        Assert.Equal("it was dropped.", thrown.Message);
        Assert.Single(told);
    }

    [Fact]
    public async Task It_ends_sooner_with_what_is_enough()
    {
        var last = await LongPoll.UntilOverAsync<DatasetStatus>(
            before => Task.FromResult(new DatasetStatus { Phase = DatasetPhase.Loading, Version = (before?.Version ?? 0) + 1 }), enough: status => status.Version == 4);

        Assert.Equal(4, last.Version);
    }

    [Fact]
    public async Task It_goes_on_in_the_turns_of_a_grain()
    {
        var turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        int inTurns = 0;

        await Task.Factory.StartNew(
            () => LongPoll.UntilOverAsync<ScanReply>(async before =>
            {
                inTurns += TaskScheduler.Current == turns ? 1 : 0;
                await Task.Delay(1);
                return new ScanReply(null, 0, before is { Done: 0 } ? Fault.From(new DatasetException("")) : null);
            }),
            CancellationToken.None, TaskCreationOptions.None, turns).Unwrap().ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(2, inTurns);
    }
}
