namespace Grid.Query;

/// <summary>The order of texts: by their UTF-8 bytes, which is by code point.</summary>
internal static class Utf8Order
{
    public static Comparer<byte[]> Comparer { get; } = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));
}
