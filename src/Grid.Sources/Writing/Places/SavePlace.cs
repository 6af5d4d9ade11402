namespace Grid.Sources;

/// <summary>
/// Where a table is saved: a file, or a folder of parts, of this machine or of a bucket. It is tried when it is opened, before the work;
/// what is written has its name after <see cref="Commit"/>, all at once, and nothing of it stays where that does not come.
/// </summary>
public abstract class SavePlace : IDisposable
{
    private protected SavePlace(string path) => Path = path;

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Bytes that have been written.</summary>
    public abstract long Bytes { get; }

    /// <summary>Makes sure that a table can be written, and makes ready to. What is at the path is left as it is.</summary>
    /// <param name="path">A file; or a folder where it ends with a slash.</param>
    /// <param name="form">What is written.</param>
    /// <param name="overwrite">Whether what stands there is replaced.</param>
    /// <param name="inputs">Files, folders and globs that are read, none of which is ever replaced.</param>
    /// <param name="cancellation">Ends what is done for a bucket.</param>
    /// <exception cref="OutputException">It cannot be written, or would replace what it may not: the message says so, and what to do.</exception>
    public static SavePlace Open(string path, TableForm form, bool overwrite, IReadOnlyList<string> inputs, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw OutputFile.Nameless(path);
        if (BucketPath.IsOne(path))
            return BucketPlace.Begin(path, form, overwrite, inputs, cancellation);
        return TableForm.IsFolder(path) ? FolderPlace.Open(path, form, overwrite, inputs) : FilePlace.Open(path, overwrite, inputs);
    }

    /// <summary>A stream, to which part 0 is written, and which is left open.</summary>
    public static SavePlace Of(Stream output) => new StreamPlace(output);

    /// <summary>Opens a part for writing, by any thread; finish it before <see cref="Commit"/>. A file has part 0 alone.</summary>
    internal abstract CountedStream OpenPart(int index);

    /// <summary>Closes a part that is whole.</summary>
    internal virtual void FinishPart(int index, CountedStream part) => part.Dispose();

    /// <summary>Gives what was written its name.</summary>
    /// <exception cref="OutputException">What stands at the place has become something else, or cannot be replaced any more.</exception>
    public abstract void Commit();

    /// <summary>Whether a file that is read would be replaced.</summary>
    /// <param name="file">The full name of a file, or of an object of a bucket.</param>
    public abstract bool Replaces(string file);

    /// <summary>Takes away what was written, unless it was committed.</summary>
    public abstract void Dispose();

    /// <summary>An exception as the one that is told, where it is the disk's or the bucket's.</summary>
    internal abstract Exception Fault(Exception fault);

    /// <summary>The refusal to replace what is read.</summary>
    public OutputException IsRead(string input) => new($"{Path}: this is read from, as {input}, and would be replaced; name another place", Path);

    private protected static OutputException Stands(string path, string what) =>
        new($"{path}: {what}; name another place, or say --overwrite", path);
}
