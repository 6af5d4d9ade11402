namespace Grid.Testing;

/// <summary>The running test.</summary>
public static class Test
{
    /// <summary>Cancelled when the test run is.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
