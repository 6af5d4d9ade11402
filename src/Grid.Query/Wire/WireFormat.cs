namespace Grid.Query;

/// <summary>The two bytes that scans and states begin with: their kind, and the version of all their formats.</summary>
internal static class WireFormat
{
    public const byte Version = 2;

    public static ScanKind Open(ref ByteReader reader)
    {
        var kind = (ScanKind)reader.Byte();
        byte version = reader.Byte();
        return version == Version ? kind : throw reader.Corrupt($"they are of version {version}, this program reads version {Version}; bring all silos to one version");
    }
}
