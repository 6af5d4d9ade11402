namespace Grid.Sources;

/// <summary>What became of files otherwise than whoever named them may expect.</summary>
internal static class FileNotes
{
    /// <summary>The notes.</summary>
    /// <param name="empty">Files that are left out, as they are empty.</param>
    /// <param name="repeated">Files that were named more than once.</param>
    public static IEnumerable<SourceNote> Of(IReadOnlyList<string> empty, IReadOnlyList<string> repeated)
    {
        if (empty.Count > 0)
            yield return new SourceNote { Kind = NoteKind.LeftOut, Text = $"{empty.Count} empty {(empty.Count == 1 ? "file is" : "files are")} left out: {Path.GetFileName(empty[0])}{(empty.Count == 1 ? "" : ", …")}", Value = empty[0] };
        if (repeated.Count > 0)
            yield return Repeated(repeated);
    }

    private static SourceNote Repeated(IReadOnlyList<string> files) => new()
    {
        Kind = NoteKind.Repeated,
        Text = files.Count == 1 ? $"{Path.GetFileName(files[0])} is named more than once, and read once" : $"{files.Count} files are named more than once, and read once: {Path.GetFileName(files[0])}, …",
        Value = files[0],
    };
}
