namespace Grid.OrleansEngine.Tests;

public sealed class EngineTests
{
    [Fact]
    public void The_tests_of_the_Orleans_engine_run()
    {
#if ORLEANS
        Assert.Equal("Grid.OrleansEngine", typeof(LocalSilo).Namespace);
#else
        Assert.Skip("This build has the bundled engine. -p:GridEngine=Orleans builds the other one, where Microsoft.Orleans.Server and its kin restore.");
#endif
    }
}
