using Grid.Sources;

namespace Grid.Client.Tests;

public sealed class ThreadTests
{
    [Fact]
    public async Task Answers_print_the_same_with_1_2_and_8_threads()
    {
        using var data = new SampleFolder().WithTrips("a.csv", 5000);
        var printed = new List<string>();
        foreach (int threads in new[] { 1, 2, 8 })
        {
            await using var grid = await GridClient.OpenAsync(new GridOptions { Threads = threads }, Test.Token);
            var trips = await grid.ReadCsvAsync(data["a.csv"], new CsvOptions { SplitBytes = 16 << 10 }, Test.Token);
            Assert.True(trips.Partitions > 8);
            printed.Add($"{await trips.DescribeAsync(cancellation: Test.Token)}{await trips.CorrelationAsync(cancellation: Test.Token)}");
        }

        Assert.Equal(printed[0], printed[1]);
        Assert.Equal(printed[0], printed[2]);
    }
}
