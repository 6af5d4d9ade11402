namespace Grid.Sources;

/// <summary>
/// Counts the lines that notes are about, file by file, each from its start once (of JSON with objects anywhere, once a note). Where that would be more than a gibibyte of a
/// file, or 64 MiB of an object, a note keeps its offset alone; and so it does where the file is gone.
/// </summary>
internal static class NoteLines
{
    private const long MostOfFile = 1L << 30;
    private const long MostOfObject = 64L << 20;
    private const int ReadBytes = 256 * 1024;

    public static SourceNotes Count(SourceNotes notes, IReadOnlyList<SourceSplit> splits, CancellationToken cancellation)
    {
        var lines = new Dictionary<(int File, long Offset), long>();
        foreach (var inFile in notes.Items.Where(note => note is { Offset: >= 0, Line: null }).GroupBy(note => note.FileIndex))
        {
            if (splits.SelectMany(split => split.InFiles()).FirstOrDefault(split => split.FileIndex == inFile.Key) is not { } split)
                continue;
            long most = SourcePath.IsElsewhere(split.Path) ? MostOfObject : MostOfFile;
            long[] offsets = [.. inFile.Select(note => note.Offset).Where(offset => offset <= most).Distinct().Order()];
            try
            {
                CountIn(split.File, offsets, (offset, line) => lines[(inFile.Key, offset)] = line, cancellation);
            }
            catch (SourceException)
            {
                // The rows are loaded; the lines of a file that has changed since are of no use to anybody.
            }
        }
        return new SourceNotes([.. notes.Items.Select(note =>
            note.Line is null && lines.TryGetValue((note.FileIndex, note.Offset), out long line) ? note with { Line = line } : note)]);
    }

    private static void CountIn(FileStamp file, long[] offsets, Action<long, long> found, CancellationToken cancellation)
    {
        if (offsets.Length == 0)
            return;
        using var source = SourceStore.Open(file, cancellation);
        if (file.Form is { HasObjectsAnywhere: true })
        {
            // A look for each note: what is written of objects has no offsets of the file.
            foreach (long offset in offsets)
            {
                cancellation.ThrowIfCancellationRequested();
                found(offset, source.LineOf(offset));
            }
            return;
        }
        using var stretch = source.Stretch(0, offsets[^1]);
        var buffer = new byte[ReadBytes];
        long at = 0, line = 1;
        foreach (long offset in offsets)
        {
            while (at < offset)
            {
                cancellation.ThrowIfCancellationRequested();
                int read = stretch.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - at)));
                line += buffer.AsSpan(0, read).Count((byte)'\n');
                at += read;
            }
            found(offset, line);
        }
    }
}
