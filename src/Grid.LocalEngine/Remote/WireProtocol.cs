namespace Grid.LocalEngine;

/// <summary>What the processes of a cluster agree on, besides the messages.</summary>
internal static class WireProtocol
{
    /// <summary>Raised when a process of before could no longer be understood.</summary>
    public const int Version = 1;

    /// <summary>The longest message: far below what would hold up the calls behind it.</summary>
    public const int LongestMessage = 8 << 20;

    /// <summary>The longest part of a reply that is longer than a message.</summary>
    public const int LongestPart = 4 << 20;

    /// <summary>The longest reply, in all its parts: beyond that, neither side should have to hold it.</summary>
    public const int LongestReply = 128 << 20;

    public const string VersionHeader = "grid-protocol";
    public const string SecretHeader = "grid-secret";

    public const string CallPath = "/call";
    public const string PartPath = "/part";
    public const string LocatePath = "/locate";
    public const string HeldPath = "/held";
    public const string ReportPath = "/report";
    public const string MovePath = "/move";
    public const string StopPath = "/stop";
    public const string NewsPath = "/news";

    public static void Write(WireBuffer output, GrainId grain)
    {
        output.Write(grain.Type);
        output.Write(grain.Key);
    }

    public static GrainId ReadGrain(BinaryReader input) => new(input.ReadString(), input.ReadString());

    public static void Write(WireBuffer output, IReadOnlyCollection<GrainId> grains)
    {
        output.Write7BitEncodedInt(grains.Count);
        foreach (var grain in grains)
            Write(output, grain);
    }

    public static GrainId[] ReadGrains(BinaryReader input)
    {
        var grains = new GrainId[input.Read7BitEncodedInt()];
        for (int i = 0; i < grains.Length; i++)
            grains[i] = ReadGrain(input);
        return grains;
    }

    public static void Write(WireBuffer output, IReadOnlyCollection<(GrainId Grain, long Bytes)> held)
    {
        output.Write7BitEncodedInt(held.Count);
        foreach (var (grain, bytes) in held)
        {
            Write(output, grain);
            output.Write7BitEncodedInt64(bytes);
        }
    }

    public static (GrainId Grain, long Bytes)[] ReadHeld(BinaryReader input)
    {
        var held = new (GrainId, long)[input.Read7BitEncodedInt()];
        for (int i = 0; i < held.Length; i++)
            held[i] = (ReadGrain(input), input.Read7BitEncodedInt64());
        return held;
    }

    /// <summary>A reader over a message.</summary>
    public static BinaryReader Reader(byte[] message) => new(new MemoryStream(message, writable: false));
}
