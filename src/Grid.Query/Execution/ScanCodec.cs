namespace Grid.Query;

/// <summary>Knows every kind of scan and of state by the first byte of what <see cref="Scan.Encode"/> and <see cref="AggregateState.Encode"/> wrote, and reads it.</summary>
public static class ScanCodec
{
    /// <summary>Reads a scan.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static Scan DecodeScan(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes, "scan");
        var scan = Read(ref reader);
        reader.End();
        return scan;
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static AggregateState DecodeState(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes, "state");
        AggregateState state = WireFormat.Open(ref reader) switch
        {
            ScanKind.Profile => ProfileState.Read(ref reader),
            ScanKind.Ranks => RankState.Read(ref reader),
            ScanKind.Groups => GroupState.Read(ref reader),
            ScanKind.Correlation => CorrelationState.Read(ref reader),
            ScanKind.Bins => BinState.Read(ref reader),
            ScanKind.Head => HeadState.Read(ref reader),
            ScanKind.Distinct => DistinctState.Read(ref reader),
            ScanKind.Picks => PickState.Read(ref reader),
            var kind => throw reader.Corrupt($"{(int)kind} is no kind of state"),
        };
        reader.End();
        return state;
    }

    private static Scan Read(ref ByteReader reader) => WireFormat.Open(ref reader) switch
    {
        ScanKind.Profile => ProfileScan.Read(ref reader),
        ScanKind.Ranks => RankScan.Read(ref reader),
        ScanKind.Groups => GroupScan.Read(ref reader),
        ScanKind.Correlation => CorrelationScan.Read(ref reader),
        ScanKind.Bins => BinScan.Read(ref reader),
        ScanKind.Head => HeadScan.Read(ref reader),
        ScanKind.Distinct => DistinctScan.Read(ref reader),
        ScanKind.Picks => PickScan.Read(ref reader),
        ScanKind.Joined => JoinedScan.Read(ref reader, bytes => DecodeScan(bytes)),
        var kind => throw reader.Corrupt($"{(int)kind} is no kind of scan"),
    };
}
