using Grid.Columns;
using Grid.Sources;

namespace Grid.Samples;

/// <summary>
/// The temporary files of a sample beside the names that they get on <see cref="Commit"/>. Disposed without it, they are
/// deleted, and the folder too where this run made it.
/// </summary>
internal sealed class SampleStaging : IDisposable
{
    private readonly string _folder;
    private readonly string[] _paths;
    private readonly string? _madeFolder;
    private readonly List<OutputFile> _files = [];
    private bool _committed;

    private SampleStaging(string folder, string[] paths, string? madeFolder) => (_folder, _paths, _madeFolder) = (folder, paths, madeFolder);

    /// <summary>Makes the folder and checks that the files have room in it, and no company that they would be taken for.</summary>
    /// <param name="folder">Where the files go.</param>
    /// <param name="paths">Their names.</param>
    /// <param name="bytes">About how much they hold.</param>
    /// <param name="rule">Which files that stand there may be replaced.</param>
    /// <param name="company">A pattern of names that would be taken for parts of the sample; null for none.</param>
    /// <exception cref="SampleException">They have not.</exception>
    /// <exception cref="OutputException">One of them cannot be written.</exception>
    public static SampleStaging Open(string folder, string[] paths, long bytes, ReplaceRule rule, string? company = null)
    {
        string? made = null;
        for (string? parent = folder; parent is not null && !Directory.Exists(parent); parent = Path.GetDirectoryName(parent))
            made = parent;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException) when (Standing(folder) is { } file)
        {
            throw new SampleException($"{folder}: a folder cannot be made here, because {file} is no folder; choose another.");
        }
        catch (Exception e) when (SystemFault.Is(e))
        {
            throw new SampleException($"{folder}: a folder cannot be made here: {(e is FileNotFoundException ? $"{SystemFault.WhyNotMade(e)}; choose another place" : SystemFault.Say(e))}.");
        }
        var staging = new SampleStaging(folder, paths, made);
        try
        {
            if (company is not null)
                staging.RefuseStrangers(company);
            foreach (string path in paths)
                staging._files.Add(OutputFile.Open(path, rule));
            long free = new DriveInfo(folder).AvailableFreeSpace;
            if (bytes > free)
                throw new SampleException($"{folder}: the sample takes about {ByteSize.Of(bytes)} and the disk has {ByteSize.Of(free)} left; ask for fewer rows.");
            return staging;
        }
        catch
        {
            staging.Dispose();
            throw;
        }
    }

    /// <summary>Opens file <paramref name="index"/>, to be written until it is complete.</summary>
    public FileStream OpenWrite(int index) => _files[index].OpenWrite();

    /// <summary>Gives every file its name.</summary>
    public void Commit()
    {
        foreach (var file in _files)
            file.Commit();
        _committed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_committed)
            return;
        foreach (var file in _files)
            file.Dispose();
        for (string? folder = _folder; _madeFolder is not null && IsEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            Directory.Delete(folder!);
            if (folder == _madeFolder)
                break;
        }
    }

    // What of a path is a file where a folder should be.
    private static string? Standing(string? folder)
    {
        while (folder is not null && !File.Exists(folder))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }

    private static bool IsEmpty(string? folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    private void RefuseStrangers(string company)
    {
        string? stranger = Directory.EnumerateFiles(_folder, company).Except(_paths).Order(StringComparer.Ordinal).FirstOrDefault();
        if (stranger is not null)
            throw new SampleException($"{stranger}: it would be taken for a part of this sample of {_paths.Length} files; remove it or choose another folder.");
    }
}
