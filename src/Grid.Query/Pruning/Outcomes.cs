namespace Grid.Query;

/// <summary>What a condition may come to in some rows.</summary>
[Flags]
internal enum Outcomes : byte
{
    None = 0,
    True = 1,
    False = 2,
    Null = 4,

    /// <summary>It cannot be computed, which is an error where a row needs it.</summary>
    Fault = 8,
    AnyValue = True | False,
}

/// <summary>How outcomes follow from outcomes; what is said here of single rows is what <see cref="LogicKernel"/> and faults of vectors have.</summary>
internal static class OutcomesLogic
{
    private static readonly Outcomes[] s_each = [Outcomes.True, Outcomes.False, Outcomes.Null, Outcomes.Fault];

    public static Outcomes And(Outcomes left, Outcomes right) => Pairs(left, right, Outcomes.False, Outcomes.True);

    public static Outcomes Or(Outcomes left, Outcomes right) => Pairs(left, right, Outcomes.True, Outcomes.False);

    public static Outcomes Not(Outcomes input) =>
        (input & ~Outcomes.AnyValue) | (input.HasFlag(Outcomes.True) ? Outcomes.False : 0) | (input.HasFlag(Outcomes.False) ? Outcomes.True : 0);

    private static Outcomes Pairs(Outcomes left, Outcomes right, Outcomes deciding, Outcomes other)
    {
        var all = Outcomes.None;
        foreach (var a in s_each)
        {
            foreach (var b in s_each)
            {
                if (left.HasFlag(a) && right.HasFlag(b))
                    all |= a == deciding || b == deciding ? deciding : a == other && b == other ? other : (a | b).HasFlag(Outcomes.Fault) ? Outcomes.Fault : Outcomes.Null;
            }
        }
        return all;
    }
}
