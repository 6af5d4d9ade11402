namespace Grid.Grains.Tests.Silo;

public sealed class FleetHostingTests
{
    [Fact]
    public async Task A_build_for_one_machine_refuses_a_fleet_and_says_what_to_build()
    {
        Assert.SkipWhen(typeof(LocalSilo).Namespace == "Grid.OrleansEngine", "this build is for more machines than one");
        var settings = new FleetSettings { ClusterId = "night" };

        foreach (Func<Task> use in new Func<Task>[] { () => FleetHosting.JoinAsync(settings, "s0"), () => FleetHosting.ConnectAsync(settings) })
        {
            var refusal = await Assert.ThrowsAsync<ClusterException>(use);
            Assert.Contains("GRID_CLUSTER_ID=night", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("-p:GridEngine=Orleans", refusal.Message, StringComparison.Ordinal);
        }
    }
}
