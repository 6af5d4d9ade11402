namespace Grid.Hosting.Tests.Fleet;

public sealed class EcsServiceTests
{
    private const string Throttled = """{"__type":"ThrottlingException","message":"Rate exceeded"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, Throttled)]
    [InlineData(400, """{"__type":"com.amazonaws.ecs#ServerException","message":"Service Unavailable. Please try again later."}""")]
    [InlineData(429, "")]
    [InlineData(500, "")]
    [InlineData(503, "<html>Slow down</html>")]
    public async Task What_passes_is_waited_for(int status, string body)
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 3, running: 3, refuse: before => before < 5 ? (status, body) : null);
        using var service = ecs.Open();

        Assert.Equal((3, 3), await CountAsync(service));
        Assert.Equal(6, ecs.Calls.Count);
    }

    [Fact]
    public async Task Throttling_that_does_not_pass_ends_in_a_line()
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 3, refuse: _ => (400, Throttled));
        using var service = ecs.Open();

        var fault = await Assert.ThrowsAsync<ClusterException>(() => service.SetAsync(0, Token));
        Assert.Equal("ECS in us-east-1 is too busy, or cannot be reached, for UpdateService of service 'grid-silos' (ThrottlingException: Rate exceeded): it was asked 9 times. Try again in a minute.", fault.Message);
        Assert.Equal(9, ecs.Calls.Count);
    }

    [Theory]
    [InlineData("AccessDeniedException", "User is not authorized.", "ECS in us-east-1 does not allow this role ecs:DescribeServices of service 'grid-silos': give it the actions of deploy/grid.yaml. (User is not authorized)")]
    [InlineData("ClusterNotFoundException", "Cluster not found.", "ECS in us-east-1 has no service 'grid-silos' (ClusterNotFoundException): see GRID_ECS_SERVICE and GRID_ECS_CLUSTER.")]
    [InlineData("InvalidSignatureException", "Signature expired", "ECS in us-east-1 does not accept the credentials, for DescribeServices of service 'grid-silos': renew AWS_ACCESS_KEY_ID and its kin, AWS_PROFILE, or the task's role. (Signature expired)")]
    [InlineData("InvalidParameterException", "No.", "ECS in us-east-1 refuses DescribeServices of service 'grid-silos': InvalidParameterException: No. Look at the service in ECS.")]
    public async Task What_does_not_pass_is_told_at_once(string code, string words, string expected)
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 3, refuse: _ => (400, $$"""{"__type":"{{code}}","message":"{{words}}"}"""));
        using var service = ecs.Open();

        Assert.Equal(expected, (await Assert.ThrowsAsync<ClusterException>(() => service.CountAsync(Token))).Message);
        Assert.Single(ecs.Calls);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_of()
    {
        await using var ecs = await StandInEcs.StartAsync(wanted: 3, refuse: _ => (200, """{"services":[],"failures":[{"reason":"MISSING"}]}"""));
        using var service = ecs.Open();

        var fault = await Assert.ThrowsAsync<ClusterException>(() => service.CountAsync(Token));
        Assert.Equal("ECS in us-east-1 has no service 'grid-silos' in cluster 'grid-Cluster-1': see GRID_ECS_SERVICE and GRID_ECS_CLUSTER.", fault.Message);
    }

    private static async Task<(int Running, int Wanted)> CountAsync(EcsService service)
    {
        var count = await service.CountAsync(Token);
        return (count.Running, count.Wanted);
    }
}
