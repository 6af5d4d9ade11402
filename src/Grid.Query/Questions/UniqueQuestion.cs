namespace Grid.Query;

/// <summary>How many distinct values columns have, exactly; nulls and NaN are not counted.</summary>
/// <param name="Columns">Names or expressions; null for every column.</param>
/// <param name="Approximate">Whether an estimate will do where values are many (HyperLogLog, within about 1 %): one look is enough then.</param>
public sealed record UniqueQuestion(IReadOnlyList<string>? Columns = null, bool Approximate = false) : Question;
