using System.IO.Enumeration;

namespace Grid.Sources;

/// <summary>Turns files, folders and globs, on disk or in buckets, into a list of files.</summary>
internal static class PathExpander
{
    /// <summary>The files as they are now, each once, in the order given and sorted within a folder or glob.</summary>
    /// <param name="paths">What was named.</param>
    /// <param name="repeated">Receives the files that occur more than once.</param>
    /// <param name="leftOut">Receives what folders and globs have instead of files, and what it is.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SourceException">A path matches nothing.</exception>
    public static async Task<IReadOnlyList<FileStamp>> ExpandAsync(IReadOnlyList<string> paths, List<string>? repeated, List<(string Path, string Why)>? leftOut, CancellationToken cancellation)
    {
        if (paths.Count == 0)
            throw new SourceException("no files were named; name a file, a folder or a glob such as data/*.csv.");
        var files = new List<FileStamp>();
        foreach (string path in paths)
        {
            if (path.Length == 0)
                throw new SourceException("a path is empty; name a file, a folder or a glob such as data/*.csv.");
            files.AddRange(BucketPath.IsOne(path) ? await BucketListing.FindAsync(path, cancellation).ConfigureAwait(false)
                : HttpPath.IsOne(path) ? [await HttpListing.FindAsync(path, cancellation).ConfigureAwait(false)]
                : path == StandardInput.Name ? [await StandardInput.FindAsync(cancellation).ConfigureAwait(false)]
                : Stamps(path, leftOut));
        }
        FileStamp[] once = [.. files.DistinctBy(file => file.Path, StringComparer.Ordinal)];
        if (once.Length < files.Count)
            repeated?.AddRange(files.GroupBy(file => file.Path, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));
        return once;
    }

    // A link that leads nowhere, a pipe or a socket among files is no table, and named it is a mistake.
    private static IEnumerable<FileStamp> Stamps(string path, List<(string Path, string Why)>? leftOut)
    {
        string full = SourcePath.Full(path);
        if (File.Exists(full))
            return [LocalFile.StampOf(full)];
        string[] matched = Matches(path, full);
        var others = matched.Select(file => (Path: file, Why: LocalFile.WhyNone(file))).Where(file => file.Why is not null).ToArray();
        if (others.Length == matched.Length)
            return [LocalFile.StampOf(matched[0])];
        leftOut?.AddRange(others!);
        return matched.Except(others.Select(other => other.Path), StringComparer.Ordinal).Select(LocalFile.StampOf);
    }

    private static string[] Matches(string path, string full)
    {
        try
        {
            if (Directory.Exists(full))
            {
                var inFolder = Sorted(Directory.EnumerateFiles(full).Where(f => FolderNames.IsTable(Path.GetFileName(f))));
                return inFolder.Length > 0 ? inFolder : throw FolderNames.NoTables(path, Directory.EnumerateFileSystemEntries(full).Select(f => Path.GetFileName(f)));
            }
            if (!path.AsSpan().ContainsAny('*', '?'))
                throw LocalFile.Missing(path, full);
            string[] segments = full.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
            var matched = Sorted(Walk(Path.GetPathRoot(full)!, segments).Distinct(StringComparer.Ordinal));
            return matched.Length > 0 ? matched
                : throw new SourceException(SystemFault.Denies(full) is { } shut ? SystemFault.Shut(path, shut) + "." : $"no file matches {path}; check the pattern.", path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{path} cannot be listed: {e.Message}", path, inner: e);
        }
    }

    private static string[] Sorted(IEnumerable<string> files) => [.. files.Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Walk(string folder, ReadOnlyMemory<string> segments)
    {
        string segment = segments.Span[0];
        var rest = segments[1..];
        if (segment == "**")
        {
            // "**" stands for any number of folders, none included.
            var below = rest.IsEmpty ? new[] { "*" } : rest;
            return Walk(folder, below).Concat(Folders(folder).SelectMany(f => Walk(f, segments)));
        }
        bool isPattern = segment.AsSpan().ContainsAny('*', '?');
        if (rest.IsEmpty)
        {
            return isPattern
                ? Directory.EnumerateFiles(folder).Where(f => IsMatch(segment, f))
                : new[] { Path.Combine(folder, segment) }.Where(File.Exists);
        }
        return isPattern
            ? Directory.EnumerateDirectories(folder).Where(f => IsMatch(segment, f)).SelectMany(f => Walk(f, rest))
            : Directory.Exists(Path.Combine(folder, segment)) ? Walk(Path.Combine(folder, segment), rest) : [];
    }

    // Hidden folders are left out, and links not followed: they may lead in a circle.
    private static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder).Where(f => Path.GetFileName(f) is not ['.', ..] && !File.GetAttributes(f).HasFlag(FileAttributes.ReparsePoint));

    private static bool IsMatch(string pattern, string path) =>
        FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false) && !FolderNames.IsHiddenFrom(pattern, Path.GetFileName(path));
}
