using System.Globalization;

namespace Grid.Fuzz.Guided;

/// <summary>How far a run is.</summary>
/// <param name="Inputs">Inputs given.</param>
/// <param name="Refused">Those refused in words.</param>
/// <param name="Faults">Those that ended in another exception, or took too much memory.</param>
/// <param name="Edges">Ways through the code that were taken.</param>
/// <param name="Kept">Inputs that took new ones.</param>
/// <param name="Deaths">Processes that an input ended.</param>
/// <param name="Hangs">Inputs that did not end.</param>
/// <param name="PeakBytes">The most memory that a process held, its native code's too.</param>
internal readonly record struct Progress(long Inputs, long Refused, long Faults, int Edges, int Kept, int Deaths, int Hangs, long PeakBytes)
{
    /// <summary>Whether nothing was wrong.</summary>
    public bool IsSound => Faults == 0 && Deaths == 0 && Hangs == 0;

    /// <summary>With what a process says of itself, on top of those before it.</summary>
    public Progress With(string line)
    {
        long[] said = [.. line.Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
        return this with { Inputs = Inputs + said[0], Refused = Refused + said[1], Faults = Faults + said[2], Edges = (int)said[3], Kept = (int)said[4] };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Inputs:N0} inputs, {Refused:N0} refused, {Faults:N0} faults, {Deaths:N0} deaths, {Hangs:N0} hangs; {Edges:N0} edges by {Kept:N0} inputs; at most {PeakBytes >> 20:N0} MiB");
}
