using System.Text;

namespace Grid.Hosting;

/// <summary>
/// Chooses one of some names by the highest random weight (Thaler and Ravishankar 1998): when a name leaves, only what was
/// its own goes elsewhere, and one that joins takes its share of all.
/// </summary>
internal static class Rendezvous
{
    /// <summary>The name of the highest weight for a key.</summary>
    public static string Choose(string key, IEnumerable<string> names) => names.MaxBy(name => (Weight(key, name), name))!;

    /// <summary>The same in every process and at any time, as string.GetHashCode is not.</summary>
    public static ulong Weight(string key, string name)
    {
        // FNV-1a, and the finalizer of SplitMix64, which spreads what FNV leaves in the low bits.
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes($"{name}\n{key}"))
            hash = (hash ^ b) * 1099511628211;
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
        return hash ^ (hash >> 31);
    }
}
