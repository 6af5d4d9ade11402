using System.Text.Json;

namespace Grid.Hosting;

/// <summary>JSON in a file of ours, which a machine that lost its power, or another program, may have damaged.</summary>
internal static class StoredJson
{
    /// <summary>Reads it.</summary>
    /// <typeparam name="T">What is in it.</typeparam>
    /// <param name="bytes">The file's.</param>
    /// <param name="check">Looks whether what was read can be worked with; throws where it cannot. Null where whatever can be read can.</param>
    /// <exception cref="FormatException">It is damaged; the message says how, in a few words.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes, Action<T>? check = null)
    {
        try
        {
            var read = JsonSerializer.Deserialize<T>(bytes) ?? throw new FormatException("it says nothing");
            check?.Invoke(read);
            return read;
        }
        // Texts that are no UTF-8 and addresses that are none come as these.
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException or OverflowException or ClusterException)
        {
            throw new FormatException(bytes.Length == 0 ? "it is empty" : OneLine.Of(e.Message), e);
        }
    }
}
