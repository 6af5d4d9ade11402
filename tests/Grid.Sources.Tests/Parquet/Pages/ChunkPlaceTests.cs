using ParquetSharp;

namespace Grid.Sources.Tests;

public sealed class ChunkPlaceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private (byte[] Footer, long End) Footer(Action<WriterPropertiesBuilder> set)
    {
        byte[] file = File.ReadAllBytes(ParquetMaker.Write(
            Path.Combine(_folder.Path, "footer.parquet"), Compression.Snappy, set, ParquetMaker.Groups("a", null, [[1, 2, 3], [4]]), ParquetMaker.Groups<string?>("b", null, [["x", null, "y"], [null]])));
        int end = file.Length - 8 - BitConverter.ToInt32(file, file.Length - 8);
        return (file[end..^8], end);
    }

    [Fact]
    public void Every_column_of_every_group_has_its_place()
    {
        var (footer, end) = Footer(_ => { });
        var places = ChunkPlace.All(footer, end);
        Assert.Equal([3L, 3L, 1L, 1L], places.SelectMany(group => group).Select(place => place.Values));
        long at = 4;
        foreach (var place in places.SelectMany(group => group))
        {
            Assert.Equal((PageCodec.Snappy, false), (place.Codec, place.IsAmbiguous));
            // Behind the pages, the column's part of the footer may stand once more.
            Assert.True(place.Offset >= at && place.Length > 0);
            at = place.Offset + place.Length;
        }
        Assert.InRange(at, 5, end);
    }

    [Theory]
    [InlineData("parquet-cpp version 1.5.1-SNAPSHOT", true)]
    [InlineData("parquet-cpp-arrow version 3.0.0", false)]
    [InlineData("parquet-mr version 1.12.0", false)]
    public void Whether_pages_are_compressed_is_not_known_of_old_writers_of_Arrow(string writer, bool isAmbiguous)
    {
        var (footer, end) = Footer(builder => builder.CreatedBy(writer));
        Assert.All(ChunkPlace.All(footer, end).SelectMany(group => group), place => Assert.Equal(isAmbiguous, place.IsAmbiguous));
    }

    [Fact]
    public void A_place_behind_the_pages_is_none()
    {
        var (footer, end) = Footer(_ => { });
        var last = ChunkPlace.All(footer, end)[^1][^1];
        var places = ChunkPlace.All(footer, last.Offset + last.Length - 1);
        Assert.Equal([false, false, false, true], places.SelectMany(group => group).Select(place => place == default));
    }

    [Fact]
    public void A_footer_cut_short_has_none()
    {
        var (footer, end) = Footer(_ => { });
        for (int length = 0; length < footer.Length; length++)
            Assert.Empty(ChunkPlace.All(footer.AsSpan(0, length), end));
    }
}
