namespace Grid.Grains;

/// <summary>Numbers scans in the order in which they are first heard of: one that goes over many partitions has one number.</summary>
internal sealed class ScanNumbers
{
    private const int Known = 64;

    private readonly Dictionary<string, long> _numbers = [];
    private readonly Queue<string> _names = [];

    /// <summary>The number of the latest scan.</summary>
    public long Last { get; private set; }

    /// <summary>The number of a scan.</summary>
    public long Of(string scan)
    {
        if (_numbers.TryGetValue(scan, out long number))
            return number;
        _numbers[scan] = ++Last;
        _names.Enqueue(scan);
        if (_names.Count > Known)
            _numbers.Remove(_names.Dequeue());
        return Last;
    }
}
