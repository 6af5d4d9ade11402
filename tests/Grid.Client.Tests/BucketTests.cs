using Grid.Sources;

namespace Grid.Client.Tests;

/// <summary>Frames over objects of a bucket.</summary>
public sealed class BucketTests : IDisposable
{
    private readonly SampleFolder _data = new SampleFolder().WithTrips("a.csv", 600).WithTrips("b.csv", 400);
    private readonly LoopbackBucket _bucket = ProcessStore.Make();

    public BucketTests() => _bucket.PutAll(_data.Path);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_frame_over_a_bucket_answers_as_one_over_files()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var files = await grid.ReadCsvAsync(_data["*.csv"], cancellation: Test.Token);
        var objects = await grid.ReadCsvAsync(_bucket["*.csv"], cancellation: Test.Token);
        var seen = new Reports<LoadProgress>();

        await objects.PersistAsync(seen, Test.Token);

        Assert.Equal((1000L, seen.Last.BytesTotal), (seen.Last.Rows, seen.Last.BytesRead));
        Assert.Equal((await files.DescribeAsync(cancellation: Test.Token)).ToString(), (await objects.DescribeAsync(cancellation: Test.Token)).ToString());
        Assert.Equal(files.SourceSchema, objects.SourceSchema);
        Assert.Equal((files.Files, files.SourceBytes), (objects.Files, objects.SourceBytes));
    }

    [Fact]
    public async Task An_object_that_changes_before_the_load_and_one_that_is_missing_are_source_exceptions()
    {
        await using var grid = await GridClient.OpenAsync(cancellation: Test.Token);
        var trips = await grid.ReadCsvAsync([_bucket["a.csv"]], cancellation: Test.Token);
        _bucket.Put("a.csv", "VendorID\n1\n");

        var changed = await Assert.ThrowsAsync<SourceException>(() => trips.PersistAsync(cancellation: Test.Token));
        var missing = await Assert.ThrowsAsync<SourceException>(() => grid.ReadCsvAsync(_bucket["none.csv"], cancellation: Test.Token));

        Assert.Equal($"{_bucket["a.csv"]} has changed since the load was planned; plan the load again.", changed.Message);
        Assert.Equal((_bucket["a.csv"], _bucket["none.csv"]), (changed.Path, missing.Path));
    }
}
