using System.Security.Cryptography;
using System.Text;

namespace Grid.Sources;

/// <summary>
/// A file that will be written: tried, by writing, when it is opened, and replaced as a whole when all is written.
/// <code>
/// using var model = OutputFile.Open("digits.model");   // before the work: throws where it could not be saved after it
/// byte[] bytes = await Work();
/// model.Write(bytes);                                  // or OpenWrite, and Commit
/// </code>
/// What is written goes to a hidden file beside the place, which gets the name in one step: a reader, or a restart after a crash,
/// finds the old file or the new one and never half of it. Disposed without that, nothing of it stays, and what stood at the place
/// is as it was. A file that is replaced keeps its permissions; a link to a file goes on leading to it. Devices, pipes, sockets and
/// folders are refused, and links to them: they would be replaced by a file. For one thread at a time.
/// </summary>
public sealed class OutputFile : IDisposable
{
    private const int LongestName = 80, NoSpace = 28;
    private readonly string _place;
    private readonly string _unfinished;
    private readonly UnixFileMode? _mode;
    private bool _isOver;

    private OutputFile(string path, string place)
    {
        (Path, _place) = (path, place);
        string name = System.IO.Path.GetFileName(place);
        name = name.Length <= LongestName || Encoding.UTF8.GetByteCount(name) <= LongestName ? name : "output";
        _unfinished = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(place)!, $".{name}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.tmp");
        if (!OperatingSystem.IsWindows() && File.Exists(place))
            _mode = File.GetUnixFileMode(place);
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Makes sure that a file can be written, and makes ready to. What is at the path is left as it is.</summary>
    /// <param name="path">Where the file is to be; its folder exists.</param>
    /// <exception cref="OutputException">It cannot be written: the message says why, and what to do.</exception>
    public static OutputFile Open(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw Nameless(path);
        if (path == "-")
            throw new OutputException("-: this is written into a file, and not to the output; name one (./- is one of that name)", path);
        if (path.Contains("://", StringComparison.Ordinal))
            throw new OutputException($"{path}: this is written into a file of this machine; name one", path);
        OutputFile? file = null;
        try
        {
            string place = PathKinds.Follow(System.IO.Path.GetFullPath(path));
            RefuseKind(path, place);
            string folder = System.IO.Path.GetDirectoryName(place)!;
            if (!Directory.Exists(folder))
                throw new OutputException(SystemFault.Denies(folder) is { } shut ? SystemFault.Shut(path, shut) : $"{path}: there is no folder {folder}; make it, or name a file in a folder that exists", path);
            if (File.Exists(place))
                File.OpenHandle(place, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
            file = new OutputFile(path, place);
            file.Try();
            return file;
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            file?.Dispose();
            throw Fault(path, fault);
        }
    }

    /// <summary>The refusal of a file without a name.</summary>
    public static OutputException Nameless(string path) => new($"'{path}': expected the name of a file", path);

    /// <summary>Makes sure of the same, and that what stands at the path may be replaced.</summary>
    /// <param name="path">Where the file is to be; its folder exists.</param>
    /// <param name="rule">Which files may be.</param>
    /// <param name="inputs">Files, folders and globs that are read, none of which may be.</param>
    /// <exception cref="OutputException">It cannot be written, or would replace what may not be: the message says so, and what to do.</exception>
    public static OutputFile Open(string path, ReplaceRule rule, params IReadOnlyList<string> inputs)
    {
        var file = Open(path);
        try
        {
            if (!File.Exists(file._place))
                return file;
            if (inputs.FirstOrDefault(input => Holds(input, file._place)) is { } read)
                throw new OutputException($"{path}: this is read from, as {read}, and would be replaced; name another file", path);
            using var content = new FileStream(file._place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return content.Length == 0 || rule.Allows(content)
                ? file
                : throw new OutputException($"{path}: {rule.Others} and would be lost; name another place, or remove it first", path);
        }
        catch (Exception fault)
        {
            file.Dispose();
            if (IsOfDisk(fault))
                throw Fault(path, fault);
            throw;
        }
    }

    /// <summary>Opens the unfinished file, empty and unbuffered; close it before <see cref="Commit"/>.</summary>
    public FileStream OpenWrite() => new(_unfinished, FileMode.Truncate, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);

    /// <summary>Whether a file is the one that stands at the place.</summary>
    /// <param name="file">Its full path.</param>
    internal bool Is(string file) => PathKinds.Follow(file) == _place;

    // Whether a file is one that a path of inputs names, or lies in a folder that one names.
    private static bool Holds(string input, string place)
    {
        if (input.Length == 0 || input.Contains("://", StringComparison.Ordinal))
            return false;
        string full = System.IO.Path.GetFullPath(input);
        if (Directory.Exists(full))
            return place.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(PathKinds.Follow(full)) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return File.Exists(full) ? PathKinds.Follow(full) == place : System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(full, place, ignoreCase: false);
    }

    /// <summary>Gives what was written its name.</summary>
    /// <exception cref="OutputException">What stands at the place has become something else, or cannot be replaced any more.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        try
        {
            RefuseKind(Path, _place);
            if (_mode is { } mode && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(_unfinished, mode);
            File.Move(_unfinished, _place, overwrite: true);
            _isOver = true;
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            throw Fault(Path, fault);
        }
    }

    /// <summary>Writes the whole file, waits until the disk has it, and gives it its name.</summary>
    /// <exception cref="OutputException">It cannot be written, for example because the disk is full.</exception>
    public void Write(ReadOnlySpan<byte> content)
    {
        try
        {
            using var stream = OpenWrite();
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            throw Fault(Path, fault);
        }
        Commit();
    }

    /// <summary>Takes the unfinished file away, unless it was given its name.</summary>
    public void Dispose()
    {
        if (_isOver)
            return;
        _isOver = true;
        try
        {
            File.Delete(_unfinished);
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            // The first fault is the one to tell.
        }
    }

    /// <summary>What to throw where writing to <see cref="OpenWrite"/>'s stream failed.</summary>
    public static OutputException Fault(string path, Exception fault) => new(
        fault switch
        {
            UnauthorizedAccessException => $"{path}: no right to write here; choose another place, or ask for the right",
            FileNotFoundException or DirectoryNotFoundException => $"{path}: {SystemFault.WhyNotMade(fault)}; choose another place",
            { HResult: NoSpace } => $"{path}: it cannot be written: No space left on device; make room there, or choose another place",
            _ => $"{path}: it cannot be written: {OneLine(fault.Message)}",
        },
        path, fault);

    /// <summary>Whether an exception is the disk's: what <see cref="Fault"/> tells of.</summary>
    public static bool IsOfDisk(Exception fault) => fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    private static void RefuseKind(string path, string place)
    {
        string? other = PathKinds.Of(place) switch
        {
            PathKind.Folder => "a folder",
            PathKind.Device => "a device",
            PathKind.Pipe => "a pipe",
            PathKind.Socket => "a socket",
            PathKind.Nothing when place.EndsWith(System.IO.Path.DirectorySeparatorChar) => "the name of a folder",
            _ => null,
        };
        if (other is not null)
            throw new OutputException($"{path}: this is {other}; name a file, which is made or replaced", path);
    }

    private void Try()
    {
        using var stream = new FileStream(_unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        stream.WriteByte(0);
        stream.SetLength(0);
        if (File.Exists(_place))
            return;
        // A name that is too long, or has letters that the disk does not take, shows when a file of it is looked for.
        try
        {
            File.OpenHandle(_place, FileMode.Open).Dispose();
        }
        catch (FileNotFoundException)
        {
        }
    }
}
