using System.Diagnostics;
using Grid.Network.Tests.Hosts;

namespace Grid.Network.Tests.Faults;

/// <summary>Silos on hosts of their own, between which the network is cut, one way or both, here and there, while they are asked.</summary>
public sealed class CutTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Cuts_cost_no_answer_and_a_minute_after_healing_all_is_as_before()
    {
        List<string> events = [];
        await using var fleet = await NetworkFleet.StartAsync(events);
        await using var log = await AskedLog.PrepareAsync(events, await NetworkFleet.ConnectAsync(), fleet.Folder);
        var nemesis = new Nemesis(fleet, Settings.Seed);
        var slowest = TimeSpan.Zero;
        using var end = new CancellationTokenSource();
        var asking = log.AskAsync(end.Token);
        try
        {
            for (int i = 0; i < Settings.Faults; i++)
            {
                string fault = nemesis.Next();
                Say(events, fault);
                await Task.WhenAny(asking, Task.Delay(Longest, TestContext.Current.CancellationToken));
                Say(events, $"healed {fleet.Network.Heal()}");
                var clock = Stopwatch.StartNew();
                Assert.Null(await fleet.WholeAsync());
                slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
                Say(events, "whole");
                Tell($"{i + 1} of {Settings.Faults}: {fault}; whole after {clock.Elapsed.TotalSeconds:0.0} s; {log.Counts}");
                Assert.Empty(log.Wrong);
            }
            await end.CancelAsync();
            await asking;
            await log.CheckAsync();
            Assert.Empty(log.Wrong);
        }
        catch (Exception e) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            await end.CancelAsync();
            Assert.Fail($"GRID_NETWORK_SEED={Settings.Seed} repeats it, after {nemesis}; {log.Counts}: {e}\n{string.Join('\n', events.TakeLast(60))}\n{fleet.LastWords()}");
        }
        Tell($"seed {Settings.Seed}: {nemesis}; {log.Counts}; whole again within {slowest.TotalSeconds:0.0} s");
    }

    private static void Tell(string what) => TestContext.Current.TestOutputHelper?.WriteLine(what);

    private static void Say(List<string> events, string what)
    {
        lock (events)
            events.Add($"{DateTime.UtcNow:HH:mm:ss.f} *** {what}");
    }
}
