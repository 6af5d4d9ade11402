namespace Grid.Testing;

/// <summary>What silos log of studies.</summary>
public static class StudyEvents
{
    public const int Starts = 121;
    public const int Stored = 122;
    public const int Runs = 123;

    /// <summary>How many trials were started again after they had been stored, by the logs of all silos.</summary>
    public static int TrainedTwice(IEnumerable<SiloProcess> silos)
    {
        var all = silos.ToArray();
        // A trial's key is study/run/family/split/trees; what is stored lies in segments, study/segment.
        var stored = all.SelectMany(s => s.Logged(Stored)).Select(e => (e.GetProperty("State"), At: e.GetProperty("Timestamp").GetString()!))
            .Select(e => (Trial: $"{Head(e.Item1.GetProperty("Study").GetString()!, 1)}/{e.Item1.GetProperty("Family")}/{e.Item1.GetProperty("Split")}", e.At))
            .GroupBy(e => e.Trial).ToDictionary(g => g.Key, g => g.Min(e => e.At)!);
        return all.SelectMany(s => s.Logged(Starts)).Count(e =>
        {
            string[] key = e.GetProperty("State").GetProperty("Trial").GetString()!.Split('/');
            string trial = $"{string.Join('/', key[..^4])}/{key[^3]}/{key[^2]}";
            return stored.TryGetValue(trial, out string? at) && string.CompareOrdinal(e.GetProperty("Timestamp").GetString(), at) > 0;
        });
    }

    private static string Head(string key, int parts) => string.Join('/', key.Split('/')[..^parts]);
}
