namespace Grid.Testing;

/// <summary>The store that this process, and those that it starts, take for S3: the environment says so, as it would where there is none.</summary>
public static class ProcessStore
{
    private static readonly Lazy<LoopbackStore> s_store = new(() =>
    {
        var store = new LoopbackStore();
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_S3", store.Address);
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        return store;
    });

    /// <summary>Makes a bucket; under a name of its own where none is given.</summary>
    public static LoopbackBucket Make(string? name = null) => s_store.Value.Make(name);
}
