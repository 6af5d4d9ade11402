namespace Grid.Sources;

/// <summary>A folder that will be written to.</summary>
public static class OutputFolder
{
    /// <summary>Makes sure, by writing, that files can be made in a folder, or in one that is made for them; leaves nothing behind.</summary>
    /// <param name="path">The folder, which need not exist.</param>
    /// <exception cref="OutputException">They cannot: the message says why, and what to do.</exception>
    public static void Check(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        var made = new Stack<string>();
        try
        {
            for (string? parent = full; parent is not null && !Directory.Exists(parent); parent = System.IO.Path.GetDirectoryName(parent))
                made.Push(parent);
            if (made.TryPeek(out var outermost) && PathKinds.Of(outermost) != PathKind.Nothing)
                throw new OutputException($"{path}: {outermost} is no folder; name another place", path);
            Directory.CreateDirectory(full);
            OutputFile.Open(System.IO.Path.Combine(full, "tried")).Dispose();
        }
        catch (OutputException fault) when (fault.Path != path)
        {
            throw new OutputException($"{path}: files cannot be made here: {(fault.InnerException ?? fault).Message.TrimEnd('.')}", path, fault);
        }
        catch (Exception fault) when (OutputFile.IsOfDisk(fault))
        {
            throw OutputFile.Fault(path, fault);
        }
        finally
        {
            foreach (string folder in made.Reverse())
            {
                if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                    Directory.Delete(folder);
            }
        }
    }
}
