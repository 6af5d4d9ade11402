using System.Security.Cryptography;

namespace Grid.Sources;

/// <summary>A folder of parts, written as a hidden one beside it, and renamed.</summary>
internal sealed class FolderPlace : SavePlace
{
    private readonly TableForm _form;
    private readonly string _place;
    private readonly string _unfinished;
    private readonly bool _overwrite;
    private long _bytes;
    private bool _isOver;

    private FolderPlace(string path, TableForm form, string place, bool overwrite) : base(path)
    {
        (_form, _place, _overwrite) = (form, place, overwrite);
        _unfinished = Beside("tmp");
    }

    public override long Bytes => Interlocked.Read(ref _bytes);

    public static FolderPlace Open(string path, TableForm form, bool overwrite, IReadOnlyList<string> inputs)
    {
        FolderPlace? folder = null;
        try
        {
            string place = PathKinds.Follow(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));
            folder = new FolderPlace(path, form, place, overwrite);
            folder.RefuseKind();
            if (inputs.FirstOrDefault(input => !input.Contains("://", StringComparison.Ordinal) && folder.Replaces(System.IO.Path.GetFullPath(input))) is { } read)
                throw folder.IsRead(read);
            string parent = System.IO.Path.GetDirectoryName(place) ?? throw new OutputException($"{path}: this is no folder that can be replaced; name one in it", path);
            if (!Directory.Exists(parent))
                throw new OutputException(SystemFault.Denies(parent) is { } shut ? SystemFault.Shut(path, shut) : $"{path}: there is no folder {parent}; make it, or name a folder in one that exists", path);
            Directory.CreateDirectory(folder._unfinished);
            return folder;
        }
        catch (Exception fault) when (OutputFile.IsOfDisk(fault))
        {
            folder?.Dispose();
            throw OutputFile.Fault(path, fault);
        }
    }

    internal override CountedStream OpenPart(int index) => new CountedStream(
        new FileStream(System.IO.Path.Combine(_unfinished, _form.PartName(index)), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0), bytes => Interlocked.Add(ref _bytes, bytes));

    public override void Commit()
    {
        try
        {
            RefuseKind();
            string? before = null;
            if (Directory.Exists(_place))
            {
                before = Beside("old");
                Directory.Move(_place, before);
            }
            try
            {
                Directory.Move(_unfinished, _place);
            }
            catch when (before is not null)
            {
                Directory.Move(before, _place);
                throw;
            }
            _isOver = true;
            if (before is not null)
                Directory.Delete(before, recursive: true);
        }
        catch (Exception fault) when (OutputFile.IsOfDisk(fault))
        {
            throw OutputFile.Fault(Path, fault);
        }
    }

    // A path that is read may be a glob: what stands before its wildcards is what counts.
    public override bool Replaces(string file)
    {
        string fixedPart = file.AsSpan().IndexOfAny('*', '?') is >= 0 and var at ? file[..at] : file;
        return Directory.Exists(_place) && Directory.EnumerateFileSystemEntries(_place).Any() && (fixedPart + System.IO.Path.DirectorySeparatorChar).StartsWith(_place + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    public override void Dispose()
    {
        if (_isOver)
            return;
        _isOver = true;
        try
        {
            if (Directory.Exists(_unfinished))
                Directory.Delete(_unfinished, recursive: true);
        }
        catch (Exception fault) when (OutputFile.IsOfDisk(fault))
        {
            // The first fault is the one to tell.
        }
    }

    internal override Exception Fault(Exception fault) => OutputFile.IsOfDisk(fault) ? OutputFile.Fault(Path, fault) : fault;

    private void RefuseKind()
    {
        if (PathKinds.Of(_place) is not (PathKind.Folder or PathKind.Nothing))
            throw new OutputException($"{Path}: what stands here is no folder; name another, or leave out the slash for one file", Path);
        if (!_overwrite && Directory.Exists(_place) && Directory.EnumerateFileSystemEntries(_place).Any())
            throw Stands(Path, "this folder is not empty, and would be replaced");
    }

    private string Beside(string kind) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(_place) ?? "", $".{System.IO.Path.GetFileName(_place)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.{kind}");
}
