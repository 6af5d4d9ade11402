using Grid.Grains.Tests.Queries;
using static Grid.Grains.Tests.Residency.OnDemandTests;

namespace Grid.Grains.Tests.Residency;

/// <summary>What is kept on disk of tables larger than memory: nothing depends on it.</summary>
public sealed class CachedColumnsTests
{
    [Theory]
    [InlineData("gone")]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("folder")]
    public async Task A_cache_that_is_damaged_or_gone_costs_no_answer(string damage)
    {
        await using var grid = new TestGrid(budget: Little);
        string path = grid.WriteTrips("trips.csv", Rows);
        await grid.LoadAsync(path, Splits);
        var expected = await InMemoryAsync([path], QueryTests.Questions);
        Assert.NotEmpty(grid.CacheFiles);

        for (int i = 0; i < QueryTests.Questions.Length; i++)
        {
            foreach (string file in grid.CacheFiles)
                Damage(file, damage, i);
            Assert.Equal(expected[i], WireCodec.Encode(await grid.AskAsync(QueryTests.Questions[i])));
        }
    }

    [Fact]
    public async Task After_a_restart_columns_come_from_the_source_when_they_are_asked_for()
    {
        await using var grid = new TestGrid(budget: Little, stored: true);
        string path = grid.WriteTrips("trips.csv", Rows);
        await grid.LoadAsync(path, Splits);
        var expected = await InMemoryAsync([path], QueryTests.Questions);
        string[] before = grid.CacheFiles;

        await grid.RestartAsync();

        Assert.DoesNotContain(before, File.Exists);
        Assert.Equal(0, grid.Memory.Used);
        foreach (var (question, bits) in QueryTests.Questions.Zip(expected))
            Assert.Equal(bits, WireCodec.Encode(await grid.AskAsync(question)));
        Assert.NotEmpty(grid.CacheFiles);
    }

    private static void Damage(string file, string how, int seed)
    {
        switch (how)
        {
            case "gone":
                File.Delete(file);
                return;
            case "folder":
                if (Directory.Exists(Path.GetDirectoryName(file)))
                    Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
                return;
            case "cut":
                using (var stream = new FileStream(file, FileMode.Open))
                    stream.SetLength(stream.Length * (seed % 3) / 4);
                return;
            default:
                byte[] bytes = File.ReadAllBytes(file);
                for (int at = seed; at < bytes.Length; at += 97)
                    bytes[at] ^= 0x40;
                File.WriteAllBytes(file, bytes);
                return;
        }
    }
}
