namespace Grid.Hosting.Tests.Membership;

public sealed class StandstillGuardTests
{
    [Fact]
    public void It_notices_a_standstill_before_others_have_waited_for_so_long() => Assert.True(StandstillGuard.Limit + Undertaker.Pace <= Undertaker.Limit);

    [Fact]
    public async Task A_pool_that_is_busy_is_no_standstill()
    {
        await using var silo = await OrleansSilo.JoinAsync(new OrleansSiloOptions(), new GridClusterOptions { Folder = Directory.CreateTempSubdirectory("grid-").FullName });
        using var held = new CountdownEvent(8 * Environment.ProcessorCount);
        for (int i = 0; i < held.InitialCount; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                Thread.Sleep(1500);
                held.Signal();
            });
        }

        await Task.Run(held.Wait, TestContext.Current.CancellationToken);

        Assert.True(silo.Serves);
    }
}
