namespace Grid.Fuzz;

/// <summary>A reader ended in an exception that is not how it refuses an input.</summary>
internal sealed class UnrefusedException(Exception thrown) : Exception($"{thrown.GetType().Name} is no refusal: {thrown.Message}", thrown)
{
    /// <summary>What tells it from others: its type, and where of our code it came from.</summary>
    public string Site
    {
        get
        {
            string frame = InnerException!.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains(" Grid.", StringComparison.Ordinal)) ?? "";
            int start = frame.IndexOf("Grid.", StringComparison.Ordinal), end = frame.IndexOf('(', StringComparison.Ordinal);
            return $"{InnerException.GetType().Name}-{(start >= 0 && end > start ? frame[start..end] : "elsewhere")}";
        }
    }
}
