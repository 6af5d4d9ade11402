using Amazon.S3.Model;

namespace Grid.Sources.Tests;

/// <summary>The main cases once more, against an emulator that others have written.</summary>
public sealed class EmulatedS3Tests(EmulatedS3 server) : IClassFixture<EmulatedS3>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _bucket = $"trips-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_of_a_glob_give_the_same_batches_to_the_bit()
    {
        await FillAsync();
        var options = new CsvOptions { SplitBytes = 50_000 };
        var expected = await Loading.Plan(options, Path.Combine(_folder.Path, "trips/*.csv"));
        foreach (string path in new[] { "trips/*.csv", "trips", "trips/", "**/?.csv" })
        {
            var plan = await Loading.Plan(options, $"s3://{_bucket}/{path}");
            Tables.AssertSame(expected, plan);
            Assert.Equal(Tables.Bytes(Loading.Load(expected)), Tables.Bytes(Loading.Load(plan)));
        }
    }

    [Fact]
    public async Task An_object_that_changed_or_is_gone_is_refused()
    {
        await FillAsync();
        string path = $"s3://{_bucket}/trips/0.csv";
        var plan = await Loading.Plan(new CsvOptions(), path);
        string text = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "trips/0.csv"), Token);
        await PutAsync("trips/0.csv", text.Replace("plain 1", "plain 2", StringComparison.Ordinal));
        Assert.Equal($"{path} has changed since the load was planned; plan the load again.", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message);
        await server.Client!.DeleteObjectAsync(_bucket, "trips/0.csv", Token);
        Assert.Contains("no longer there", Assert.Throws<SourceException>(() => Loading.Load(plan)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trips/none.csv", "does not exist; check the path")]
    [InlineData("none*", "no file matches")]
    public async Task What_is_missing_is_named(string key, string said)
    {
        await FillAsync();
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), $"s3://{_bucket}/{key}"));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        Assert.SkipWhen(server.Client is null, "moto_server is not installed");
        BucketClients.Use(_bucket, server.Client!);
        var error = await Assert.ThrowsAsync<SourceException>(() => Loading.Plan(new CsvOptions(), $"s3://{_bucket}/a.csv"));
        Assert.Contains($"there is no bucket '{_bucket}'", error.Message, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        Assert.SkipWhen(server.Client is null, "moto_server is not installed");
        BucketClients.Use(_bucket, server.Client!);
        Tables.WriteTrips(_folder);
        await server.Client!.PutBucketAsync(_bucket, Token);
        foreach (string file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
            await PutAsync(Path.GetRelativePath(_folder.Path, file).Replace('\\', '/'), await File.ReadAllTextAsync(file, Token));
    }

    private Task<PutObjectResponse> PutAsync(string key, string content) =>
        server.Client!.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = content }, Token);
}
