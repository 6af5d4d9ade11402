namespace Grid.Hosting;

/// <summary>Where a text of PEM comes from.</summary>
/// <param name="Variable">The variable that names it, for messages.</param>
/// <param name="Value">The path of a file, or the text itself.</param>
internal sealed record PemSource(string Variable, string Value)
{
    private bool IsText => Value.Contains("-----BEGIN ", StringComparison.Ordinal);

    /// <summary>Reads it.</summary>
    /// <exception cref="ClusterException">The file cannot be read.</exception>
    public string Read()
    {
        try
        {
            return IsText ? Value : File.ReadAllText(Value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ClusterException($"{this}: no PEM file can be read there: {e.Message}", e);
        }
    }

    /// <summary>The variable and the path; of a text nothing, as it may be a key.</summary>
    public override string ToString() => IsText ? Variable : $"{Variable}={Value}";
}
