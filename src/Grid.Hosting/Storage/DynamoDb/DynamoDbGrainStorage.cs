using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Orleans.Storage;

namespace Grid.Hosting;

/// <summary>
/// States in a table of DynamoDB, an item each, as Microsoft.Orleans.Persistence.DynamoDB lays them out (with DeleteStateOnClear): keys
/// <c>GrainReference</c> (<c>service_type/key</c>) and <c>GrainType</c> (the state's name), and <c>GrainState</c>, <c>ETag</c>.
/// </summary>
internal sealed class DynamoDbGrainStorage(DynamoDbTable table, string serviceId, bool create, IGrainStorageSerializer serializer)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>The table's partition key.</summary>
    public const string Grain = "GrainReference";

    /// <summary>Its sort key.</summary>
    public const string Name = "GrainType";

    private const string State = "GrainState";
    private const string Etag = "ETag";
    private const string IsSame = $"{Etag} = :before";
    private const int LongestItem = 400 * 1024;
    private const int LongestGrain = 2048;
    private const int LongestName = 1024;

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(DynamoDbGrainStorage), ServiceLifecycleStage.ApplicationServices, cancellation => table.OpenAsync(create, cancellation));

    public void Dispose() => table.Dispose();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ReadStateAsync(stateName, grainId, grainState, default);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var item = await table.GetAsync(GrainOf(grainId), NameOf(stateName), cancellationToken);
        if (item is null)
        {
            Reset(grainState);
            return;
        }
        byte[] bytes = BytesOf(item);
        grainState.State = bytes.Length == 0 ? Activator.CreateInstance<T>() : serializer.Deserialize<T>(new BinaryData(bytes));
        (grainState.ETag, grainState.RecordExists) = (item[Etag].N, bytes.Length > 0);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => WriteStateAsync(stateName, grainId, grainState, default);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var key = table.Key(GrainOf(grainId), NameOf(stateName));
        byte[] bytes = serializer.Serialize(grainState.State!).ToArray();
        int? before = Version(stateName, grainId, grainState.ETag);
        int etag = before + 1 ?? 0;
        var attributes = new Dictionary<string, AttributeValue>
        {
            [State] = bytes.Length > 0 ? new AttributeValue { B = new MemoryStream(bytes) } : new AttributeValue { NULL = true },
            [Etag] = Number(etag),
        };
        CheckLength(key, bytes.Length, etag);
        try
        {
            if (before is null)
                await table.PutAsync(key.Concat(attributes).ToDictionary(), cancellationToken);
            else
                await table.UpdateAsync(key, attributes, IsSame, new() { [":before"] = Number(before.Value) }, cancellationToken);
        }
        catch (ConditionalCheckFailedException e)
        {
            // It may be this write that was first: it was carried out, its answer was lost, and it was sent again.
            var now = await table.GetAsync(GrainOf(grainId), NameOf(stateName), cancellationToken);
            if (now is null || now[Etag].N != attributes[Etag].N || !BytesOf(now).AsSpan().SequenceEqual(bytes))
                throw Late(stateName, grainId, now?[Etag].N, grainState.ETag, e);
        }
        (grainState.ETag, grainState.RecordExists) = (attributes[Etag].N, true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => ClearStateAsync(stateName, grainId, grainState, default);

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        int? before = Version(stateName, grainId, grainState.ETag);
        try
        {
            await table.DeleteAsync(
                table.Key(GrainOf(grainId), NameOf(stateName)), before is null ? $"attribute_not_exists({Etag})" : IsSame,
                before is null ? null : new() { [":before"] = Number(before.Value) }, cancellationToken);
        }
        catch (ConditionalCheckFailedException e)
        {
            // What is gone is gone, be it by this call or by another.
            if (await table.GetAsync(GrainOf(grainId), NameOf(stateName), cancellationToken) is { } now)
                throw Late(stateName, grainId, now[Etag].N, grainState.ETag, e);
        }
        Reset(grainState);
    }

    private static void Reset<T>(IGrainState<T> state) => (state.State, state.ETag, state.RecordExists) = (Activator.CreateInstance<T>(), null, false);

    private static byte[] BytesOf(Dictionary<string, AttributeValue> item) => item.GetValueOrDefault(State)?.B?.ToArray() ?? [];

    private static int? Version(string stateName, GrainId grain, string? etag) => string.IsNullOrWhiteSpace(etag) ? null
        : int.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version
        : throw new InconsistentStateException($"State '{stateName}' of {grain} has no version '{etag}'.");

    private static AttributeValue Number(int number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    private static InconsistentStateException Late(string stateName, GrainId grain, string? there, string? expected, Exception e) =>
        new($"State '{stateName}' of {grain} was changed by another: it has version {there ?? "none"}, and {expected ?? "none"} was expected.", there ?? "", expected ?? "", e);

    private string GrainOf(GrainId grain) => Within($"{serviceId}_{grain}", LongestGrain, "The name of a grain");

    private static string NameOf(string state) => Within(state, LongestName, "The name of a state");

    private static string Within(string name, int longest, string what) => System.Text.Encoding.UTF8.GetByteCount(name) < longest ? name
        : throw new ArgumentException($"{what}, {name[..(char.IsHighSurrogate(name[79]) ? 79 : 80)]}…, is longer than DynamoDB's {longest} bytes: choose a shorter one.");

    private void CheckLength(Dictionary<string, AttributeValue> key, int bytes, int etag)
    {
        int length = key.Sum(k => k.Key.Length + System.Text.Encoding.UTF8.GetByteCount(k.Value.S)) + State.Length + bytes + Etag.Length + Number(etag).N.Length;
        if (length > LongestItem)
            throw new ArgumentOutOfRangeException(nameof(bytes), length, $"The state of {key[Grain].S} takes {length} bytes, and an item of DynamoDB holds {LongestItem} in table '{table.Name}'.");
    }
}
