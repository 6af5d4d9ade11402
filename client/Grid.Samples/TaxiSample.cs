using System.Buffers;
using System.Text;
using Grid.Sources;

namespace Grid.Samples;

/// <summary>
/// Writes a sample of taxi trips as CSV files. Chunks of rows are drawn side by side, each from a random stream of its own,
/// and written in their order: the bytes do not depend on how many cores there are. Files get their names when all
/// of them are complete; until then they are temporary, and a failed or cancelled run takes them away.
/// </summary>
internal static class TaxiSample
{
    /// <summary>Rows per chunk: part of what the bytes follow from.</summary>
    public const int ChunkRows = 65_536;

    private const int Cells = 17;
    private const double BytesPerRow = 96;

    /// <summary>Makes the files and returns their paths and how many bytes they hold.</summary>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    /// <exception cref="SampleException">The disk has too little room, or the folder holds files that would mix with these.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; nothing is left behind.</exception>
    public static async Task<(IReadOnlyList<string> Paths, long Bytes)> WriteAsync(
        TaxiSampleOptions options, IProgress<SampleProgress>? progress, CancellationToken cancellation)
    {
        string folder = Path.GetFullPath(options.Folder);
        string[] paths = [.. Enumerable.Range(1, options.Files).Select(k => Path.Combine(folder, $"yellow_tripdata_2017-{k:D2}.csv"))];
        using var staging = SampleStaging.Open(folder, paths, (long)(options.Rows * BytesPerRow), ReplaceRule.None, "yellow_tripdata_*.csv");
        long bytes = 0;
        long rows = 0;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = new Queue<Task<Chunk>>();
        using var chunks = Chunks(options).GetEnumerator();
        bool more = true;
        try
        {
            FileStream? file = null;
            try
            {
                while (true)
                {
                    // One more than there are threads, so that none waits for the disk.
                    while (more && ahead.Count <= options.Threads && (more = chunks.MoveNext()))
                    {
                        var range = chunks.Current;
                        ahead.Enqueue(Task.Run(() => Make(options, range, stop.Token), stop.Token));
                    }
                    if (!ahead.TryPeek(out var next))
                        break;
                    var chunk = await next;
                    _ = ahead.Dequeue();
                    if (chunk.Range.Chunk == 0)
                    {
                        if (file is not null)
                            await file.DisposeAsync();
                        file = staging.OpenWrite(chunk.Range.File);
                        byte[] header = Encoding.ASCII.GetBytes(TaxiText.Header);
                        await file.WriteAsync(header, stop.Token);
                        bytes += header.Length;
                    }
                    await file!.WriteAsync(chunk.Memory.AsMemory(0, chunk.Length), stop.Token);
                    ArrayPool<byte>.Shared.Return(chunk.Memory);
                    bytes += chunk.Length;
                    rows += chunk.Range.Rows;
                    progress?.Report(new SampleProgress(rows, options.Rows, bytes));
                }
            }
            finally
            {
                if (file is not null)
                    await file.DisposeAsync();
            }
        }
        catch (Exception fault)
        {
            await stop.CancelAsync();
            await Task.WhenAll(ahead).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (fault is IOException)
                throw OutputFile.Fault(folder, fault);
            throw;
        }
        cancellation.ThrowIfCancellationRequested();
        staging.Commit();
        return (paths, bytes);
    }

    private static IEnumerable<ChunkRange> Chunks(TaxiSampleOptions options)
    {
        for (int file = 0; file < options.Files; file++)
        {
            long rows = Share(options.Rows, file + 1, options.Files) - Share(options.Rows, file, options.Files);
            long first = 0;
            int chunk = 0;
            do
            {
                int count = (int)Math.Min(ChunkRows, rows - first);
                yield return new ChunkRange(file, chunk++, first, count, rows);
                first += count;
            }
            while (first < rows);
        }
    }

    private static long Share(long rows, int part, int parts) => (long)((Int128)rows * part / parts);

    private static Chunk Make(TaxiSampleOptions options, ChunkRange range, CancellationToken cancellation)
    {
        byte[] memory = ArrayPool<byte>.Shared.Rent((range.Rows + 1) * TaxiText.LongestLine);
        var random = new SampleRandom(options.Seed, SamplePurpose.Trips, range.File, range.Chunk);
        var blanking = new SampleRandom(options.Seed, SamplePurpose.Blanks, range.File, range.Chunk);
        double slice = TaxiModel.Year / options.Files;
        int length = 0;
        for (int row = 0; row < range.Rows; row++)
        {
            if (row % 4096 == 0)
                cancellation.ThrowIfCancellationRequested();
            // Days ascend within a file; hours within a day are shuffled, as in the TLC's files.
            double moment = slice * (range.File + (range.First + row + random.NextDouble()) / range.FileRows);
            var trip = TaxiModel.Draw(ref random, Math.Min(moment, TaxiModel.Year - 1));
            length += TaxiText.Write(trip, options.Missing > 0 ? Blanks(ref blanking, options.Missing) : 0, memory.AsSpan(length));
        }
        return new Chunk(range, memory, length);
    }

    private static uint Blanks(ref SampleRandom random, double share)
    {
        uint blanks = 0;
        for (int cell = 0; cell < Cells; cell++)
            blanks |= random.Chance(share) ? 1u << cell : 0;
        return blanks;
    }

    private readonly record struct ChunkRange(int File, int Chunk, long First, int Rows, long FileRows);

    private sealed record Chunk(ChunkRange Range, byte[] Memory, int Length);
}
