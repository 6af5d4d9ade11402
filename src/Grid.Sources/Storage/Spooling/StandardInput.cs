namespace Grid.Sources;

/// <summary>Standard input as a source, by the name <c>-</c>: taken whole when it is first named, as a table is read at many places at once.</summary>
internal static class StandardInput
{
    /// <summary>What stands for it among paths.</summary>
    public const string Name = "-";

    /// <summary>What it is called in messages.</summary>
    public const string Path = "standard input";

    private static readonly SemaphoreSlim s_turn = new(1);
    private static FileStamp? s_taken;

    /// <summary>Opens it; a test has another.</summary>
    public static Func<Stream> Open { get; set; } = OfProcess;

    /// <summary>What it is. It is read once, whoever asks.</summary>
    public static async Task<FileStamp> FindAsync(CancellationToken cancellation)
    {
        await s_turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (s_taken is { } taken)
                return taken;
            using var stream = Open();
            // A read of a pipe does not end when it is cancelled: it is left behind.
            return s_taken = await Spools.TakeAsync(
                Path, async memory => await Task.Run(() => stream.Read(memory.Span), CancellationToken.None).WaitAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        finally
        {
            s_turn.Release();
        }
    }

    private static Stream OfProcess() => StandardStreams.IsOpen(StandardStreams.Input) ? Console.OpenStandardInput()
        : throw new SourceException($"{Path} is closed; give it a table ('grid head - < table.csv'), or name a file.", Path);

    /// <summary>Forgets what was read, for a test.</summary>
    public static void Restart() => s_taken = null;
}
