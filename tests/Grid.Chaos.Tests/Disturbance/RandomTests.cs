namespace Grid.Chaos.Tests.Disturbance;

/// <summary>Loads, questions, filters and searches, one after the other, while silos are killed, suspended, asked to end and added at random.</summary>
public sealed class RandomTests
{
    [Fact]
    public async Task Random_kills_hangs_ends_and_joins_cost_no_answer()
    {
        await using var cluster = await TestCluster.StartAsync(3, options: ["--groups-together", "1000", "--whole-side-bytes", "0"]);
        var work = await RandomWork.PrepareAsync(cluster, Settings.Seed);
        await using (work)
        {
            var shaker = new Shaker(cluster, Settings.Seed);
            try
            {
                while (shaker.Kills < Settings.Kills)
                    await work.RunNextAsync(shaker);
                await shaker.SettleAsync();
                await work.CheckAllAsync();
            }
            catch (Exception e) when (e is not OperationCanceledException || !TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                Assert.Fail($"GRID_CHAOS_SEED={Settings.Seed} repeats it, after {shaker} and {work}: {e}{cluster.LastWords()}");
            }
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"seed {Settings.Seed}: {shaker}; {work}; every answer the same to the bit; {StudyEvents.TrainedTwice(cluster.All)} finished trials trained twice");
        }
    }
}
