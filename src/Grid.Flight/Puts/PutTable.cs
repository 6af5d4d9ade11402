using System.Runtime.CompilerServices;
using Grid.Client;
using Grid.Columns;
using Grid.Flight.Protocol;
using Grid.Query;
using Grid.Sources;
using Grpc.Core;

namespace Grid.Flight;

/// <summary>
/// Makes a dataset of a table that a client puts. Its rows are an Arrow file first, which the silos load, and load again when one of them is
/// lost: in <c>tables</c> of the cluster's folder, for as long as the dataset is there; or where the client says, for good.
/// </summary>
internal sealed class PutTable(FlightGrid grid, FlightSettings settings)
{
    private static readonly TimeSpan LeftBehindAfter = TimeSpan.FromMinutes(10);
    private static readonly string[] Words = ["version", "dataset", "path"];

    private string? Folder => settings.Folder is { } folder ? Path.Combine(folder, "tables") : null;

    /// <summary>Takes the table in, and waits until it is loaded.</summary>
    /// <returns>The dataset's name, and its rows.</returns>
    public async Task<(string Dataset, long Rows)> RunAsync(IAsyncStreamReader<FlightFrame> frames, CancellationToken cancellation)
    {
        if (!await frames.MoveNext(cancellation))
            throw new CommandException("put: nothing came; expected a FlightData with a descriptor and a schema");
        var first = frames.Current;
        if (first.Fault is { } fault)
            throw new CommandException($"put: the first FlightData is damaged: {fault}");
        var (name, given) = Read(first.Descriptor);
        return (name, await MakeAsync(name, given, async path =>
        {
            using var reader = await ArrowStreamReader.OpenAsync(new FrameStream(first, frames), cancellation: cancellation);
            await BatchSpool.WriteAsync(Batches(reader, cancellation), reader.Schema, path, cancellation);
        }, cancellation));
    }

    /// <summary>Makes a dataset of a frame's rows, or of an answer about them, and waits until it is loaded.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">Where its rows are kept; null for the cluster's folder.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="question">The question; null for the rows themselves.</param>
    /// <param name="cancellation">Cancels it; nothing stays.</param>
    /// <returns>How many rows it has.</returns>
    public Task<long> IntoAsync(string name, string? path, GridFrame frame, Question? question, CancellationToken cancellation)
    {
        RequirePlace("into", path);
        var options = new SaveOptions { Format = TableFormat.Arrow, Overwrite = path is null };
        return MakeAsync(name, path, async file =>
        {
            if (question is null)
                await frame.SaveAsync(file, options, cancellation: cancellation);
            else
                await (await frame.AskAsync(question, null, cancellation)).SaveAsync(file, options, cancellation);
        }, cancellation);
    }

    private async Task<long> MakeAsync(string name, string? given, Func<string, Task> write, CancellationToken cancellation)
    {
        await RequireNewAsync(name, cancellation);
        await RemoveLeftoversAsync(cancellation);
        string path = given ?? Path.Combine(Directory.CreateDirectory(Folder!).FullName, $"{Guid.NewGuid():N}.arrow");
        await write(path);
        bool isPlanned = false;
        try
        {
            var frame = await grid.Now.LoadCsvAsync(name, [path], cancellation: cancellation);
            isPlanned = true;
            await frame.PersistAsync(cancellation: cancellation);
            return frame.Load.Rows;
        }
        catch
        {
            if (isPlanned)
                await grid.Now.DropDatasetAsync(name, CancellationToken.None);
            if (given is null)
                File.Delete(path);
            throw;
        }
    }

    /// <summary>Frees a dataset, and the file of one that was put.</summary>
    public async Task DropAsync(string dataset, CancellationToken cancellation)
    {
        string? file = await FileOfAsync(dataset, cancellation);
        await grid.Now.DropDatasetAsync(dataset, cancellation);
        if (file is not null && Folder is { } folder && Path.GetDirectoryName(file) == folder)
            File.Delete(file);
    }

    private (string Name, string? Path) Read(FlightDescriptor? descriptor)
    {
        switch (descriptor?.Type)
        {
            case FlightDescriptor.Types.DescriptorType.Path when descriptor.Path is [{ Length: > 0 } name]:
                RequirePlace("put", null);
                return (name, null);
            case FlightDescriptor.Types.DescriptorType.Cmd:
                var members = Members.Read("put", descriptor.Cmd.Memory);
                members.Check(Words);
                string? path = members.Text("path");
                RequirePlace("put", path);
                return (members.Required("dataset", "rows"), path);
            default:
                throw new CommandException("put: expected a descriptor with the first FlightData: a path of one part, the dataset's name, or a command such as {\"dataset\":\"rows\",\"path\":\"s3://bucket/rows.arrow\"}");
        }
    }

    private void RequirePlace(string what, string? path)
    {
        if (path is null && Folder is null)
            throw new CommandException($"{what}: the silos may be on several machines, which read no file of one: say where the rows are kept, by a command such as {{\"dataset\":\"rows\",\"path\":\"s3://bucket/rows.arrow\"}}");
        if (path is not null && !path.Contains("://", StringComparison.Ordinal) && !Path.IsPathFullyQualified(path))
            throw new CommandException($"{what}: \"path\" is {path}; expected a full path, or an object such as s3://bucket/rows.arrow");
    }

    private async Task RequireNewAsync(string name, CancellationToken cancellation)
    {
        if (DatasetName.Fault(name) is { } fault)
            throw new CommandException($"put: dataset {name}: {fault}");
        if ((await grid.Now.DatasetsAsync(cancellation)).Any(dataset => dataset.Name == name))
            throw FlightStatus.Of(StatusCode.AlreadyExists, $"there is a dataset '{name}' already; drop it first, or take another name");
    }

    private static async IAsyncEnumerable<RecordBatch> Batches(ArrowStreamReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await reader.ReadAsync(cancellation) is { } batch)
            yield return batch;
    }

    // Of datasets that were dropped otherwise than by the door.
    private async Task RemoveLeftoversAsync(CancellationToken cancellation)
    {
        if (Folder is not { } folder || !Directory.Exists(folder))
            return;
        string[] old = [.. Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < DateTime.UtcNow - LeftBehindAfter)];
        if (old.Length == 0)
            return;
        var used = await Task.WhenAll((await grid.Now.DatasetsAsync(cancellation)).Select(dataset => FileOfAsync(dataset.Name, cancellation)));
        foreach (string file in old.Except(used.OfType<string>()))
            File.Delete(file);
    }

    // The first of a dataset's files; null where it is not loaded, or has no rows.
    private async Task<string?> FileOfAsync(string dataset, CancellationToken cancellation)
    {
        try
        {
            var frame = await grid.Now.OpenDatasetAsync(dataset, cancellation);
            return (await frame.PartitionsAsync(cancellation)) is [var partition, ..] ? (await frame.FilesOfAsync(partition, cancellation))[0] : null;
        }
        catch (Exception e) when (e is DatasetException or SourceException or MemoryBudgetException)
        {
            return null;
        }
    }
}
