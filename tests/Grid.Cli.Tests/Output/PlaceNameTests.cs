namespace Grid.Cli.Tests.Output;

/// <summary>Names under which nothing can be written on this machine make no file of that name.</summary>
public sealed class PlaceNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-", "--save -: this is written into a file, and not to the output; name one (./- is one of that name)")]
    [InlineData("s3://bucket/x.model", "--save s3://bucket/x.model: this is written into a file of this machine; name one")]
    [InlineData("https://host/x.model", "--save https://host/x.model: this is written into a file of this machine; name one")]
    [InlineData("", "--save '': expected the name of a file")]
    [InlineData(" ", "--save ' ': expected the name of a file")]
    public async Task A_model_is_saved_in_a_file(string place, string said) =>
        await RefusedAsync($"grid tune {Places.Data("trips.csv")} --target fare_amount --task regress --features trip_distance --grid max_depth=2 --trees 2 --folds 2 --save '{place}'", said);

    [Theory]
    [InlineData("digits", "-", "OUT -: a sample is written into files, and not to the output; name a file or a folder (./- is one of that name)")]
    [InlineData("digits", "", "OUT '': expected the name of a file or a folder")]
    [InlineData("taxi", "", "OUT '': expected the name of a file or a folder")]
    [InlineData("digits", "s3://bucket/d.csv", "OUT s3://bucket/d.csv: a sample is written to this machine; name a file or a folder")]
    [InlineData("taxi", "s3://bucket/trips", "OUT s3://bucket/trips: a sample is written to this machine; name a file or a folder")]
    public async Task A_sample_is_written_to_a_place_with_a_name(string sample, string place, string said) => await RefusedAsync($"grid sample {sample} '{place}'", said);

    [Theory]
    [InlineData("grid save {0} ''", "'': expected the name of a file")]
    [InlineData("grid save {0} https://host/x.csv", "https://host/x.csv: this is written into a file of this machine; name one")]
    public async Task A_table_is_saved_in_a_place_with_a_name(string line, string said) =>
        await RefusedAsync(line.Replace("{0}", Places.Data("trips.csv"), StringComparison.Ordinal), said);

    private async Task RefusedAsync(string line, string said)
    {
        var (code, _, error) = await GridProcess.ShellAsync(line, _folder.Path);
        Assert.Equal((2, $"grid: {said}"), (code, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
