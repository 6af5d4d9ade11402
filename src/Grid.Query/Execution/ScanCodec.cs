namespace Grid.Query;

/// <summary>Knows every kind of pass and of partial by the first byte of what <see cref="Pass.Encode"/> and <see cref="Partial.Encode"/> wrote, and reads it.</summary>
public static class ScanCodec
{
    /// <summary>Reads a pass.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static Pass DecodePass(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes, "pass");
        Pass pass = WireFormat.Open(ref reader) switch
        {
            PassKind.Profile => ProfilePass.Read(ref reader),
            PassKind.Ranks => RankPass.Read(ref reader),
            PassKind.Groups => GroupPass.Read(ref reader),
            PassKind.Correlation => CorrelationPass.Read(ref reader),
            PassKind.Bins => BinPass.Read(ref reader),
            PassKind.Head => HeadPass.Read(ref reader),
            PassKind.Distinct => DistinctPass.Read(ref reader),
            var kind => throw reader.Corrupt($"{(int)kind} is no kind of pass"),
        };
        reader.End();
        return pass;
    }

    /// <summary>Reads a partial.</summary>
    /// <exception cref="CorruptDataException">The bytes are damaged, or of another version.</exception>
    public static Partial DecodePartial(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes, "partial");
        Partial partial = WireFormat.Open(ref reader) switch
        {
            PassKind.Profile => ProfilePartial.Read(ref reader),
            PassKind.Ranks => RankPartial.Read(ref reader),
            PassKind.Groups => GroupPartial.Read(ref reader),
            PassKind.Correlation => CorrelationPartial.Read(ref reader),
            PassKind.Bins => BinPartial.Read(ref reader),
            PassKind.Head => HeadPartial.Read(ref reader),
            PassKind.Distinct => DistinctPartial.Read(ref reader),
            var kind => throw reader.Corrupt($"{(int)kind} is no kind of partial"),
        };
        reader.End();
        return partial;
    }
}
