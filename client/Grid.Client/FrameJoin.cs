using System.Security.Cryptography;
using Grid.Query;

namespace Grid.Client;

/// <summary>A join with another frame, which need not be loaded yet.</summary>
internal sealed record FrameJoin(GridFrame Other, JoinKind Kind, IReadOnlyList<string> Keys, IReadOnlyList<string> OtherKeys, string Name, string OwnName) : Transform
{
    /// <summary>The join as far as it is known so far: enough to be checked.</summary>
    public JoinTransform Foreseen => With(Other.Transforms);

    /// <summary>The join as silos know it, with the other frame loaded.</summary>
    public async Task<JoinTransform> ReadyAsync(CancellationToken cancellation)
    {
        await Other.PersistAsync(null, cancellation).ConfigureAwait(false);
        await Other.Dataset.KnowPartitionsAsync(cancellation).ConfigureAwait(false);
        return With(await Other.FittedAsync(cancellation).ConfigureAwait(false));
    }

    private JoinTransform With(IReadOnlyList<Transform> transforms)
    {
        var source = new JoinSource
        {
            Id = "",
            Name = Name,
            Schema = Other.SourceSchema,
            Transforms = transforms,
            Partitions = Other.Dataset.Partitions ?? [],
            Rows = Other.Dataset.Status.Rows,
            Bytes = Other.Dataset.Status.BytesHeld,
        };
        // Partitions of another load have other keys. Before the load nothing is kept by it.
        string id = source.Partitions.Count == 0 ? "" : Convert.ToHexString(SHA256.HashData(WireCodec.Encode(new JoinSources([source with { Name = "" }]))));
        return new JoinTransform(source with { Id = id }, Kind, Keys, OtherKeys, Name, OwnName);
    }
}
