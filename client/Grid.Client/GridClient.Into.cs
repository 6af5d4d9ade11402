namespace Grid.Client;

/// <content>Datasets that are made of rows and answers.</content>
public sealed partial class GridClient
{
    /// <summary>Writes rows where the silos find them, and loads them under a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The file; null for one that goes with the dataset, where the silos run on this machine.</param>
    /// <param name="write">Writes an Arrow file, in place of what stands there if it is told so.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    internal async Task<GridFrame> IntoAsync(string name, string? path, Func<string, bool, Task> write, CancellationToken cancellation)
    {
        await CheckIntoAsync(name, path, cancellation).ConfigureAwait(false);
        string file = path ?? OwnFile(name);
        if (path is null)
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        bool isPlanned = false;
        try
        {
            // A file of ours that no dataset is loaded from is left behind by a process that was killed.
            await write(file, path is null).ConfigureAwait(false);
            var frame = await LoadCsvAsync(name, [file], cancellation: cancellation).ConfigureAwait(false);
            isPlanned = true;
            return await frame.PersistAsync(cancellation: cancellation).ConfigureAwait(false);
        }
        catch
        {
            if (isPlanned)
                await _host.Grains.GetGrain<IDatasetGrain>(name).DropAsync(CancellationToken.None).ConfigureAwait(false);
            if (path is null)
                File.Delete(file);
            throw;
        }
    }

    /// <summary>Makes sure, before the work, that rows or an answer can become a dataset of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">Where its rows are to be kept; null where the silos run on this machine.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DatasetException">There is one of that name, or no dataset can have it; or the silos may be on other machines, and no path is given.</exception>
    internal async Task CheckIntoAsync(string name, string? path = null, CancellationToken cancellation = default)
    {
        DatasetName.Check(name);
        if (path is null && !_host.IsOfThisMachine)
            throw new DatasetException($"the silos may be on other machines, which read no file of this one: save the rows where they can read them, such as s3://bucket/{name}.arrow, and load those under the name.");
        if ((await CatalogAsync(cancellation).ConfigureAwait(false)).Datasets.Contains(name))
            throw new DatasetException($"there is a dataset '{name}' already; 'grid drop {name}' frees it, or give this one another name.");
    }

    // Beside what the grid keeps, or else for as long as it is open. A name may have any characters.
    private string OwnFile(string name) => Path.Combine(_host.Tables, $"{Uri.EscapeDataString(name)}.arrow");

    private void DeleteOwnFile(string name)
    {
        if (_host.IsOfThisMachine && File.Exists(OwnFile(name)))
            File.Delete(OwnFile(name));
    }
}
