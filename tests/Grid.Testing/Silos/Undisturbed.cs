using Grid.Client;
using Grid.Query;
using Grid.Sources;

namespace Grid.Testing;

/// <summary>What a grid in this process answers, where nothing is killed: the answers that clusters are held to, to the bit.</summary>
public sealed class Undisturbed : IAsyncDisposable
{
    private readonly GridClient _grid;

    private Undisturbed(GridClient grid, GridFrame frame) => (_grid, Frame) = (grid, frame);

    /// <summary>Splits of a size that gives every silo some partitions.</summary>
    public static CsvOptions Splits { get; } = new() { SplitBytes = 128 << 10 };

    /// <summary>Splits for more rows.</summary>
    public static CsvOptions LargeSplits { get; } = new() { SplitBytes = 1 << 20 };

    /// <summary>The frame over the same files.</summary>
    public GridFrame Frame { get; }

    /// <summary>Loads the same files in the same splits: sums are taken by partition.</summary>
    public static async Task<Undisturbed> LoadAsync(IReadOnlyList<string> paths, CsvOptions? options = null)
    {
        var grid = await GridClient.OpenAsync();
        var frame = await grid.ReadCsvAsync(paths, options ?? Splits);
        await frame.PersistAsync();
        return new Undisturbed(grid, frame);
    }

    /// <summary>Another file, of the same grid.</summary>
    public Task<GridFrame> ReadAsync(string path) => _grid.ReadCsvAsync([path], Splits);

    /// <summary>The bits of an answer.</summary>
    public static byte[] Bits(Answer answer) => new Encoded<Answer>(answer).Bytes;

    /// <summary>The bits of a search's table, but for the times.</summary>
    public static string Bits(SearchOutcome outcome) => string.Join('\n', outcome.CvResults.Candidates.Select(c =>
        $"{c.Candidate} {c.RankTestScore} {string.Join(' ', c.SplitTestScores.Append(c.MeanTestScore).Append(c.StdTestScore).Select(s => BitConverter.DoubleToInt64Bits(s)))}"));

    public ValueTask DisposeAsync() => _grid.DisposeAsync();
}
