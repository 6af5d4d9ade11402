namespace Grid.Learning;

/// <summary>One combination of parameters that a search scores.</summary>
/// <param name="Index">Its position among the candidates.</param>
/// <param name="Settings">What the search varies, by name, in the order of the names.</param>
/// <param name="Parameters">All rules, the varied ones set.</param>
public sealed record Candidate(int Index, IReadOnlyList<KeyValuePair<string, ParameterValue>> Settings, ForestParameters Parameters)
{
    /// <summary>The settings as a grid writes them: <c>bootstrap=true; max_depth=none</c>.</summary>
    public override string ToString() => string.Join("; ", Settings.Select(s => $"{s.Key}={s.Value}"));
}
