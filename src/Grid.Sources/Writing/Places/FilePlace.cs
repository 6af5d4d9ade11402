namespace Grid.Sources;

/// <summary>A file of this machine.</summary>
internal sealed class FilePlace : SavePlace
{
    private readonly OutputFile _file;
    private long _bytes;

    private FilePlace(string path, OutputFile file) : base(path) => _file = file;

    public override long Bytes => Interlocked.Read(ref _bytes);

    public static FilePlace Open(string path, bool overwrite, IReadOnlyList<string> inputs)
    {
        var file = OutputFile.Open(path, ReplaceRule.Any, inputs);
        if (overwrite || !File.Exists(path))
            return new FilePlace(path, file);
        file.Dispose();
        throw Stands(path, "a file stands here already");
    }

    internal override CountedStream OpenPart(int index) => new CountedStream(_file.OpenWrite(), bytes => Interlocked.Add(ref _bytes, bytes));

    public override void Commit() => _file.Commit();

    public override bool Replaces(string file) => File.Exists(Path) && _file.Is(file);

    public override void Dispose() => _file.Dispose();

    internal override Exception Fault(Exception fault) => OutputFile.IsOfDisk(fault) ? OutputFile.Fault(Path, fault) : fault;
}
