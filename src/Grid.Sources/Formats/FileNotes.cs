namespace Grid.Sources;

/// <summary>What became of files otherwise than whoever named them may expect.</summary>
internal static class FileNotes
{
    private const int MostNamed = 3;

    /// <summary>The notes.</summary>
    /// <param name="empty">Files that are left out, as they are empty.</param>
    /// <param name="others">What folders and globs have that is no file, and what it is.</param>
    /// <param name="repeated">Files that were named more than once.</param>
    public static IEnumerable<SourceNote> Of(IReadOnlyList<string> empty, IReadOnlyList<(string Path, string Why)> others, IReadOnlyList<string> repeated)
    {
        if (others.Count > 0)
            yield return LeftOut([.. others, .. empty.Select(file => (file, "empty"))]);
        else if (empty.Count > 0)
            yield return new SourceNote { Kind = NoteKind.LeftOut, Text = $"{empty.Count} empty {(empty.Count == 1 ? "file is" : "files are")} left out: {Path.GetFileName(empty[0])}{(empty.Count == 1 ? "" : ", …")}", Value = empty[0] };
        if (repeated.Count > 0)
            yield return Repeated(repeated);
    }

    private static SourceNote LeftOut(IReadOnlyList<(string Path, string Why)> files) => new()
    {
        Kind = NoteKind.LeftOut,
        Text = $"{files.Count} {(files.Count == 1 ? "file is" : "files are")} left out: {string.Join(", ", files.Take(MostNamed).Select(file => $"{Path.GetFileName(file.Path)} is {file.Why}"))}{(files.Count > MostNamed ? ", …" : "")}",
        Value = files[0].Path,
    };

    private static SourceNote Repeated(IReadOnlyList<string> files) => new()
    {
        Kind = NoteKind.Repeated,
        Text = files.Count == 1 ? $"{Path.GetFileName(files[0])} is named more than once, and read once" : $"{files.Count} files are named more than once, and read once: {Path.GetFileName(files[0])}, …",
        Value = files[0],
    };
}
