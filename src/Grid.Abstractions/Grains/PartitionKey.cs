using System.Globalization;

namespace Grid.Abstractions;

/// <summary>
/// The key of a partition grain. As each load has a name of its own, a partition of an earlier load is never taken for
/// one of a later.
/// </summary>
/// <param name="Dataset">The dataset's key; any text.</param>
/// <param name="Load">Which load of it.</param>
/// <param name="Index">Which partition, in the order of the rows.</param>
internal readonly record struct PartitionKey(string Dataset, string Load, int Index)
{
    private const string FramePrefix = "frame-";

    /// <summary>Reads a key.</summary>
    public static PartitionKey Parse(string key)
    {
        int beforeIndex = key.LastIndexOf('/');
        int beforeLoad = key.LastIndexOf('/', beforeIndex - 1);
        return new(key[..beforeLoad], key[(beforeLoad + 1)..beforeIndex], int.Parse(key.AsSpan(beforeIndex + 1), CultureInfo.InvariantCulture));
    }

    /// <summary>The partition, as messages name it: a frame's dataset has a name that nobody gave it.</summary>
    public string Title => IsFrame(Dataset) ? $"partition {Index}" : $"partition {Index} of '{Dataset}'";

    // As GridClient names them.
    private static bool IsFrame(string dataset) => dataset.StartsWith(FramePrefix, StringComparison.Ordinal) && Guid.TryParseExact(dataset.AsSpan(FramePrefix.Length), "N", out _);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Dataset}/{Load}/{Index}");
}
