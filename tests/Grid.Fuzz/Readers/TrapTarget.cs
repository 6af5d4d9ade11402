namespace Grid.Fuzz.Readers;

/// <summary>A reader with faults, by which it is seen that faults are found.</summary>
internal static class TrapTarget
{
    /// <summary>Throws, takes memory, or ends the process, by the first letter.</summary>
    public static FuzzTarget Make() => new(
        bytes =>
        {
            switch (bytes)
            {
                case [(byte)'F', ..]:
                    throw new InvalidOperationException("found");
                case [(byte)'M', ..]:
                    GC.KeepAlive(new byte[1 << 28]);
                    break;
                case [(byte)'D', ..]:
                    Environment.FailFast("found");
                    break;
                default:
                    break;
            }
        },
        fault => fault is FormatException)
    { Seeds = [[(byte)'?']], Words = ["F", "M", "D"] };
}
