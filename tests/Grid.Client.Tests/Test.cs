namespace Grid.Client.Tests;

/// <summary>The running test.</summary>
internal static class Test
{
    /// <summary>Cancelled when the test run is.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
